"""What a questionnaire of 400 questions costs at the desk: to look at, to edit, to upload."""

import statistics
import time
from collections.abc import Callable
from functools import partial

from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from surveys.services.versions import store_draft
from surveys.xlsform import write_workbook
from tests.bench import Result
from tests.bench.ground import own_database
from tests.surveys.xlsform.large import large_questionnaire

QUESTIONS = 400
ROUNDS = 5


def run() -> list[Result]:
    questionnaire = large_questionnaire(QUESTIONS)
    workbook = write_workbook(questionnaire)
    page = questionnaire.pages[-1]
    with own_database():
        client = _officer()
        version = store_draft(questionnaire=questionnaire)
        to_part = "admin:questionnaire_part_edit"
        pages = {
            "outline": reverse("admin:surveys_questionnaireversion_change", args=[version.pk]),
            "problems": reverse("admin:questionnaire_problems", args=[version.pk]),
            "question editor": reverse(
                to_part, args=[version.pk, "questions", page.questions[-1].code]
            ),
            "preview": reverse("admin:questionnaire_preview", args=[version.pk, page.code]),
        }
        note = f"{QUESTIONS} questions; median of {ROUNDS}, in one process"
        shown = [
            Result(f"desk: {name}", _median(partial(client.get, url)), "ms", note)
            for name, url in pages.items()
        ]
        uploaded = _median(lambda: _upload(client, workbook))
        return [*shown, Result("desk: workbook read, checked, previewed", uploaded, "ms", note)]


def _officer() -> Client:
    client = Client(headers={"host": "127.0.0.1"})
    client.force_login(User.objects.create_superuser("bench"))
    return client


def _upload(client: Client, workbook: bytes) -> object:
    return client.post(
        reverse("admin:questionnaire_import"),
        {"workbook": SimpleUploadedFile("large.xlsx", workbook)},
    )


def _median(act: Callable[[], object]) -> float:
    """In milliseconds."""
    taken = []
    for _ in range(ROUNDS):
        began = time.perf_counter()
        response = act()
        taken.append(time.perf_counter() - began)
        assert getattr(response, "status_code", 0) == 200, response
    return statistics.median(taken) * 1000
