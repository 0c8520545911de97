"""From a file to sheets of text. Whatever the file holds, the outcome is sheets or faults."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from django.utils.translation import gettext as _

from surveys.xlsform.faults import Fault, Report, WorkbookFaults
from surveys.xlsform.grids import Grid, known_name
from surveys.xlsform.xls import MAGIC, read_xls
from surveys.xlsform.xlsx import read_xlsx

MOST_BYTES = 10 * 2**20


@dataclass(frozen=True, slots=True)
class Workbook:
    """The sheets that XLSForm knows, by name, and the titles of those that it does not."""

    grids: Mapping[str, Grid]
    other_titles: tuple[str, ...]


def open_workbook(source: Path | BinaryIO, report: Report) -> Workbook:
    """The sheets of an .xlsx or .xls file.

    Faults inside a sheet are added to the report; a file that cannot be opened raises
    WorkbookFaults.
    """
    content = _content(source)
    read = read_xls if content.startswith(MAGIC) else read_xlsx
    try:
        grids, titles = read(content, report)
    except Exception as error:
        raise _unreadable(
            _(
                "The file is not an Excel workbook that can be read. Open it in Excel or "
                "LibreOffice, remove its password if it has one, and save it as “Excel workbook "
                "(.xlsx)”."
            )
        ) from error
    others = tuple(title for title in titles if not known_name(title))
    return Workbook({grid.name: grid for grid in grids}, others)


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


def _unreadable(message: str) -> WorkbookFaults:
    return WorkbookFaults([Fault("", 0, "", message)])
