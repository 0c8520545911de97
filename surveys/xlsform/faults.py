"""What is wrong with a workbook, said of a cell."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing to repair. Row 0 and an empty column stand for the sheet or the file as a whole."""

    sheet: str
    row: int
    column: str  # the letter
    message: str  # what is wrong and what to do
    header: str = ""  # the column's heading, as it is written in the workbook

    def __str__(self) -> str:
        return f"{self.place}: {self.message}" if self.sheet else self.message

    @property
    def place(self) -> str:
        """Where to look, in words: “survey, row 5, column C (relevant)”."""
        words = {"sheet": self.sheet, "row": self.row, "column": self.column, "header": self.header}
        if not self.row:
            return self.sheet
        if not self.column:
            return _("%(sheet)s, row %(row)s") % words
        if not self.header:
            return _("%(sheet)s, row %(row)s, column %(column)s") % words
        return _("%(sheet)s, row %(row)s, column %(column)s (%(header)s)") % words


class WorkbookFaults(Exception):
    """Why nothing was read: every fault that was found, in the order of the sheets."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(str(fault) for fault in self.faults))


class FaultList:
    """Collects faults while reading goes on. A fault about the same cell and thing counts once."""

    def __init__(self) -> None:
        self._faults: dict[Fault, None] = {}

    def add(self, fault: Fault) -> None:
        self._faults[fault] = None

    def __iter__(self) -> Iterator[Fault]:
        return iter(self._faults)

    def __bool__(self) -> bool:
        return bool(self._faults)

    def in_order(self) -> tuple[Fault, ...]:
        order = {"": 0, "survey": 1, "choices": 2, "settings": 3}
        return tuple(sorted(self, key=lambda one: (order.get(one.sheet, 4), one.row)))
