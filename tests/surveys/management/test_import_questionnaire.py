"""`manage.py import_questionnaire`: all of a workbook, or the list of its faults."""

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
    call_command("import_questionnaire", *map(str, arguments), stdout=out)
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


def test_a_sound_workbook_is_published_as_the_first_version() -> None:
    assert "Published as version 1." in said(WORKBOOK)
    version = QuestionnaireVersion.objects.get()
    assert version.status == QuestionnaireVersion.Status.PUBLISHED
    assert version.questionnaire.sections == read_workbook(WORKBOOK).sections


def test_the_same_workbook_again_makes_no_second_version() -> None:
    said(WORKBOOK)
    assert "It is version 1 already." in said(WORKBOOK)
    assert QuestionnaireVersion.objects.count() == 1


def test_a_changed_workbook_is_the_next_version(tmp_path: Path) -> None:
    said(WORKBOOK)
    assert "Published as version 2." in said(
        changed(tmp_path, "survey", title_cell(), "다른 말로 물은 질문")
    )


def test_checking_stores_nothing() -> None:
    assert "no fault" in said(WORKBOOK, "--check")
    assert not QuestionnaireVersion.objects.exists()


def test_every_fault_is_told_by_cell_and_nothing_is_stored(tmp_path: Path) -> None:
    workbook = changed(tmp_path, "survey", "A3", "nonsense")
    out = StringIO()
    with pytest.raises(CommandError, match=r"Nothing was stored\. Faults: ") as raised:
        call_command("import_questionnaire", str(workbook), stdout=out)
    assert raised.value.returncode == 1
    lines = out.getvalue().splitlines()
    assert f"Faults: {len(lines)}." in str(raised.value)
    assert any(line.startswith("survey, row 3, column A (type): ") for line in lines)
    assert not QuestionnaireVersion.objects.exists()


def test_a_file_that_is_not_there_is_a_fault() -> None:
    with pytest.raises(CommandError, match="Faults: 1"):
        said("nowhere.xlsx")


def test_a_code_of_another_type_than_before_is_a_fault_and_nothing_is_stored(
    tmp_path: Path,
) -> None:
    said(WORKBOOK)
    sheet = load_workbook(WORKBOOK)["survey"]
    row = next(row for row in range(2, 50) if sheet.cell(row, 1).value == "integer")
    workbook = changed(tmp_path, "survey", f"A{row}", "decimal")
    with pytest.raises(CommandError, match=r"Nothing was stored\. Faults: 1\."):
        said(workbook)
    assert QuestionnaireVersion.objects.count() == 1
