"""The rows inside a page as its questions: groups opened, grids and repeats put together."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from surveys.checking.parts import MOST_ROWS
from surveys.logic.text import Text
from surveys.questionnaire import Question, QuestionType
from surveys.xlsform.asking import allowed_missing, asking, required
from surveys.xlsform.fields import is_yes, whole_number
from surveys.xlsform.outline import Kind, Node
from surveys.xlsform.reading import Conditions, Reading
from surveys.xlsform.types import Asked, Recorded
from surveys.xlsform.unasked import calculated, note, read_only, recorded
from surveys.xlsform.wording import named


@dataclass(frozen=True, slots=True)
class QuestionReader:
    reading: Reading
    is_in_repeat: bool = False

    def questions(self, nodes: Iterable[Node], outer: Conditions = ()) -> list[Question]:
        """The questions of the nodes. A group among them hands its condition down to its own."""
        found: list[Question] = []
        for node in nodes:
            match node.kind:
                case Kind.QUESTION:
                    found += self._single(node, outer)
                case Kind.GROUP:
                    found += self._opened(node, outer)
                case Kind.GRID:
                    found += self._grid(node, outer)
                case Kind.REPEAT:
                    found += self._repeat(node, outer)
        return found

    def _single(self, node: Node, outer: Conditions) -> list[Question]:
        self.reading.rows.remember("question", node.code, node.row)
        asked = node.asked
        if asked is None:
            return []
        if isinstance(asked, Recorded):
            return recorded(node, asked, outer, self.reading)
        if asked.notice:
            self.reading.report.add(node.row.notice("type", _(asked.notice)))
        if asked.type is QuestionType.CALCULATED:
            return calculated(node, asked, outer, self.reading)
        is_note = asked.type is QuestionType.NOTE
        has_value = node.row.is_filled("calculation") or node.row.is_filled("default")
        if is_yes(node.row.value("read_only")) or (is_note and has_value):
            return read_only(node, outer, self.reading)
        if is_note:
            return note(node, outer, self.reading)
        return asking(node, asked, outer, self.reading)

    # --- groups ---

    def _opened(self, node: Node, outer: Conditions) -> list[Question]:
        """A group inside a page: its label as a note, then its questions."""
        self.reading.rows.remember("question", node.code, node.row, node.children)
        label, hint = self.reading.label_and_hint(node.row)
        relevant = self.reading.relevant(node, outer)
        found = self.questions(node.children, self.reading.conditions(node, outer))
        if not label or not found:
            return found
        title = Question(
            node.code,
            QuestionType.NOTE,
            label,
            hint=hint,
            is_required=False,
            relevant=relevant,
        )
        return [title, *found]

    # --- grids ---

    def _grid(self, node: Node, outer: Conditions) -> list[Question]:
        reading = self.reading
        if self.is_in_repeat:
            message = _("Inside a repeat, the rows of a table are asked one by one.")
            reading.report.add(node.row.notice("appearance", message))
            return self._opened(replace(node, kind=Kind.GROUP), outer)
        if _choose_several_of_one_list(node.children):
            message = _(
                "Only tables in which each row has one answer can be asked, so the rows are asked "
                "one by one."
            )
            reading.report.add(node.row.notice("appearance", message))
            return self._opened(replace(node, kind=Kind.GROUP), outer)
        if any(child.row.value("choice_filter") for child in node.children):
            message = _("A row has a filter of its own, so the rows are asked one by one.")
            reading.report.add(node.row.notice("appearance", message))
            return self._opened(replace(node, kind=Kind.GROUP), outer)
        reading.rows.remember("question", node.code, node.row, node.children)
        rows = [(child, one) for child in node.children for one in self.questions([child])]
        if node.children and not rows:  # each has a fault of its own
            return []
        options = next((one.options for _child, one in rows if one.options), ())
        for child, one in rows:
            if one.type is not QuestionType.CHOOSE_ONE or one.options != options:
                self._report_other_scale(child, node)
        if rows and rows[0][1].code in reading.rows.lists:
            reading.rows.lists[node.code] = reading.rows.lists[rows[0][1].code]
        label, hint = reading.label_and_hint(node.row)
        grid = Question(
            node.code,
            QuestionType.GRID,
            label or self._named(node),
            short=reading.text(node.row, "short"),
            hint=hint,
            guidance=reading.text(node.row, "guidance_hint"),
            is_required=False,  # as its rows say, once their conditions are read
            options=options,
            relevant=reading.relevant(node, outer),
            children=tuple(replace(one, options=(), is_dropdown=False) for _child, one in rows),
        )
        return [grid]

    def _report_other_scale(self, child: Node, grid: Node) -> None:
        message = _(
            "Every row of a table-list is a select_one, and all of one list. Move this row out of "
            "the group “%(name)s”, or remove the group's appearance."
        ) % {"name": grid.name}
        self.reading.report.add(child.row.fault("type", message))

    # --- repeats ---

    def _repeat(self, node: Node, outer: Conditions) -> list[Question]:
        reading, row = self.reading, node.row
        reading.rows.remember("question", node.code, row, node.children)
        if self.is_in_repeat:
            message = _("Rows inside rows cannot be asked. Move the inner repeat out of it.")
            reading.report.add(row.fault("type", message))
            for one in node.walk():
                reading.give_up(one.code)
                one.row.pass_over()
            return []
        columns = replace(self, is_in_repeat=True).questions(node.children)
        label, hint = reading.label_and_hint(row)
        is_required, required_if = required(row, reading)
        repeat = Question(
            node.code,
            QuestionType.REPEAT,
            label or self._named(node),
            short=reading.text(row, "short"),
            hint=hint,
            guidance=reading.text(row, "guidance_hint"),
            is_required=is_required,
            required_if=required_if,
            relevant=reading.relevant(node, outer),
            constraint=reading.expressions.read(row, "constraint", this=node.code or None),
            constraint_message=reading.text(row, "constraint_message"),
            allowed_missing=allowed_missing(row, reading),
            children=tuple(columns),
            most_rows=whole_number(row, "most_rows", reading.report, default=20, most=MOST_ROWS),
            row_count=reading.expressions.read(row, "repeat_count"),
        )
        return [repeat]

    def _named(self, node: Node) -> Text:
        """The name as words, where there is no label."""
        if not node.code:
            return Text()
        message = _("The label is missing. The name stands in for it.")
        self.reading.report.add(node.row.notice("label", message))
        return named(node.code)


def _choose_several_of_one_list(rows: Iterable[Node]) -> bool:
    asked = [row.asked for row in rows if isinstance(row.asked, Asked) and row.asked.list_name]
    lists = {one.list_name for one in asked}
    return len(lists) == 1 and any(one.type is QuestionType.CHOOSE_SEVERAL for one in asked)
