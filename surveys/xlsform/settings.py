"""The settings sheet: what the form is called."""

import re
from dataclasses import dataclass

from django.utils.translation import gettext as _

from surveys.checking.codes import CODE, proposed_code
from surveys.logic.text import Text
from surveys.questionnaire import LONGEST_CODE
from surveys.xlsform.cells import Row
from surveys.xlsform.columns import report_columns
from surveys.xlsform.faults import Report
from surveys.xlsform.grids import Grid
from surveys.xlsform.headings import language_of
from surveys.xlsform.sheets import sheet_of
from surveys.xlsform.wording import words


@dataclass(frozen=True, slots=True)
class Settings:
    code: str
    title: Text
    version: int = 1
    default_language: str = ""  # of words in columns that name none
    row: Row | None = None


def read_settings(grid: Grid | None, file_name: str, report: Report) -> Settings:
    """What the settings sheet says; the file's name stands in for what is missing."""
    code = proposed_code(file_name) or "form"
    name = file_name or code
    rows = sheet_of(grid, report).rows if grid else ()
    if grid is None or not rows:
        return Settings(code, Text(ko=name, en=name))
    language = language_of(rows[0].value("default_language"))
    sheet = sheet_of(grid, report, language)
    report_columns(sheet, report)
    row = sheet.rows[0]
    title, translated = words(row, "form_title", report), words(row, "translated_title", report)
    title = Text(ko=title.ko or translated.ko, en=title.en or translated.en)
    return Settings(
        code=_code(row, code, report),
        title=title or Text(ko=name, en=name),
        version=_version(row.value("version")),
        default_language=language,
        row=row,
    )


def _code(row: Row, otherwise: str, report: Report) -> str:
    written = row.value("form_id")
    if not written or (CODE.fullmatch(written) and len(written) <= LONGEST_CODE):
        return written or otherwise
    code = proposed_code(written) or otherwise
    message = _("“%(written)s” cannot be a code. The survey is called “%(code)s”.")
    report.add(row.notice("form_id", message % {"written": written, "code": code}))
    return code


def _version(written: str) -> int:
    """Versions are numbered here; one that is no whole number counts as the first."""
    return int(written) if re.fullmatch("[0-9]{1,9}", written) and int(written) else 1
