"""Which questionnaire's words name the codes that companies and rules hold."""

import pytest

from support_plans.admin.words import published_questions
from surveys.services.versions import store_draft
from tests.factories import published_version, shortest_questionnaire, small_questionnaire

pytestmark = pytest.mark.django_db


def test_an_unrelated_survey_takes_no_words_away() -> None:
    published_version()
    published_version(shortest_questionnaire("other"))
    assert published_questions().questions_by_code.keys() >= {"employees", "remarks"}


def test_of_one_survey_the_newest_published_version_speaks() -> None:
    published_version(small_questionnaire())
    published_version(shortest_questionnaire())
    store_draft(questionnaire=small_questionnaire())
    assert list(published_questions().questions_by_code) == ["remarks"]


def test_before_anything_is_published_there_are_no_words() -> None:
    assert published_questions().questions_by_code == {}
