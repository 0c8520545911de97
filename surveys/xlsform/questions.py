"""Rows of the survey sheet as questions."""

from dataclasses import dataclass, replace
from functools import partial

from django.utils.translation import gettext as _

from surveys.logic.expressions import Expression, LogicError
from surveys.logic.text import Text
from surveys.logic.values import Missing
from surveys.questionnaire import Option, Question, QuestionType
from surveys.xlsform.bounds import bounds
from surveys.xlsform.cells import Row
from surveys.xlsform.choices import Lists
from surveys.xlsform.conditions import ConditionReader, between, both
from surveys.xlsform.faults import FaultList
from surveys.xlsform.fields import code, did_you_mean, whole_number, yes
from surveys.xlsform.outline import Kind, Node
from surveys.xlsform.ranges import read_ends
from surveys.xlsform.types import Asked, TypeProblem, asked

MOST_ROWS = 200  # that a repeat may allow

_CHOOSES = frozenset({QuestionType.CHOOSE_ONE, QuestionType.CHOOSE_SEVERAL})
_WHOLE = frozenset({QuestionType.INTEGER, QuestionType.MONEY, QuestionType.YEAR})

# Columns that change what is asked and that nothing here could honour: refused, never dropped.
_REFUSED = (
    "calculation",
    "choice_filter",
    "default",
    "trigger",
    "repeat_count",
    "image",
    "audio",
    "video",
)


