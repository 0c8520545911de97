"""From a file to sheets of text. Whatever the file holds, the outcome is sheets or faults."""

import warnings
import zipfile
from collections.abc import Mapping
from io import BytesIO
from pathlib import Path
from typing import Any, BinaryIO

from django.utils.translation import gettext as _
from openpyxl import load_workbook
from openpyxl.utils import get_column_letter

from surveys.xlsform.cells import Key, Row, Sheet, as_text
from surveys.xlsform.faults import Fault, FaultList, WorkbookFaults
from surveys.xlsform.headings import Heading, heading

MOST_BYTES = 10 * 2**20
MOST_BYTES_UNPACKED = 200 * 2**20  # a zip file can unpack to a thousand times its size
MOST_CELLS = 1_000_000

SHEETS = ("survey", "choices", "settings")


def read_sheets(source: Path | BinaryIO, faults: FaultList) -> dict[str, Sheet]:
    """The survey, choices and settings sheets that are there, by their names in lower case.

    Faults inside a sheet are added to `faults`; a file that cannot be opened raises WorkbookFaults.
    """
    content = _content(source)
    opened = _opened(content)
    # Formulas count with the value Excel last computed, which only a second reading gives.
    computed = _opened(content, data_only=True) if _has_formula(opened) else opened
    sheets: dict[str, Sheet] = {}
    for worksheet in opened.worksheets:
        name = str(worksheet.title).strip().casefold()
        if name in SHEETS and name not in sheets and _is_of_sane_size(worksheet, name, faults):
            sheets[name] = _sheet(name, worksheet, computed[worksheet.title], faults)
    return sheets


def _content(source: Path | BinaryIO) -> bytes:
    try:
        if isinstance(source, Path):
            with source.open("rb") as file:
                content = file.read(MOST_BYTES + 1)
        else:
            content = source.read(MOST_BYTES + 1)
    except OSError as error:
        raise _unreadable(
            _("The file cannot be opened (%(reason)s). Check its name and whether you may read it.")
            % {"reason": error.strerror or error}
        ) from error
    if len(content) > MOST_BYTES:
        raise _unreadable(
            _("The file is larger than %(most)s MB. Remove pictures and other sheets from it.")
            % {"most": MOST_BYTES // 2**20}
        )
    return content


def _opened(content: bytes, *, data_only: bool = False) -> Any:
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            unpacked = sum(one.file_size for one in archive.infolist())
        if unpacked > MOST_BYTES_UNPACKED:
            raise ValueError("unpacks to too much")
        with warnings.catch_warnings():
            # openpyxl warns of pictures, validations and styles it leaves out: none is read here.
            warnings.simplefilter("ignore")
            return load_workbook(BytesIO(content), data_only=data_only)
    except Exception as error:
        raise _unreadable(
            _(
                "The file is not an Excel workbook that can be read. Open it in Excel or "
                "LibreOffice and save it as “Excel workbook (.xlsx)”."
            )
        ) from error


def _unreadable(message: str) -> WorkbookFaults:
    return WorkbookFaults([Fault("", 0, "", message)])


def _has_formula(workbook: Any) -> bool:
    return any(
        cell.data_type == "f"
        for worksheet in workbook.worksheets
        if str(worksheet.title).strip().casefold() in SHEETS
        if worksheet.max_row * worksheet.max_column <= MOST_CELLS
        for row in worksheet.iter_rows()
        for cell in row
    )


def _is_of_sane_size(worksheet: Any, name: str, faults: FaultList) -> bool:
    """Guards against one stray cell at the far end, which would make a sheet of billions."""
    if worksheet.max_row * worksheet.max_column <= MOST_CELLS:
        return True
    message = _(
        "The sheet reaches as far as cell %(cell)s. Delete the rows below and the columns right of "
        "the last one that is used, and save the workbook."
    ) % {"cell": f"{get_column_letter(worksheet.max_column)}{worksheet.max_row}"}
    faults.add(Fault(name, 0, "", message))
    return False


def _sheet(name: str, worksheet: Any, computed: Any, faults: FaultList) -> Sheet:
    _report_merged_rows(name, worksheet, faults)
    grid = [
        [_cell_text(name, cell, computed, faults) for cell in row] for row in worksheet.iter_rows()
    ]
    headings = _headings(name, grid, faults)
    by_key = {one.key: one for one in headings.values()}
    rows = [
        Row(name, number, cells, by_key)
        for number, values in enumerate(grid[1:], start=2)
        if (cells := _cells(values, headings))
    ]
    return Sheet(name, by_key, tuple(rows))


def _cells(values: list[str], headings: Mapping[int, Heading]) -> dict[Key, str]:
    return {headings[at].key: value for at, value in enumerate(values) if value and at in headings}


def _cell_text(name: str, cell: Any, computed: Any, faults: FaultList) -> str:
    if cell.data_type not in ("f", "e"):
        return as_text(cell.value)
    shown = computed.cell(cell.row, cell.column) if cell.data_type == "f" else cell
    if shown.data_type == "e":
        message = _("The cell shows the error %(error)s. Type the value instead.")
        message %= {"error": shown.value}
    elif shown.value is None:
        message = _(
            "The formula in this cell has no stored result. Type the value instead, or open the "
            "workbook in Excel and save it."
        )
    else:
        return as_text(shown.value)
    faults.add(Fault(name, cell.row, cell.column_letter, message))
    return ""


def _report_merged_rows(name: str, worksheet: Any, faults: FaultList) -> None:
    """Cells merged across rows show one value for all of them, but only the first has it."""
    for area in worksheet.merged_cells.ranges:
        if area.min_row != area.max_row or area.min_row == 1:
            message = _(
                "The cells %(cells)s are merged. Unmerge them and write the value into each."
            ) % {"cells": area.coord}
            faults.add(Fault(name, area.min_row, get_column_letter(area.min_col), message))


def _headings(name: str, grid: list[list[str]], faults: FaultList) -> dict[int, Heading]:
    """The headings by the column's position from 0, with a fault for each that cannot be used."""
    found: dict[int, Heading] = {}
    seen: dict[Key, Heading] = {}
    for at in range(len(grid[0]) if grid else 0):
        letter, header = get_column_letter(at + 1), grid[0][at]
        if not header:
            if any(row[at] for row in grid[1:]):
                message = _(
                    "The column has values but no heading. Write one in row 1, or clear the column."
                )
                faults.add(Fault(name, 1, letter, message))
            continue
        one = heading(letter, header)
        if one.key in seen:
            message = _(
                "The heading says the same as that of column %(other)s. Remove one of the two."
            ) % {"other": seen[one.key].letter}
            faults.add(Fault(name, 1, letter, message, header))
        found[at] = seen.setdefault(one.key, one)
    return found
