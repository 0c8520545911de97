"""A workbook of 400 questions comes in whole; what it costs is `make bench`'s to say."""

from io import BytesIO

import pytest

from surveys.models import QuestionRow
from surveys.services.versions import store_draft
from surveys.xlsform import read_workbook, write_workbook
from tests.surveys.xlsform.large import large_questionnaire


@pytest.mark.django_db
def test_four_hundred_questions_become_a_draft() -> None:
    questionnaire = large_questionnaire()
    workbook = write_workbook(questionnaire)
    imported = read_workbook(BytesIO(workbook))
    draft = store_draft(questionnaire=imported.questionnaire)
    assert imported.notices == ()
    assert imported.questionnaire == questionnaire
    assert QuestionRow.objects.filter(page__section__version=draft).count() == 540
