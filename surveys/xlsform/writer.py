"""Write a questionnaire as a workbook: read again, it is the same questionnaire."""

import re
from collections.abc import Iterable, Sequence
from io import BytesIO
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from surveys.checking import Place
from surveys.logic.text import Text
from surveys.questionnaire import Questionnaire
from surveys.xlsform.written_expressions import ExpressionWriter
from surveys.xlsform.written_lists import Cells, list_writer
from surveys.xlsform.written_rows import RowWriter

LANGUAGES = {"ko": "Korean (ko)", "en": "English (en)"}

_SURVEY = (
    *("type", "name", "label", "hint", "guidance_hint", "short", "required", "relevant"),
    *("constraint", "constraint_message", "appearance", "unit", "calculation", "default"),
    *("choice_filter", "repeat_count", "most_rows", "dont_know", "prefer_not_to_say"),
)
_CHOICES = ("list_name", "name", "label", "exclusive")
_SETTINGS = ("form_title", "translated_title", "form_id", "version", "default_language")

_BOLD = Font(bold=True)
_OF_HEADINGS = Alignment(vertical="top")
_OF_TEXT = Alignment(vertical="top", wrap_text=True)
_NARROWEST, _WIDEST = 8, 60
_NOT_IN_XML = re.compile("[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]")


class CannotWrite(Exception):
    """What XLSForm has no way to write, all of it: the place, and what it is about it."""

    def __init__(self, problems: Iterable[tuple[Place, Text]]) -> None:
        self.problems = tuple(problems)
        super().__init__("; ".join(f"{place.code}: {text.en}" for place, text in self.problems))


def write_workbook(questionnaire: Questionnaire) -> bytes:
    """The questionnaire as an .xlsx file.

    Only columns that are used are there. Raises CannotWrite for the few things that no workbook
    can say, such as a text in a condition with both sorts of quotation mark.
    """
    lists = list_writer(questionnaire)
    expressions = ExpressionWriter()
    survey = list(RowWriter(lists, expressions).rows(questionnaire))
    problems = [*expressions.problems, *lists.problems()]
    if problems:
        raise CannotWrite(problems)
    book = Workbook()
    book.remove(book.active)
    _add_sheet(book, "survey", survey, _SURVEY)
    choices = list(lists.rows())
    if choices:
        _add_sheet(book, "choices", choices, _CHOICES)
    _add_sheet(book, "settings", [_settings(questionnaire)], _SETTINGS)
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def _settings(questionnaire: Questionnaire) -> Cells:
    title = questionnaire.title
    default = "ko" if title.ko else "en"
    return {
        ("form_title", ""): title.in_language(default),
        ("translated_title", "en"): title.en if title.ko else "",
        ("form_id", ""): questionnaire.code,
        ("version", ""): str(questionnaire.version),
        ("default_language", ""): LANGUAGES[default],
    }


def _add_sheet(book: Any, title: str, rows: Sequence[Cells], fields: Sequence[str]) -> None:
    """A sheet with the columns that any row fills, the known fields first."""
    used = {key for row in rows for key, value in row.items() if value}
    extra = sorted({field for field, _language in used} - set(fields))
    columns = [
        (field, language)
        for field in (*fields, *extra)
        for language in ("", "ko", "en")
        if (field, language) in used
    ]
    sheet = book.create_sheet(title)
    for at, key in enumerate(columns, start=1):
        cells = [_heading(*key), *(row.get(key, "") for row in rows)]
        for number, text in enumerate(cells, start=1):
            if text:
                _fill_in(sheet.cell(number, at), text, is_heading=number == 1)
        width = max(_width(text) for text in cells)
        sheet.column_dimensions[get_column_letter(at)].width = min(max(width, _NARROWEST), _WIDEST)
    sheet.freeze_panes = "C2"


def _heading(field: str, language: str) -> str:
    return f"{field}::{LANGUAGES[language]}" if language else field


def _fill_in(cell: Any, text: str, *, is_heading: bool) -> None:
    """Text whatever it looks like: no number, no date, and above all no formula."""
    cell.value = _NOT_IN_XML.sub("", text)
    cell.data_type = "s"
    cell.number_format = "@"
    cell.alignment = _OF_HEADINGS if is_heading else _OF_TEXT
    if is_heading:
        cell.font = _BOLD


def _width(text: str) -> int:
    """In characters; a Korean one takes the room of two."""
    return 2 + max(
        (sum(2 if ord(one) > 0x1100 else 1 for one in line) for line in text.split("\n")),
        default=0,
    )
