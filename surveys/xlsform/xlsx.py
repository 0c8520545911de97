"""Sheets of an .xlsx workbook, read with openpyxl's parser.

Each sheet that counts is gone through once, and nothing is made of cells that only have a format:
editors leave them behind by the thousand.
"""

import warnings
import zipfile
from collections.abc import Iterator
from io import BytesIO
from typing import Any

from openpyxl import load_workbook
from openpyxl.worksheet._reader import FORMULA_TAG, WorkSheetParser

from surveys.xlsform.faults import Report
from surveys.xlsform.grids import Area, Grid, GridReader, first_of_each

MOST_BYTES_UNPACKED = 50 * 2**20  # a zip file can unpack to a thousand times its size
MOST_COLUMNS = 16_384  # as Excel has it


def read_xlsx(content: bytes, report: Report) -> tuple[list[Grid], list[str]]:
    """The sheets that are read, and the titles of all. Raises anything for what is no workbook."""
    with zipfile.ZipFile(BytesIO(content)) as archive:
        unpacked = sum(one.file_size for one in archive.infolist())
    if unpacked > MOST_BYTES_UNPACKED:
        raise ValueError("unpacks to too much")
    with warnings.catch_warnings():
        # openpyxl warns of pictures, validations and styles it leaves out: none is read here.
        warnings.simplefilter("ignore")
        book = load_workbook(BytesIO(content), read_only=True, keep_links=False)
        try:
            titles = [str(worksheet.title) for worksheet in book.worksheets]
            chosen = [(book.worksheets[at], name) for at, name in first_of_each(titles)]
            return [_grid(name, worksheet, report) for worksheet, name in chosen], titles
        finally:
            book.close()


def _grid(name: str, worksheet: Any, report: Report) -> Grid:
    reader = GridReader(name, report)
    with worksheet._get_source() as source:
        parser = _parser(worksheet, source)
        for cell in parser.cells():
            row, column, value = cell["row"], cell["column"], cell["value"]
            if cell["data_type"] == "e":
                reader.add_error(row, column, str(value))
            elif value is None and cell["has_formula"]:
                reader.add_formula_without_result(row, column)
            else:
                reader.add(row, column, value)
        merged = parser.merged_cells.mergeCell if parser.merged_cells else ()
    return reader.finished(
        Area(one.min_row, one.max_row, one.min_col, one.max_col) for one in merged
    )


def _parser(worksheet: Any, source: Any) -> "_CellParser":
    book = worksheet.parent
    return _CellParser(
        source,
        worksheet._shared_strings,
        data_only=True,  # a formula counts with the value that Excel last computed
        epoch=book.epoch,
        date_formats=book._date_formats,
        timedelta_formats=book._timedelta_formats,
    )


class _CellParser(WorkSheetParser):  # type: ignore[misc]  # it comes without types
    """The parser of openpyxl, but its cells tell where a formula stands."""

    def cells(self) -> Iterator[dict[str, Any]]:
        for _number, row in self.parse():
            yield from (cell for cell in row if cell is not None)

    def parse_cell(self, element: Any) -> dict[str, Any] | None:
        if not len(element) and element.get("r"):  # it has a format, and nothing more
            return None
        cell: dict[str, Any] = super().parse_cell(element)
        if cell["column"] > MOST_COLUMNS:
            raise ValueError("no sheet is that wide")
        return {**cell, "has_formula": element.find(FORMULA_TAG) is not None}
