"""Which row of the workbook each part of the questionnaire was read from."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from surveys.checking import Place
from surveys.logic.expressions import Expression
from surveys.xlsform.cells import Row
from surveys.xlsform.choices import OptionList
from surveys.xlsform.outline import Node

Key = tuple[str, str]  # part, code

# A field of a part → the column that it is written in, where that has another name.
_COLUMNS = {
    "code": "name",
    "title": "label",
    "intro": "hint",
    "guidance": "guidance_hint",
    "required_if": "required",
    "row_count": "repeat_count",
    "minimum": "constraint",
    "maximum": "constraint",
    "pattern": "constraint",
    "is_exclusive": "exclusive",
    "questions": "type",
    "pages": "type",
    "children": "type",
    "options": "type",
}


@dataclass(slots=True)
class Rows:
    """The rows that parts come from, remembered while they are read.

    `unreadable` are the codes of parts that could not be read.
    """

    of_parts: dict[Key, Row] = field(default_factory=dict)
    inside: dict[Key, frozenset[int]] = field(default_factory=dict)  # the numbers of all its rows
    conditions: dict[Key, list[tuple[Row, Expression]]] = field(default_factory=dict)
    lists: dict[str, OptionList] = field(default_factory=dict)  # by the question that uses them
    unreadable: frozenset[str] = frozenset()

    def remember(self, part: str, code: str, row: Row, nodes: Iterable[Node] = ()) -> None:
        self.of_parts[part, code] = row
        self.inside[part, code] = frozenset(
            [row.number, *(one.row.number for node in nodes for one in node.walk())]
        )

    def remember_condition(self, code: str, row: Row, condition: Expression) -> None:
        """That the question's condition comes, in part, from this row."""
        self.conditions.setdefault(("question", code), []).append((row, condition))

    def row_of(self, place: Place) -> Row | None:
        if place.part == "option":
            options = self.lists.get(place.question)
            return options.rows.get(place.code.partition("/")[2]) if options else None
        return self.of_parts.get((place.part, place.code))


def column_of(place: Place) -> str:
    if place.part == "questionnaire":
        return {"title": "form_title", "code": "form_id"}.get(place.field, place.field)
    return _COLUMNS.get(place.field, place.field)
