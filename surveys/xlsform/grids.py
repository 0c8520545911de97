"""Sheets as their filled cells, whichever kind of file they come from."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from django.utils.translation import gettext as _
from openpyxl.utils import get_column_letter

from surveys.xlsform.cells import as_text
from surveys.xlsform.faults import Fault, Report

KNOWN = frozenset({"survey", "choices", "settings", "external_choices"})
_OTHER_NAMES = {"choices and columns": "choices", "external choices": "external_choices"}

Rows = Mapping[int, Mapping[int, str]]  # row number from 1 → column number from 1 → text


@dataclass(frozen=True, slots=True)
class Grid:
    """A sheet's filled cells."""

    name: str
    rows: Rows


@dataclass(frozen=True, slots=True)
class Area:
    """Cells that are merged into one, ends included."""

    first_row: int
    last_row: int
    first_column: int
    last_column: int

    def __str__(self) -> str:
        first, last = get_column_letter(self.first_column), get_column_letter(self.last_column)
        return f"{first}{self.first_row}:{last}{self.last_row}"


@dataclass(slots=True)
class GridReader:
    """Collects the cells of one sheet, with a fault for each that does not say what it shows."""

    name: str
    report: Report
    rows: dict[int, dict[int, str]] = field(default_factory=dict)

    def add(self, row: int, column: int, value: object) -> None:
        text = as_text(value)
        if text:
            self.rows.setdefault(row, {})[column] = text

    def add_error(self, row: int, column: int, shown: str) -> None:
        message = _("The cell shows the error %(error)s. Type the value instead.")
        self._fault(row, column, message % {"error": shown})

    def add_formula_without_result(self, row: int, column: int) -> None:
        self._fault(
            row,
            column,
            _(
                "The formula in this cell has no stored result. Type the value instead, or open "
                "the workbook in Excel and save it."
            ),
        )

    def finished(self, merged: Iterable[Area]) -> Grid:
        for area in merged:
            self._report_merged(area)
        return Grid(self.name, dict(sorted(self.rows.items())))

    def _report_merged(self, area: Area) -> None:
        """Cells merged across rows show one value for all of them, but only the first has it."""
        is_filled = area.first_column in self.rows.get(area.first_row, {})
        is_heading = area.first_row == 1 and area.first_column != area.last_column
        if is_filled and (area.first_row != area.last_row or is_heading):
            message = _(
                "The cells %(cells)s are merged. Unmerge them and write the value into each."
            ) % {"cells": area}
            self._fault(area.first_row, area.first_column, message)

    def _fault(self, row: int, column: int, message: str) -> None:
        self.report.add(Fault(self.name, row, get_column_letter(column), message))


def known_name(title: object) -> str:
    """The name by which XLSForm knows a sheet; "" where it knows none of that name."""
    name = " ".join(str(title).casefold().split())
    name = _OTHER_NAMES.get(name, name)
    return name if name in KNOWN else ""


def first_of_each(titles: Iterable[object]) -> Iterator[tuple[int, str]]:
    """The places and names of the sheets that are read: the first of each known name."""
    seen: set[str] = set()
    for at, title in enumerate(titles):
        name = known_name(title)
        if name and name not in seen:
            seen.add(name)
            yield at, name
