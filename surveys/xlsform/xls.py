"""Sheets of an old .xls workbook, read with xlrd."""

from datetime import datetime
from io import StringIO
from typing import Any

import xlrd
from xlrd.biffh import error_text_from_code

from surveys.xlsform.faults import Report
from surveys.xlsform.grids import Area, Grid, GridReader, first_of_each

MAGIC = b"\xd0\xcf\x11\xe0"
"""What such a file begins with; one of the newer sort does, too, if it has a password."""


def read_xls(content: bytes, report: Report) -> tuple[list[Grid], list[str]]:
    """The sheets that are read, and the titles of all. Raises anything for what is no workbook."""
    book = xlrd.open_workbook(
        file_contents=content,
        logfile=StringIO(),
        on_demand=True,
        ragged_rows=True,
        formatting_info=True,  # without it, nothing is known of merged cells
    )
    titles = list(book.sheet_names())
    grids = [
        _grid(name, book.sheet_by_index(at), book.datemode, report)
        for at, name in first_of_each(titles)
    ]
    return grids, titles


def _grid(name: str, sheet: Any, datemode: int, report: Report) -> Grid:
    reader = GridReader(name, report)
    for row in range(sheet.nrows):
        for column in range(sheet.row_len(row)):
            cell = sheet.cell(row, column)
            if cell.ctype == xlrd.XL_CELL_ERROR:
                shown = error_text_from_code.get(cell.value, "#?")
                reader.add_error(row + 1, column + 1, shown)
            else:
                reader.add(row + 1, column + 1, _value(cell, datemode))
    return reader.finished(
        Area(first_row + 1, end_row, first_column + 1, end_column)
        for first_row, end_row, first_column, end_column in sheet.merged_cells
    )


def _value(cell: Any, datemode: int) -> object:
    match cell.ctype:
        case xlrd.XL_CELL_BOOLEAN:
            return bool(cell.value)
        case xlrd.XL_CELL_DATE:
            return _moment(cell.value, datemode)
    return cell.value


def _moment(days: float, datemode: int) -> object:
    """A date, a date with its time, or a time of day; the number itself where it is none."""
    try:
        moment: datetime = xlrd.xldate.xldate_as_datetime(days, datemode)
    except (xlrd.xldate.XLDateError, OverflowError, ValueError):
        return days
    return moment.time() if days < 1 else moment
