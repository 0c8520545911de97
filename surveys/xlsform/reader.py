"""Read a questionnaire workbook, or say everything that is wrong with it."""

import re
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from django.utils.translation import gettext as _

from surveys.logic.text import Text
from surveys.questionnaire import LONGEST_CODE, Questionnaire
from surveys.xlsform.cells import Row, Sheet
from surveys.xlsform.checking import check_conditions
from surveys.xlsform.choices import read_lists
from surveys.xlsform.conditions import ConditionReader
from surveys.xlsform.faults import Fault, FaultList, WorkbookFaults
from surveys.xlsform.fields import code, yes
from surveys.xlsform.headings import language_of
from surveys.xlsform.outline import Kind, Node, outline
from surveys.xlsform.questions import QuestionReader
from surveys.xlsform.structure import StructureReader
from surveys.xlsform.workbook import read_sheets


def read_workbook(source: Path | BinaryIO) -> Questionnaire:
    """The questionnaire of an .xlsx workbook. Raises WorkbookFaults, with every fault at once.

    There is no third outcome: nothing is read in part, and no file raises anything else.
    """
    faults = FaultList()
    sheets = read_sheets(source, faults)
    settings = _settings(sheets.get("settings"), _stem(source), faults)
    survey = sheets.get("survey")
    if survey is None:
        if not any(fault.sheet == "survey" for fault in faults):
            faults.add(Fault("", 0, "", _("The workbook has no sheet “survey”. Add it.")))
        raise WorkbookFaults(faults.in_order())
    lists = read_lists(sheets.get("choices"), settings.default_language, faults)
    tops = outline(_rows(survey, faults), faults)
    conditions = ConditionReader(_answered(tops), faults)
    reader = QuestionReader(
        lists, conditions, settings.default_language, survey.has("label"), faults
    )
    sections = StructureReader(reader).sections(tops, settings.code, settings.title)
    check_conditions(conditions.found, sections, faults)
    if faults:
        raise WorkbookFaults(faults.in_order())
    return Questionnaire(settings.code, settings.title, sections, settings.version)


@dataclass(frozen=True, slots=True)
class _Settings:
    code: str
    title: Text
    version: int = 1
    default_language: str = ""


def _settings(sheet: Sheet | None, file_name: str, faults: FaultList) -> _Settings:
    """What the settings sheet says; the file's name stands in for a form_id that is missing."""
    name = re.sub(r"[^A-Za-z0-9_]+", "_", file_name).strip("_")
    name = name if re.match("[A-Za-z]", name) else f"form_{name}".rstrip("_")
    if sheet is None or not sheet.rows:
        return _Settings(name[:LONGEST_CODE], Text(ko=file_name or name, en=file_name or name))
    row = sheet.rows[0]
    language = language_of(row.value("default_language"))
    if row.value("form_id"):
        name = code(row, faults, "form_id")
    translated, title = row.text("translated_title", language), row.text("form_title", language)
    title = Text(ko=title.ko or translated.ko, en=title.en or translated.en)
    version = row.value("version") or "1"
    if not re.fullmatch("[0-9]{1,18}", version):
        message = _("The version “%(version)s” is not a whole number. Write one, such as 1.")
        faults.add(row.fault("version", message % {"version": version}))
        version = "1"
    return _Settings(name[:LONGEST_CODE], title or Text(ko=name, en=name), int(version), language)


def _stem(source: Path | BinaryIO) -> str:
    return Path(str(source if isinstance(source, Path) else getattr(source, "name", ""))).stem


def _rows(survey: Sheet, faults: FaultList) -> list[Row]:
    """The rows that count. Faults for columns without which nothing can be read."""
    for name in ("type", "name", "label"):
        if not survey.has(name):
            message = _("The sheet has no column “%(name)s”. Add it in row 1.") % {"name": name}
            faults.add(Fault(survey.name, 1, "", message))
    if not (survey.has("type") and survey.has("name")):
        return []
    if not survey.rows:
        faults.add(Fault(survey.name, 2, "", _("The sheet asks nothing. Add a question.")))
    return [row for row in survey.rows if not yes(row, "disabled", faults)]


def _answered(tops: list[Node]) -> frozenset[str]:
    """The names that a condition may refer to: those of questions that have answers."""
    asking = (node for top in tops for node in top.walk())
    return frozenset(
        node.name
        for node in asking
        if node.kind is Kind.REPEAT
        or (node.kind is Kind.QUESTION and node.row.value("type").casefold() != "note")
    )
