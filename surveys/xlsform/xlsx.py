"""Sheets of an .xlsx workbook, read with openpyxl."""

import warnings
import zipfile
from collections.abc import Iterator
from io import BytesIO
from typing import Any

from openpyxl import load_workbook

from surveys.xlsform.faults import Report
from surveys.xlsform.grids import Area, Grid, GridReader, first_of_each

MOST_BYTES_UNPACKED = 50 * 2**20  # a zip file can unpack to a thousand times its size


def read_xlsx(content: bytes, report: Report) -> tuple[list[Grid], list[str]]:
    """The sheets that are read, and the titles of all. Raises anything for what is no workbook."""
    opened = _opened(content)
    worksheets = opened.worksheets
    titles = [str(worksheet.title) for worksheet in worksheets]
    chosen = [(worksheets[at], name) for at, name in first_of_each(titles)]
    # Formulas count with the value Excel last computed, which only a second reading gives.
    has_formula = any(cell.data_type == "f" for sheet, _ in chosen for cell in _cells(sheet))
    computed = _opened(content, data_only=True) if has_formula else opened
    grids = [_grid(name, sheet, computed[sheet.title], report) for sheet, name in chosen]
    return grids, titles


def _opened(content: bytes, *, data_only: bool = False) -> Any:
    with zipfile.ZipFile(BytesIO(content)) as archive:
        unpacked = sum(one.file_size for one in archive.infolist())
    if unpacked > MOST_BYTES_UNPACKED:
        raise ValueError("unpacks to too much")
    with warnings.catch_warnings():
        # openpyxl warns of pictures, validations and styles it leaves out: none is read here.
        warnings.simplefilter("ignore")
        return load_workbook(BytesIO(content), data_only=data_only, keep_links=False)


def _cells(worksheet: Any) -> Iterator[Any]:
    # Its rows and columns would be padded as far as the last one that has any format: some
    # editors leave a million of them.
    yield from worksheet._cells.values()


def _grid(name: str, worksheet: Any, computed: Any, report: Report) -> Grid:
    reader = GridReader(name, report)
    for cell in _cells(worksheet):
        shown = computed.cell(cell.row, cell.column) if cell.data_type == "f" else cell
        if shown.data_type == "e":
            reader.add_error(cell.row, cell.column, str(shown.value))
        elif shown.value is None and cell.data_type == "f":
            reader.add_formula_without_result(cell.row, cell.column)
        else:
            reader.add(cell.row, cell.column, shown.value)
    return reader.finished(
        Area(one.min_row, one.max_row, one.min_col, one.max_col)
        for one in worksheet.merged_cells.ranges
    )
