"""What there is to say about a workbook, of a cell: faults and notices."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Self, TypeVar

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

SHEETS = ("", "survey", "choices", "external_choices", "settings")
MOST_ROWS_NAMED = 12


@dataclass(frozen=True, slots=True)
class Remark:
    """Something said of a cell.

    Row 0 and an empty column stand for the sheet or the file as a whole.
    """

    sheet: str
    row: int
    column: str  # the letter
    message: str
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

    def saying(self, message: str) -> Self:
        return replace(self, message=message)


class Fault(Remark):
    """One thing to repair; nothing is imported while there is one."""

    __slots__ = ()


class Notice(Remark):
    """Something that is imported, but not quite as it was written."""

    __slots__ = ()


class WorkbookFaults(Exception):
    """Why nothing was read: every fault that was found, and the notices, in the sheets' order."""

    def __init__(self, faults: Iterable[Fault], notices: Iterable[Notice] = ()) -> None:
        self.faults = tuple(faults)
        self.notices = tuple(notices)
        super().__init__("\n".join(str(fault) for fault in self.faults))


class Report:
    """Collects what there is to say while reading goes on.

    The same thing about the same cell counts once, and so does a notice about many rows.
    """

    def __init__(self) -> None:
        self._faults: dict[Fault, None] = {}
        self._notices: dict[Notice, None] = {}

    def add(self, remark: Fault | Notice) -> None:
        if isinstance(remark, Fault):
            self._faults[remark] = None
        else:
            self._notices[remark] = None

    @property
    def cells_with_fault(self) -> frozenset[tuple[str, int, str]]:
        """Sheet, row and column of each."""
        return frozenset((one.sheet, one.row, one.column) for one in self._faults)

    def has_fault_in(self, sheet: str, rows: Iterable[int]) -> bool:
        wanted = frozenset(rows)
        return any(one.sheet == sheet and one.row in wanted for one in self._faults)

    def __bool__(self) -> bool:
        """Whether there is a fault."""
        return bool(self._faults)

    @property
    def faults(self) -> tuple[Fault, ...]:
        return _in_order(self._faults)

    @property
    def notices(self) -> tuple[Notice, ...]:
        """In order; what holds for many rows of a sheet is said at the first of them."""
        return said_once(_in_order(self._notices), most_rows=MOST_ROWS_NAMED)


_Some = TypeVar("_Some", Fault, Notice)


def _in_order(remarks: Iterable[_Some]) -> tuple[_Some, ...]:
    order = {sheet: at for at, sheet in enumerate(SHEETS)}
    return tuple(sorted(remarks, key=lambda one: (order.get(one.sheet, len(order)), one.row)))


def said_once(remarks: Iterable[_Some], most_rows: int | None = None) -> tuple[_Some, ...]:
    """For people to read: what is the same in many rows of a sheet, at the first of them.

    The others are named there, `most_rows` of them at most.
    """
    alike: dict[tuple[str, str], list[_Some]] = {}
    for one in remarks:
        alike.setdefault((one.sheet, one.message), []).append(one)
    return tuple(_with_other_rows(group, most_rows) for group in alike.values())


def _with_other_rows(alike: list[_Some], most_rows: int | None) -> _Some:
    first = alike[0]
    rows = sorted({one.row for one in alike} - {first.row})
    if not rows:
        return first
    named = ", ".join(str(row) for row in rows[:most_rows])
    more = len(rows[most_rows:]) if most_rows else 0
    if more:
        also = ngettext(
            "Also in rows %(rows)s and %(more)s other.",
            "Also in rows %(rows)s and %(more)s others.",
            more,
        ) % {"rows": named, "more": more}
    else:
        also = ngettext("Also in row %(rows)s.", "Also in rows %(rows)s.", len(rows)) % {
            "rows": named
        }
    return first.saying(f"{first.message} {also}")
