"""What reading any row of the survey sheet needs: its words, its conditions, what is remembered."""

from dataclasses import dataclass, field

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from surveys.logic.expressions import Apply, Expression, LogicError, walk
from surveys.logic.text import Text
from surveys.xlsform.cells import Row
from surveys.xlsform.choices import Lists
from surveys.xlsform.expressions import ExpressionReader, both
from surveys.xlsform.faults import Report
from surveys.xlsform.fields import did_you_mean
from surveys.xlsform.names import Names
from surveys.xlsform.outline import Node
from surveys.xlsform.placing import Rows
from surveys.xlsform.wording import words

Conditions = tuple[tuple[Row, Expression], ...]  # of the groups around, outermost first

_CLOCKS = ("today", "now")


@dataclass(frozen=True, slots=True)
class Reading:
    """One reading of one workbook."""

    lists: Lists
    names: Names
    expressions: ExpressionReader
    report: Report
    option_columns: frozenset[str] = frozenset()  # of any list, for choice filters
    rows: Rows = field(default_factory=Rows)
    offered: list[int] = field(default_factory=list)  # how many options each question has
    without_list: dict[str, list[Row]] = field(default_factory=dict)  # by the list that is missing

    def text(self, row: Row, field: str) -> Text:
        return words(row, field, self.report)

    def label_and_hint(self, row: Row) -> tuple[Text, Text]:
        label, hint = self.text(row, "label"), self.text(row, "hint")
        if label or not hint:
            return label, hint
        message = _("The label is missing. The hint stands in for it.")
        self.report.add(row.notice("hint", message))
        return hint, Text()

    def conditions(self, node: Node, outer: Conditions = ()) -> Conditions:
        """The row's own condition after those of the groups around it."""
        own = self.expressions.read(node.row, "relevant")
        return outer if own is None else (*outer, (node.row, own))

    def relevant(self, node: Node, outer: Conditions = ()) -> Expression | None:
        """One condition: that all of them hold."""
        found: Expression | None = None
        for row, condition in self.conditions(node, outer):
            self.rows.remember_condition(node.code, row, condition)
            try:
                found = both(found, condition)
            except LogicError:
                message = _(
                    "This condition and those of the groups around it are nested too deep. "
                    "Simplify it."
                )
                self.report.add(row.fault("relevant", message))
        return found

    def report_trigger(self, row: Row, value: Expression | None = None) -> None:
        """Values follow the answers by themselves; only one that reads the clock would not."""
        if not row.value("trigger"):
            return
        reads_clock = value is not None and any(
            isinstance(one, Apply) and one.op in _CLOCKS for one in walk(value)
        )
        if reads_clock:
            message = _(
                "The moment at which an answer was given is not known here. Ask for it, or empty "
                "the cell."
            )
            self.report.add(row.fault("trigger", message))
        else:
            message = _("The trigger is left out; values follow the answers by themselves.")
            self.report.add(row.notice("trigger", message))

    def report_missing_lists(self) -> None:
        """One fault for each list, however many rows want it; one for all where there is none."""
        if self.report.has_fault_in("choices", [0, 1]):  # it could not be read at all
            return
        if self.without_list and not self.lists:
            names = ", ".join(f"“{name}”" for name in self.without_list)
            message = _(
                "There is no sheet “choices” with options in it. Add it, with the lists %(lists)s."
            ) % {"lists": names}
            row = next(iter(self.without_list.values()))[0]
            self.report.add(row.fault("type", message))
            return
        for name, rows in self.without_list.items():
            message = _("The choices sheet has no list “%(list)s”.") % {"list": name}
            message = f"{message} {did_you_mean(name, self.lists)}"
            others = [str(row.number) for row in rows[1:]]
            if others:
                also = ngettext("Also in row %(rows)s.", "Also in rows %(rows)s.", len(others))
                message = f"{message} {also % {'rows': ', '.join(others)}}"
            self.report.add(rows[0].fault("type", message))

    def give_up(self, code: str) -> None:
        """What refers to the code cannot be understood until a fault is repaired."""
        self.names.answered.discard(code)
        self.names.unreadable.add(code)
