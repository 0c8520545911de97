"""Small workbooks to read in tests."""

from collections.abc import Iterable, Sequence
from io import BytesIO
from typing import Any

from openpyxl import Workbook

from surveys.questionnaire import Questionnaire
from surveys.xlsform import Fault, Imported, Notice, WorkbookFaults, read_workbook

Table = Sequence[Sequence[Any]]

HEADER = (
    *("type", "name", "label", "required", "relevant", "constraint", "appearance"),
    *("calculation", "trigger"),
)
CHOICES: Table = (
    ("list_name", "name", "label", "exclusive"),
    ("yn", "yes", "Yes", None),
    ("yn", "no", "No", None),
    ("fruit", "apple", "Apple", None),
    ("fruit", "none", "None of these", "yes"),
)
SETTINGS: Table = (("form_title", "form_id", "version"), ("A form", "a_form", 3))


def workbook(
    survey: Table | None,
    choices: Table | None = CHOICES,
    settings: Table | None = SETTINGS,
    external_choices: Table | None = None,
) -> Workbook:
    book = Workbook()
    book.remove(book.active)
    for title, table in (
        ("survey", survey),
        ("choices", choices),
        ("external_choices", external_choices),
        ("settings", settings),
    ):
        if table is not None:
            sheet = book.create_sheet(title)
            for row in table:
                sheet.append(list(row))
    if not book.worksheets:
        book.create_sheet("empty")
    return book


def saved(book: Workbook) -> BytesIO:
    file = BytesIO()
    book.save(file)
    file.seek(0)
    return file


def imported(survey: Table, **sheets: Table | None) -> Imported:
    return read_workbook(saved(workbook(survey, **sheets)))


def read(survey: Table, **sheets: Table | None) -> Questionnaire:
    return imported(survey, **sheets).questionnaire


def faults_of(book: Workbook | BytesIO) -> tuple[Fault, ...]:
    """The faults that reading finds; none where the workbook can be read."""
    try:
        read_workbook(book if isinstance(book, BytesIO) else saved(book))
    except WorkbookFaults as error:
        return error.faults
    return ()


def told(remarks: Iterable[Fault | Notice]) -> list[tuple[str, str]]:
    """Where and what, of each: ("survey!C4", "The label is missing.").

    That a language is missing is left out: these workbooks are in one.
    """
    return [
        (f"{one.sheet}!{one.column}{one.row}", one.message)
        for one in remarks
        if "words are missing. Companies" not in one.message
    ]


def page_of(*rows: Sequence[Any], header: Sequence[Any] = HEADER) -> Table:
    """The rows as one page of one section; the first of them is row 4."""
    return (
        header,
        ("begin_group", "section", "A section"),
        ("begin_group", "page", "A page"),
        *rows,
        ("end_group",),
        ("end_group",),
    )