@dataclass(frozen=True, slots=True)
class QuestionReader:
    """Reads questions against the lists of options and the codes that conditions may name."""

    lists: Lists
    conditions: ConditionReader
    default_language: str
    has_labels: bool
    faults: FaultList

    def questions(self, nodes: list[Node], outer: Expression | None = None) -> list[Question]:
        """The questions of a page. A group among them hands its condition down to its own."""
        found: list[Question] = []
        for node in nodes:
            if node.kind is Kind.GROUP:
                found.extend(self._flattened(node, outer))
                continue
            question = self.question(node)
            if question is not None:
                relevant = self._both(node.row, outer, question.relevant)
                found.append(replace(question, relevant=relevant))
        return found

    def question(self, node: Node) -> Question | None:
        """The question, or None with a fault where the row asks nothing that is known."""
        match node.kind:
            case Kind.GRID:
                return self._grid(node)
            case Kind.REPEAT:
                return self._repeat(node)
        return self._single(node.row)

    def relevant(self, row: Row) -> Expression | None:
        return self.conditions.read(row, "relevant")

    def text(self, row: Row, field: str) -> Text:
        return row.text(field, self.default_language)

    def label(self, row: Row) -> Text:
        """The row's label; a fault where it is missing in both languages."""
        found = self.text(row, "label")
        if not found and self.has_labels:
            message = _("The label is missing in Korean and in English. Write it.")
            self.faults.add(row.fault("label", message))
        return found

    def refuse_unsupported(self, row: Row) -> None:
        for field in _REFUSED:
            if row.value(field) or row.text(field):
                message = _("“%(column)s” is not supported. Empty the cell, or remove the row.")
                self.faults.add(row.fault(field, message % {"column": field}))

    def _both(
        self, row: Row, outer: Expression | None, own: Expression | None
    ) -> Expression | None:
        try:
            return both(outer, own)
        except LogicError:
            message = _(
                "This condition and those of the groups around it are nested too deep. Simplify it."
            )
            self.faults.add(row.fault("relevant", message))
            return None

    def _flattened(self, node: Node, outer: Expression | None) -> list[Question]:
        """A group inside a page: its label as a note, then its questions."""
        self.refuse_unsupported(node.row)
        inner = self._both(node.row, outer, self.relevant(node.row))
        label = self.text(node.row, "label")
        note = Question(
            code(node.row, self.faults),
            QuestionType.NOTE,
            label,
            hint=self._hint(node.row),
            is_required=False,
            relevant=inner,
        )
        return [*([note] if label else []), *self.questions(node.children, inner)]

    def _single(self, row: Row) -> Question | None:
        self.refuse_unsupported(row)
        name = code(row, self.faults)
        label = self.label(row)
        constraint = self.conditions.read(row, "constraint", this=name or None)
        relevant = self.relevant(row)
        is_required = yes(row, "required", self.faults)
        allowed = self._allowed_missing(row)
        try:
            what = self._asked(row)
        except TypeProblem as problem:
            self.faults.add(row.fault("type", str(problem)))
            return None
        if row.value("type").casefold() == "range":
            what, constraint = self._range(row, name, constraint)
        minimum, maximum = bounds(constraint, name, is_whole=what.type in _WHOLE)
        return Question(
            code=name,
            type=what.type,
            label=label,
            short=self.text(row, "short"),
            hint=self._hint(row),
            is_required=is_required and what.type is not QuestionType.NOTE,
            options=self._options(row, what),
            relevant=relevant,
            constraint=constraint,
            constraint_message=self.text(row, "constraint_message"),
            unit=self.text(row, "unit"),
            minimum=minimum,
            maximum=maximum,
            allowed_missing=allowed,
        )

    @staticmethod
    def _asked(row: Row) -> Asked:
        return asked(row.value("type"), row.value("appearance"))

    def _hint(self, row: Row) -> Text:
        hint, guidance = self.text(row, "hint"), self.text(row, "guidance_hint")
        return Text(
            ko="\n".join(filter(None, (hint.ko, guidance.ko))),
            en="\n".join(filter(None, (hint.en, guidance.en))),
        )

    def _options(self, row: Row, what: Asked) -> tuple[Option, ...]:
        if what.type not in _CHOOSES:
            return ()
        if what.list_name not in self.lists:
            message = _("The choices sheet has no list “%(list)s”.") % {"list": what.list_name}
            hint = did_you_mean(what.list_name, self.lists)
            self.faults.add(row.fault("type", f"{message} {hint}"))
        return self.lists.get(what.list_name, ())

    def _allowed_missing(self, row: Row) -> frozenset[Missing]:
        offered = {
            "dont_know": Missing.DONT_KNOW,
            "prefer_not_to_say": Missing.PREFER_NOT_TO_SAY,
        }
        allowed = partial(yes, row, faults=self.faults)
        return frozenset(missing for field, missing in offered.items() if allowed(field))

    def _range(
        self, row: Row, name: str, constraint: Expression | None
    ) -> tuple[Asked, Expression | None]:
        """A range is a number between two: its ends become part of the constraint."""
        ends = read_ends(row, self.faults)
        kind = QuestionType.INTEGER if ends.is_whole else QuestionType.DECIMAL
        return Asked(kind), self._both(row, between(name, ends.start, ends.end), constraint)

    def _grid(self, node: Node) -> Question | None:
        self.refuse_unsupported(node.row)
        rows = [found for child in node.children if (found := self.question(child)) is not None]
        self._want_children(node)
        first = next((row for row in rows if row.type is QuestionType.CHOOSE_ONE), None)
        for child, row in zip(node.children, rows, strict=False):
            if first and (row.type is not QuestionType.CHOOSE_ONE or row.options != first.options):
                message = _(
                    "Every row of a table-list is a select_one, and all of one list. Move this row "
                    "out of the group “%(name)s”, or remove the group's appearance."
                ) % {"name": node.name}
                self.faults.add(child.row.fault("type", message))
        return Question(
            code=code(node.row, self.faults),
            type=QuestionType.GRID,
            label=self.label(node.row),
            short=self.text(node.row, "short"),
            hint=self._hint(node.row),
            is_required=any(row.is_required for row in rows),
            options=first.options if first else (),
            relevant=self.relevant(node.row),
            children=tuple(rows),
        )

    def _repeat(self, node: Node) -> Question | None:
        self.refuse_unsupported(node.row)
        self._want_children(node)
        for child in node.walk():
            if child is not node and child.kind is Kind.REPEAT:
                message = _("Rows inside rows cannot be asked. Move the inner repeat out of it.")
                self.faults.add(child.row.fault("type", message))
                return None
        inside = replace(self, conditions=self.conditions.inside(node.name))
        columns = inside.questions(_without_grids(node.children))
        return Question(
            code=code(node.row, self.faults),
            type=QuestionType.REPEAT,
            label=self.label(node.row),
            short=self.text(node.row, "short"),
            hint=self._hint(node.row),
            is_required=yes(node.row, "required", self.faults),
            relevant=self.relevant(node.row),
            children=tuple(columns),
            most_rows=whole_number(node.row, "most_rows", self.faults, default=20, most=MOST_ROWS),
        )

    def _want_children(self, node: Node) -> None:
        if not node.children:
            message = _("“%(name)s” holds no question. Add one, or remove it.")
            self.faults.add(node.row.fault("type", message % {"name": node.name}))


def _without_grids(nodes: list[Node]) -> list[Node]:
    """Inside repeated rows there is no room for a grid: its rows become columns like others."""
    return [
        replace(
            node,
            kind=Kind.GROUP if node.kind is Kind.GRID else node.kind,
            children=_without_grids(node.children),
        )
        for node in nodes
    ]
