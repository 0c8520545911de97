"""`manage.py export_xlsform`: a version as a workbook that reads as the same questionnaire."""

from dataclasses import replace
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from surveys.logic.expressions import Answer, Apply, Literal
from surveys.logic.text import Text
from surveys.questionnaire import Questionnaire
from surveys.services.versions import publish_version, store_draft
from surveys.xlsform import read_workbook
from tests.factories import small_questionnaire

pytestmark = pytest.mark.django_db


def said(*arguments: object) -> str:
    out = StringIO()
    call_command("export_xlsform", *map(str, arguments), stdout=out)
    return out.getvalue()


def titled(title: str) -> Questionnaire:
    """The small questionnaire with another title on its first page."""
    whole = small_questionnaire()
    first, *others = whole.sections
    page, *pages = first.pages
    renamed = replace(page, title=Text(title, title))
    return replace(whole, sections=(replace(first, pages=(renamed, *pages)), *others))


def test_the_newest_version_is_written(tmp_path: Path) -> None:
    publish_version(version=store_draft(questionnaire=titled("One")))
    store_draft(questionnaire=titled("Two"))
    file = tmp_path / "small.xlsx"
    assert said("small", file) == "Wrote small, version 2 (draft).\n"
    assert read_workbook(file).questionnaire.sections == titled("Two").sections


def test_an_older_version_is_written_by_its_number(tmp_path: Path) -> None:
    publish_version(version=store_draft(questionnaire=titled("One")))
    store_draft(questionnaire=titled("Two"))
    file = tmp_path / "small.xlsx"
    assert said("small", file, "--number", 1) == "Wrote small, version 1 (published).\n"
    found = read_workbook(file).questionnaire
    assert (found.sections, found.version) == (titled("One").sections, 1)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [(("large",), "no version of a survey “large”"), (("small", "--number", "9"), "no version 9")],
)
def test_a_version_that_is_not_there(
    tmp_path: Path, arguments: tuple[str, ...], words: str
) -> None:
    store_draft(questionnaire=small_questionnaire())
    code, *options = arguments
    with pytest.raises(CommandError, match=words):
        said(code, tmp_path / "file.xlsx", *options)


def test_what_no_workbook_can_say_is_named(tmp_path: Path) -> None:
    whole = small_questionnaire()
    odd = Apply("=", (Answer("employees"), Literal("'\"")))
    first = replace(whole.sections[0], relevant=odd)
    store_draft(questionnaire=replace(whole, sections=(first, *whole.sections[1:])))
    out = StringIO()
    with pytest.raises(CommandError, match="Nothing was written"):
        call_command("export_xlsform", "small", str(tmp_path / "file.xlsx"), stdout=out)
    assert out.getvalue() == (
        "section company, relevant: XLSForm cannot write a text with both ' and \" in it: '\"\n"
    )
    assert not (tmp_path / "file.xlsx").exists()


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    store_draft(questionnaire=small_questionnaire())
    with pytest.raises(CommandError, match="cannot be written"):
        said("small", tmp_path / "nowhere" / "file.xlsx")
