"""From a grid of text to rows that know their columns."""

from collections.abc import Mapping

from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from openpyxl.utils import get_column_letter

from surveys.xlsform.cells import Key, Row, Sheet
from surveys.xlsform.faults import Fault, Notice, Report
from surveys.xlsform.grids import Grid
from surveys.xlsform.headings import Heading, heading

MOST_ROWS = {"survey": 3_000, "choices": 30_000, "external_choices": 30_000, "settings": 100}


def sheet_of(grid: Grid, report: Report, default_language: str = "") -> Sheet:
    """The sheet's rows; the first row with anything in it holds the headings.

    A sheet longer than any that somebody answers has a fault, and its rows are not read.
    """
    rows = iter(grid.rows.items())
    heading_row, headers = next(rows, (1, {}))
    headings = {
        column: heading(grid.name, get_column_letter(column), header)
        for column, header in sorted(headers.items())
    }
    by_key: dict[Key, Heading] = {}
    for one in headings.values():
        by_key.setdefault(one.key, one)
    most = MOST_ROWS[grid.name]
    if len(grid.rows) > most + 1:
        message = _("The sheet has more than %(most)s rows. Divide the survey into several.")
        report.add(Fault(grid.name, 0, "", message % {"most": most}))
        rows = iter(())
    reader = _RowReader(grid.name, headings, by_key, report)
    found = [
        Row(grid.name, number, cells, by_key, default_language)
        for number, values in rows
        if (cells := reader.cells(number, values))
    ]
    reader.report_columns_without_heading(heading_row)
    return Sheet(grid.name, by_key, tuple(found), heading_row)


class _RowReader:
    """Puts cells under their headings."""

    def __init__(
        self,
        sheet: str,
        headings: Mapping[int, Heading],
        by_key: Mapping[Key, Heading],
        report: Report,
    ) -> None:
        self.sheet = sheet
        self.headings = headings
        self.by_key = by_key
        self.report = report
        self.without_heading: set[int] = set()

    def cells(self, number: int, values: Mapping[int, str]) -> dict[Key, str]:
        found: dict[Key, str] = {}
        for column, value in values.items():
            one = self.headings.get(column)
            if one is None:
                self.without_heading.add(column)
            elif found.setdefault(one.key, value) != value:
                message = _(
                    "This cell and that of column %(other)s, which has the same heading, say "
                    "different things. Remove one of the two."
                ) % {"other": self.by_key[one.key].letter}
                self.report.add(Fault(self.sheet, number, one.letter, message, one.header))
        return found

    def report_columns_without_heading(self, heading_row: int) -> None:
        letters = [get_column_letter(column) for column in sorted(self.without_heading)]
        if letters:
            message = ngettext(
                "The column %(letters)s has no heading and is left out.",
                "The columns %(letters)s have no heading and are left out.",
                len(letters),
            ) % {"letters": ", ".join(letters)}
            self.report.add(Notice(self.sheet, heading_row, letters[0], message))
