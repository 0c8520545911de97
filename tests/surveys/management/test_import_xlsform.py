"""`manage.py import_xlsform`: all of a workbook, or the list of its faults."""

import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from openpyxl import load_workbook

import surveys.demonstration
from surveys.models import QuestionnaireVersion
from surveys.xlsform import read_workbook

WORKBOOK = Path(surveys.demonstration.__file__).with_name("company_survey.xlsx")
pytestmark = pytest.mark.django_db


def said(*arguments: object) -> str:
    out = StringIO()
    call_command("import_xlsform", *map(str, arguments), stdout=out)
    return out.getvalue()


def changed(tmp_path: Path, sheet: str, cell: str, value: str) -> Path:
    book = load_workbook(WORKBOOK)
    book[sheet][cell] = value
    book.save(tmp_path / "changed.xlsx")
    return tmp_path / "changed.xlsx"


def title_cell() -> str:
    """Of the first question's Korean label."""
    sheet = load_workbook(WORKBOOK)["survey"]
    heading = next(cell for cell in sheet[1] if str(cell.value).startswith("label::"))
    row = next(row for row in range(2, 50) if sheet.cell(row, 1).value not in {"begin_group", None})
    return f"{heading.column_letter}{row}"


def test_a_sound_workbook_is_stored_as_a_draft() -> None:
    assert said(WORKBOOK) == (
        "company_survey: 28 pages, 68 questions, no fault. "
        "Stored as version 1, a draft. Publish it at the desk.\n"
    )
    version = QuestionnaireVersion.objects.get()
    assert version.status == QuestionnaireVersion.Status.DRAFT
    assert version.questionnaire.sections == read_workbook(WORKBOOK).questionnaire.sections


def test_a_sound_workbook_is_published_as_the_first_version() -> None:
    assert "Published as version 1." in said(WORKBOOK, "--publish")
    version = QuestionnaireVersion.objects.get()
    assert version.status == QuestionnaireVersion.Status.PUBLISHED
    assert version.questionnaire.sections == read_workbook(WORKBOOK).questionnaire.sections


def test_the_same_workbook_again_makes_no_second_version() -> None:
    said(WORKBOOK, "--publish")
    assert "It is version 1 already." in said(WORKBOOK, "--publish")
    assert QuestionnaireVersion.objects.count() == 1


def test_a_changed_workbook_is_the_next_version(tmp_path: Path) -> None:
    said(WORKBOOK, "--publish")
    assert "Published as version 2." in said(
        changed(tmp_path, "survey", title_cell(), "다른 말로 물은 질문"), "--publish"
    )


def test_checking_stores_nothing() -> None:
    assert "no fault. Nothing was stored." in said(WORKBOOK, "--check", "--publish")
    assert not QuestionnaireVersion.objects.exists()


def test_every_fault_is_told_by_cell_and_nothing_is_stored(tmp_path: Path) -> None:
    workbook = changed(tmp_path, "survey", "A3", "nonsense")
    out = StringIO()
    with pytest.raises(CommandError, match=r"Nothing was stored\. Faults: ") as raised:
        call_command("import_xlsform", str(workbook), stdout=out)
    assert raised.value.returncode == 1
    lines = out.getvalue().splitlines()
    assert f"Faults: {len(lines)}." in str(raised.value)
    assert any(line.startswith("survey, row 3, column A (type): ") for line in lines)
    assert not QuestionnaireVersion.objects.exists()


def test_a_file_that_is_not_there_is_a_fault() -> None:
    with pytest.raises(CommandError, match="Faults: 1"):
        said("nowhere.xlsx")


def test_what_differs_from_the_workbook_is_said(tmp_path: Path) -> None:
    workbook = changed(tmp_path, "survey", "A4", "barcode")
    lines = said(workbook, "--check").splitlines()
    assert lines[0] == (
        "Notice: survey, row 4, column A (type): A barcode cannot be scanned on a survey page. It "
        "is asked as a text."
    )
    assert len(lines) == 2


def test_a_program_reads_it_all_as_json(tmp_path: Path) -> None:
    told = json.loads(said(changed(tmp_path, "survey", "A4", "barcode"), "--json", "--check"))
    assert told["questionnaire"] == {
        "code": "company_survey",
        "title": {"ko": "광주 AI 기업 수요조사", "en": "Gwangju AI company needs survey"},
        "sections": 8,
        "pages": 28,
        "questions": 68,
    }
    assert told["faults"] == []
    (notice,) = told["notices"]
    assert (notice["sheet"], notice["row"], notice["column"], notice["header"]) == (
        ("survey", 4, "A", "type")
    )


def test_a_program_reads_the_faults_as_json(tmp_path: Path) -> None:
    out = StringIO()
    workbook = changed(tmp_path, "survey", "A3", "nonsense")
    with pytest.raises(CommandError) as raised:
        call_command("import_xlsform", str(workbook), "--json", stdout=out)
    assert raised.value.returncode == 1
    told = json.loads(out.getvalue())
    assert told["questionnaire"] is None
    assert {(fault["sheet"], fault["row"], fault["column"]) for fault in told["faults"]} >= {
        ("survey", 3, "A")
    }


def test_a_code_never_changes_its_type(tmp_path: Path) -> None:
    said(WORKBOOK, "--publish")
    out = StringIO()
    workbook = changed(tmp_path, "survey", "A6", "select_multiple ai_field")
    with pytest.raises(CommandError, match="Faults: 1"):
        call_command("import_xlsform", str(workbook), stdout=out)
    assert out.getvalue() == (
        "survey, row 6, column A (type): In an earlier version “ai_field” asked for one option. A "
        "code never changes its type, so that waves can be compared. Use a new code.\n"
    )
    assert QuestionnaireVersion.objects.count() == 1
