"""A workbook is shown with everything wrong in it before anything is stored."""

import base64
import csv
import io
import zlib
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from openpyxl import Workbook, load_workbook

from surveys.models import QuestionnaireVersion, Survey
from tests.factories import published_version
from tests.surveys.admin.questionnaires.desk import draft, page_of, step, text_of, typed_in

pytestmark = pytest.mark.django_db

IMPORT = reverse("admin:questionnaire_import")
DEMONSTRATION = Path("surveys/demonstration/company_survey.xlsx")


def book(*rows: tuple[str, ...]) -> bytes:
    made = Workbook()
    made.active.title = "survey"
    for row in (("type", "name", "label::Korean (ko)", "label::English (en)", "label"), *rows):
        made.active.append(row)
    written = io.BytesIO()
    made.save(written)
    return written.getvalue()


GOOD = book(
    ("begin group", "size", "규모", "Size", ""),
    ("integer", "employees", "직원", "Employees", ""),
    ("end group", "", "", "", ""),
)
BAD = book(("integer", "1st", "직원", "Employees", ""), ("nonsense", "x", "=1+1", "X", ""))


def upload(client: Client, data: bytes, name: str = "city.xlsx") -> Any:
    return client.post(IMPORT, {"workbook": SimpleUploadedFile(name, data)})


def test_a_workbook_is_shown_before_it_is_stored(client: Client) -> None:
    shown = upload(client, GOOD)

    said = text_of(shown)
    assert "Nothing is stored yet." in said
    assert "Questions 1" in said
    assert "A new survey" in said
    assert not Survey.objects.exists()


def test_what_was_shown_is_stored_as_a_draft(client: Client) -> None:
    typed = typed_in(upload(client, GOOD))

    response = client.post(IMPORT, {**typed, "do": "store"})

    version = QuestionnaireVersion.objects.get()
    assert response["Location"].endswith(f"/{version.pk}/change/")
    assert list(version.questionnaire.questions_by_code) == ["employees"]
    assert version.survey.code == "city"
    assert version.edited_by is not None


def test_it_is_compared_with_the_newest_version_of_its_survey(client: Client) -> None:
    data = DEMONSTRATION.read_bytes()
    client.post(IMPORT, {**typed_in(upload(client, data)), "do": "store"})

    again = upload(client, data)

    assert "How it differs from version 1" in text_of(again)
    assert "They ask the same." in text_of(again)


def test_every_fault_is_listed_by_its_cell_and_nothing_can_be_stored(client: Client) -> None:
    shown = upload(client, BAD)

    assert shown.status_code == 422
    rows = page_of(shown).xpath("//table/tbody/tr")
    assert len(rows) >= 2
    assert rows[0].xpath("td[1]/text()") == ["survey"]
    stored = client.post(IMPORT, {**typed_in(shown), "do": "store"})
    assert stored.status_code == 422
    assert not Survey.objects.exists()


def test_the_faults_are_downloaded_for_a_spreadsheet(client: Client) -> None:
    response = client.post(IMPORT, {**typed_in(upload(client, BAD)), "do": "csv"})

    assert response["Content-Type"] == "text/csv; charset=utf-8"
    heading, *rows = csv.reader(io.StringIO(response.content.decode("utf-8-sig")))
    assert heading == ["Severity", "Sheet", "Row", "Column", "Heading", "Message"]
    assert {row[0] for row in rows} == {"Fault"}
    assert not [cell for row in rows for cell in row if cell[:1] in ("=", "+", "@")]


@pytest.mark.parametrize("data", [b"", b"no workbook", b"PK\x03\x04 broken"])
def test_what_is_no_workbook_is_said_to_be_none(client: Client, data: bytes) -> None:
    assert upload(client, data).status_code == 422


@pytest.mark.parametrize(
    "packed", ["", "nonsense", base64.b64encode(b"no zlib").decode(), "A" * 950_000]
)
def test_a_file_that_got_lost_is_asked_for_again(client: Client, packed: str) -> None:
    response = client.post(IMPORT, {"packed": packed, "name": "x", "do": "store"}, follow=True)

    assert response.status_code in (200, 413)
    assert not Survey.objects.exists()


def test_a_bomb_is_not_unpacked(client: Client) -> None:
    packed = base64.b64encode(zlib.compress(b"\0" * 50_000_000, 9)).decode()

    response = client.post(IMPORT, {"packed": packed, "name": "x", "do": "store"}, follow=True)

    assert "The file got lost on the way." in text_of(response)


def test_no_file_asks_for_one(client: Client) -> None:
    response = client.post(IMPORT, {})

    assert response.status_code == 422
    assert "This field is required." in text_of(response)


def test_any_version_is_downloaded_as_a_workbook(client: Client) -> None:
    for version in (published_version(), draft()):
        response = client.get(step(version, "workbook"))

        name = f"small-v{version.number}.xlsx"
        assert response["Content-Disposition"] == f'attachment; filename="{name}"'
        assert "survey" in load_workbook(io.BytesIO(response.content)).sheetnames
