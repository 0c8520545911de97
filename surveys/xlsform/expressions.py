"""Cells that hold expressions, and what these may refer to."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from surveys.language import in_words
from surveys.logic.expressions import Apply, Expression, Literal, answers_read
from surveys.logic.parser import parse
from surveys.logic.tokens import ExpressionSyntaxError
from surveys.xlsform.cells import Row
from surveys.xlsform.choices import Lists
from surveys.xlsform.faults import Report
from surveys.xlsform.fields import did_you_mean
from surveys.xlsform.names import Names

_TRUTHS = {"true": True, "false": False}  # as Excel writes them


@dataclass(frozen=True, slots=True)
class ExpressionReader:
    """Reads expressions against the names and lists of the workbook."""

    names: Names
    lists: Lists
    report: Report

    def read(
        self,
        row: Row,
        column: str,
        *,
        this: str | None = None,
        option_columns: frozenset[str] = frozenset(),
    ) -> Expression | None:
        """The cell's expression; None where it is empty or cannot be used.

        Then there is a fault: here, or at what it refers to. `this` is what “.” stands for.
        """
        written = row.value(column)
        if not written:
            return None
        if written.casefold() in _TRUTHS:
            return Literal(_TRUTHS[written.casefold()])
        if "last-saved#" in written:
            message = _("An earlier response is not known here. Remove “last-saved#…”.")
            self.report.add(row.fault(column, message))
            return None
        looks_up = "pulldata" in written or "instance" in written
        lists = {name: one.entries for name, one in self.lists.items()} if looks_up else {}
        try:
            found = parse(
                written,
                this=this,
                option_columns=option_columns,
                lists=lists,
                unique_names=self.names.unique,
            )
        except ExpressionSyntaxError as error:
            message = _("The expression cannot be read. %(reason)s") % {
                "reason": in_words(error.text)
            }
            self.report.add(row.fault(column, message))
            return None
        return found if self._are_known(found, row, column) else None

    def _are_known(self, expression: Expression, row: Row, column: str) -> bool:
        """Whether all that it refers to has an answer, as far as the names tell."""
        names = self.names
        unknown = {
            name
            for name in answers_read(expression) - names.answered
            if not name.startswith(("option:", "position("))
        }
        for name in sorted(unknown - names.unreadable):
            if name in names.left_out:
                message = _("“%(name)s” (row %(row)s) has no answer here. Do not refer to it.") % {
                    "name": name,
                    "row": names.left_out[name].number,
                }
            else:
                message = _("There is no question “%(name)s” that has an answer.") % {"name": name}
                message = f"{message} {did_you_mean(name, sorted(names.answered))}"
            self.report.add(row.fault(column, message))
        return not unknown


def both(first: Expression | None, second: Expression | None) -> Expression | None:
    """The condition that both hold; None is no condition. LogicError where it gets too deep."""
    if first is None or second is None:
        return first or second
    return Apply("and", (first, second))
