"""Versions as frozen values: read once, never stale, never more of them than fit."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from surveys.logic.text import Text
from surveys.models import QuestionnaireVersion, Survey
from surveys.models.frozen import MOST_KEPT, _kept, frozen_questionnaire
from surveys.questionnaire import Questionnaire
from surveys.services.versions import store_draft
from tests.factories import published_version, shortest_questionnaire, small_questionnaire

pytestmark = pytest.mark.django_db


def read(version: QuestionnaireVersion) -> tuple[Questionnaire, int]:
    """The value, and how many queries it took."""
    fresh = QuestionnaireVersion.objects.select_related("survey").get(pk=version.pk)
    with CaptureQueriesContext(
        connection,
    ) as queries:
        value = frozen_questionnaire(fresh)
    return value, len(queries)


def test_a_published_version_is_read_once() -> None:
    version = published_version()
    first, _ = read(version)
    again, queries = read(version)
    assert (again is first, queries) == (True, 0)
    assert first.sections == small_questionnaire().sections


def test_a_draft_is_read_each_time() -> None:
    draft = store_draft(questionnaire=small_questionnaire())
    read(draft)
    draft.section_rows.update(title={"ko": "다른 제목", "en": "Another title"})
    value, _ = read(draft)
    assert {section.title for section in value.sections} == {Text("다른 제목", "Another title")}


def test_a_survey_s_new_title_is_seen() -> None:
    version = published_version()
    read(version)
    Survey.objects.update(title_en="Renamed")
    assert read(version)[0].title == Text("작은 조사", "Renamed")


def test_another_version_under_the_same_id_is_read_anew() -> None:
    """As after the database was restored, or written by a test before."""
    version = published_version()
    read(version)
    other = published_version(shortest_questionnaire("other"))
    other.pk = version.pk
    assert frozen_questionnaire(other) is not read(version)[0]


def test_not_more_are_kept_than_fit() -> None:
    for _ in range(3):
        read(published_version())
    assert _kept.cache_info().maxsize == MOST_KEPT
    assert _kept.cache_info().currsize <= MOST_KEPT
