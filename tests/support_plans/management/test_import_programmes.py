"""`manage.py import_programmes`: the new programmes of a catalogue, or the list of its faults."""

from datetime import date
from io import StringIO
from pathlib import Path

import pytest
import time_machine
from django.core.management import CommandError, call_command

import support_plans.demonstration
from support_plans.models import Programme, ProgrammeVersion

CATALOGUE = Path(support_plans.demonstration.__file__).with_name("programmes.toml")
pytestmark = pytest.mark.django_db


def said(*arguments: object) -> str:
    out = StringIO()
    call_command("import_programmes", *map(str, arguments), stdout=out)
    return out.getvalue()


def test_programmes_come_into_force_on_the_day_named() -> None:
    assert said(CATALOGUE, "--from", "2027-01-31").startswith("In force from 2027-01-31: 26.")
    days = set(ProgrammeVersion.objects.values_list("in_force_from", flat=True))
    assert days == {date(2027, 1, 31)}


@time_machine.travel("2026-11-23T16:00:00Z", tick=False)
def test_or_today_by_the_citys_clock() -> None:
    said(CATALOGUE)
    days = set(ProgrammeVersion.objects.values_list("in_force_from", flat=True))
    assert days == {date(2026, 11, 24)}


def test_programmes_that_are_there_stay_as_they_are() -> None:
    said(CATALOGUE, "--from", "2027-01-31")
    Programme.objects.filter(code="gpu_trial").update(code="of_before")
    assert said(CATALOGUE, "--from", "2027-02-28").endswith(": 1. There already: 25.\n")
    assert ProgrammeVersion.objects.filter(in_force_from=date(2027, 1, 31)).count() == 26


def test_every_fault_is_told_and_nothing_is_stored(tmp_path: Path) -> None:
    text = CATALOGUE.read_text(encoding="utf-8")
    broken = tmp_path / "broken.toml"
    broken.write_text(
        text.replace('"${gwangju_base}"', '"${gwangju_base"', 1).replace("places = ", "place = ", 1)
    )
    out = StringIO()
    with pytest.raises(CommandError, match=r"Nothing was stored\. Faults: 2\."):
        call_command("import_programmes", str(broken), stdout=out)
    assert len(out.getvalue().splitlines()) == 2
    assert not Programme.objects.exists()


@pytest.mark.parametrize(
    ("content", "sentence"),
    [(None, "cannot be opened: No such file"), (b"\xff\xfe", "is not a text in UTF-8")],
)
def test_a_file_that_cannot_be_read(tmp_path: Path, content: bytes | None, sentence: str) -> None:
    file = tmp_path / "catalogue.toml"
    if content is not None:
        file.write_bytes(content)
    with pytest.raises(CommandError, match=sentence):
        said(file)


def test_a_day_that_is_none_is_refused() -> None:
    with pytest.raises(CommandError, match="2027-02-30 is no day"):
        said(CATALOGUE, "--from", "2027-02-30")
