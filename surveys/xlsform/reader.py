"""Read a questionnaire workbook, or say everything that is wrong with it."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import BinaryIO

from django.utils.translation import gettext as _

from surveys.questionnaire import Questionnaire, QuestionType
from surveys.xlsform.cells import Row, Sheet
from surveys.xlsform.checking import report_findings
from surveys.xlsform.choices import read_lists
from surveys.xlsform.columns import extra_columns, report_languages, want_columns
from surveys.xlsform.conversions import converted
from surveys.xlsform.expressions import ExpressionReader
from surveys.xlsform.faults import Fault, Notice, Report, WorkbookFaults
from surveys.xlsform.fields import yes
from surveys.xlsform.names import referred_names, settle_names
from surveys.xlsform.outline import outline
from surveys.xlsform.placing import Rows
from surveys.xlsform.reading import Reading
from surveys.xlsform.settings import Settings, read_settings
from surveys.xlsform.sheets import sheet_of
from surveys.xlsform.structure import StructureReader
from surveys.xlsform.unused import report_unused
from surveys.xlsform.workbook import Workbook, open_workbook


@dataclass(frozen=True, slots=True)
class Imported:
    """What a workbook asks, and how that differs from what it says."""

    questionnaire: Questionnaire
    notices: tuple[Notice, ...] = ()


Types = Mapping[str, QuestionType]


def _no_types(code: str) -> Types:
    return {}


def read_workbook(
    source: Path | BinaryIO, earlier_types: Callable[[str], Types] = _no_types
) -> Imported:
    """The questionnaire of an .xlsx or .xls workbook.

    `earlier_types` gives, for a survey's code, the types that its questions had so far. Raises
    WorkbookFaults, with every fault at once. There is no third outcome: nothing is read in part,
    and no file raises anything else.
    """
    report = Report()
    book = open_workbook(source, report)
    settings = read_settings(book.grids.get("settings"), _stem(source), report)
    sheets = {
        name: sheet_of(grid, report, settings.default_language)
        for name, grid in book.grids.items()
        if name != "settings"
    }
    survey = sheets.get("survey")
    if survey is None:
        report.add(Fault("", 0, "", _no_survey(book)))
        raise WorkbookFaults(report.faults)
    _report_other_sheets(book, report)
    report_languages(sheets.values(), report)
    questionnaire, rows = _questionnaire(survey, sheets, settings, report)
    report_findings(questionnaire, earlier_types(questionnaire.code), rows, report)
    if report:
        raise WorkbookFaults(report.faults, report.notices)
    return Imported(questionnaire, report.notices)


def _questionnaire(
    survey: Sheet, sheets: Mapping[str, Sheet], settings: Settings, report: Report
) -> tuple[Questionnaire, Rows]:
    """What the sheets ask, as far as they can be read, and where each part of it was read."""
    rows = _rows(survey, report)
    choices = [sheets[name] for name in ("choices", "external_choices") if name in sheets]
    lists = read_lists(choices, report)
    tops = outline(rows, report)
    names = settle_names(tops, referred_names([*rows, *_all_rows(choices)]), report)
    columns = frozenset(name for sheet in choices for name in extra_columns(sheet).values())
    expressions = ExpressionReader(names, lists, report)
    reading = Reading(lists, names, expressions, report, columns)
    if settings.row is not None:
        reading.rows.remember("questionnaire", settings.code, settings.row)
    sections = StructureReader(reading).sections(tops, settings.code, settings.title)
    reading.report_missing_lists()
    report_unused(tops, report)
    whole = Questionnaire(settings.code, settings.title, sections, settings.version)
    reading.rows.unreadable = frozenset(names.unreadable)
    return converted(whole, names.unreadable), reading.rows


def _rows(survey: Sheet, report: Report) -> list[Row]:
    """The rows that count. Faults for columns without which nothing can be read."""
    want_columns(survey, ("type", "name", "label"), report)
    if not (survey.has("type") and survey.has("name")):
        return []
    return [row for row in survey.rows if not yes(row, "disabled", report)]


def _all_rows(sheets: Iterable[Sheet]) -> Iterable[Row]:
    return (row for sheet in sheets for row in sheet.rows)


def _no_survey(book: Workbook) -> str:
    near = get_close_matches("survey", [title.casefold() for title in book.other_titles], n=1)
    titles = {title.casefold(): title for title in book.other_titles}
    likeliest = titles[near[0]] if near else next(iter(titles.values()), "")
    if near or (len(titles) == 1 and not book.grids):
        return _("The workbook has no sheet “survey”. Rename “%(title)s”, if that is the one.") % {
            "title": likeliest
        }
    return _("The workbook has no sheet “survey”. Add it, with the questions in it.")


_LEFT_OUT = frozenset({"entities", "osm", "cascades", "columns"})  # which XLSForm knows, too


def _report_other_sheets(book: Workbook, report: Report) -> None:
    """Sheets of nobody's concern but the author's are passed over."""
    for title in book.other_titles:
        if title.strip().casefold() in _LEFT_OUT:
            report.add(Notice(title, 0, "", _("The sheet is left out; nothing here is like it.")))


def _stem(source: Path | BinaryIO) -> str:
    return Path(str(source if isinstance(source, Path) else getattr(source, "name", ""))).stem
