"""A workbook of 400 questions is read, checked and stored while somebody waits."""

from io import BytesIO
from time import perf_counter

import pytest

from surveys.models import QuestionRow
from surveys.services.versions import store_draft
from surveys.xlsform import read_workbook, write_workbook
from tests.surveys.xlsform.large import large_questionnaire

LONGEST = 3  # seconds


@pytest.mark.django_db
def test_four_hundred_questions_are_a_draft_in_under_three_seconds() -> None:
    questionnaire = large_questionnaire()
    workbook = write_workbook(questionnaire)
    began = perf_counter()
    imported = read_workbook(BytesIO(workbook))
    draft = store_draft(questionnaire=imported.questionnaire)
    assert perf_counter() - began < LONGEST
    assert imported.notices == ()
    assert imported.questionnaire == questionnaire
    assert QuestionRow.objects.filter(page__section__version=draft).count() == 540
