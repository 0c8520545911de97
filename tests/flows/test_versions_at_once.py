"""Two officers on one questionnaire at once: one wins, the other is told, nothing half-edited."""

from collections.abc import Callable
from datetime import timedelta
from threading import Event

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from surveys.logic.text import Text
from surveys.models import PageRow, QuestionnaireVersion, QuestionRow, Wave
from surveys.models.frozen import content_digest
from surveys.services.version_problems import CannotPublish, VersionHasMoved, VersionInUse
from surveys.services.versions import (
    discard_draft,
    edit_draft,
    new_draft,
    publish_version,
    retire_version,
    store_draft,
)
from tests.factories import (
    WaveFactory,
    published_version,
    shortest_questionnaire,
    small_questionnaire,
)
from tests.flows.at_once import at_once

pytestmark = [
    pytest.mark.services,
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
]

NEW_TITLE = {"ko": "다른 제목", "en": "Another title"}


def draft() -> QuestionnaireVersion:
    return store_draft(questionnaire=small_questionnaire())


def again(version: QuestionnaireVersion) -> QuestionnaireVersion:
    return QuestionnaireVersion.objects.select_related("survey").get(pk=version.pk)


def test_of_eight_who_publish_one_draft_one_does() -> None:
    one = draft()
    outcomes = at_once([lambda: publish_version(version=again(one))] * 8)
    assert sum(isinstance(outcome, QuestionnaireVersion) for outcome in outcomes) == 1
    assert sum(isinstance(outcome, VersionHasMoved) for outcome in outcomes) == 7


def test_of_one_who_publishes_and_one_who_discards_one_does() -> None:
    one = draft()
    published, discarded = at_once(
        [lambda: publish_version(version=one), lambda: discard_draft(version=again(one))]
    )
    outcomes = (type(published), type(discarded))
    assert outcomes in [(QuestionnaireVersion, VersionHasMoved), (VersionHasMoved, type(None))]
    assert QuestionnaireVersion.objects.exists() is isinstance(published, QuestionnaireVersion)


def until_somebody_waits_for_a_lock() -> None:
    for _ in range(500):
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM pg_locks WHERE NOT granted")
            if cursor.fetchone() != (0,):
                return
            cursor.execute("SELECT pg_sleep(0.01)")
    raise AssertionError("Nobody waited for 5 seconds")


def by_the_service(version: QuestionnaireVersion) -> None:
    edit_draft(version=version, by=None)
    PageRow.objects.filter(section__version=version).update(title=NEW_TITLE)


def by_the_rows_alone(version: QuestionnaireVersion) -> None:
    PageRow.objects.filter(section__version=version).update(title=NEW_TITLE)


@pytest.mark.parametrize("edit", [by_the_service, by_the_rows_alone])
def test_who_publishes_waits_for_who_is_editing_and_publishes_the_edit(
    edit: Callable[[QuestionnaireVersion], None],
) -> None:
    one, is_edited = draft(), Event()

    def editing() -> None:
        with transaction.atomic():
            edit(one)
            is_edited.set()
            until_somebody_waits_for_a_lock()

    def publishing() -> None:
        is_edited.wait(10)
        publish_version(version=again(one))

    assert at_once([editing, publishing]) == [None, None]
    published = again(one).questionnaire
    assert {page.title for page in published.pages} == {Text.from_json(NEW_TITLE)}
    assert again(one).digest == content_digest(published)


@pytest.mark.parametrize(
    ("edit", "refusal"), [(by_the_service, VersionHasMoved), (by_the_rows_alone, IntegrityError)]
)
def test_who_edits_waits_for_who_is_publishing_and_is_told(
    edit: Callable[[QuestionnaireVersion], None], refusal: type[Exception]
) -> None:
    one, is_published = draft(), Event()

    def publishing() -> None:
        with transaction.atomic():
            publish_version(version=one)
            is_published.set()
            until_somebody_waits_for_a_lock()

    def editing() -> None:
        is_published.wait(10)
        with transaction.atomic():
            edit(again(one))

    done, told = at_once([publishing, editing])
    assert (done, type(told)) == (None, refusal)
    assert again(one).questionnaire.sections == small_questionnaire().sections


def test_of_two_drafts_that_give_one_code_two_types_one_is_published() -> None:
    published_version(shortest_questionnaire())
    drafts = [draft(), draft()]
    rows = QuestionRow.objects.filter(page__section__version=drafts[0], code="employees")
    rows.update(type="text")

    outcomes = at_once([lambda one=one: publish_version(version=again(one)) for one in drafts])

    assert sorted(type(outcome).__name__ for outcome in outcomes) == [
        "CannotPublish",
        "QuestionnaireVersion",
    ]
    [told] = [outcome for outcome in outcomes if isinstance(outcome, CannotPublish)]
    assert [one.place.code for one in told.findings if one.is_blocking] == ["employees"]


def test_drafts_begun_at_once_get_numbers_of_their_own() -> None:
    survey = published_version().survey
    begun = at_once([lambda: new_draft(survey=survey).number] * 10)
    assert sorted(number for number in begun if isinstance(number, int)) == list(range(2, 12))


@pytest.mark.parametrize("attempt", range(3))
def test_a_version_is_either_retired_or_taken_by_a_wave(attempt: int) -> None:
    version = published_version()

    def take() -> Wave:
        with transaction.atomic():
            return WaveFactory(version=version, closes_at=timezone.now() + timedelta(days=1))

    taken, retired = at_once([take, lambda: retire_version(version=again(version))])

    outcomes = (type(taken), type(retired))
    assert outcomes in [(Wave, VersionInUse), (IntegrityError, QuestionnaireVersion)]
    assert Wave.objects.exists() is isinstance(taken, Wave)
