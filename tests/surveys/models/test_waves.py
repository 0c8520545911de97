"""Which version a wave may take: published, and once begun only a newer one of its survey."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from surveys.models import QuestionnaireVersion, Wave
from surveys.services.versions import retire_version, store_draft
from tests.factories import (
    ResponseFactory,
    WaveFactory,
    published_version,
    small_questionnaire,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]

NOT_PUBLISHED = "Choose a published version: this one is a draft or retired."
BEGUN = (
    "This wave has begun. Choose a newer version of the same survey, or make a new wave for "
    "another one."
)


def problem(wave: Wave, version: QuestionnaireVersion | None = None) -> str:
    """What is wrong with giving the wave this version; "" where nothing is."""
    wave.version = version or wave.version
    try:
        wave.full_clean()
    except ValidationError as refused:
        [message] = refused.message_dict["version"]
        return str(message)
    return ""


def wave_to_come(**fields: object) -> Wave:
    return WaveFactory(opens_at=timezone.now() + timedelta(days=1), **fields)


def retired() -> QuestionnaireVersion:
    return retire_version(version=published_version())


def test_a_wave_asks_a_published_version() -> None:
    new = Wave(code="new", title_ko="새 회차", opens_at=timezone.now(), closes_at=timezone.now())
    new.closes_at += timedelta(days=1)
    assert problem(new, store_draft(questionnaire=small_questionnaire())) == NOT_PUBLISHED
    assert problem(new, retired()) == NOT_PUBLISHED
    assert problem(new, published_version()) == ""
    assert problem(wave_to_come(), retired()) == NOT_PUBLISHED


def test_a_wave_that_is_over_keeps_a_version_that_was_retired() -> None:
    wave = WaveFactory(closes_at=timezone.now())
    retire_version(version=wave.version)
    wave.title_en = "Renamed"
    assert problem(wave) == ""


def test_before_it_begins_a_wave_takes_any_published_version() -> None:
    older = published_version()
    wave = wave_to_come(version=published_version())
    assert problem(wave, older) == ""
    assert problem(wave, published_version(small_questionnaire("other"))) == ""


def test_a_wave_that_has_begun_takes_a_newer_version_of_its_survey_only() -> None:
    older = published_version()
    wave = WaveFactory(version=published_version())
    assert problem(wave, older) == BEGUN
    assert problem(wave, published_version(small_questionnaire("other"))) == BEGUN
    assert problem(wave, published_version()) == ""


def test_a_wave_with_responses_has_begun_whatever_its_dates_say() -> None:
    older = published_version()
    wave = wave_to_come(version=published_version())
    ResponseFactory(wave=wave)
    assert problem(wave, older) == BEGUN


def test_no_version_at_all_is_the_field_s_to_say() -> None:
    new = Wave(code="new", title_ko="새 회차", opens_at=timezone.now(), closes_at=timezone.now())
    with pytest.raises(ValidationError, match="cannot be null"):
        new.full_clean()


@pytest.mark.services
def test_postgresql_refuses_what_is_not_published() -> None:
    draft = store_draft(questionnaire=small_questionnaire())
    for version in (draft, retired()):
        with pytest.raises(IntegrityError, match="asks a published version"), transaction.atomic():
            WaveFactory(version=version)
    wave = WaveFactory()
    with pytest.raises(IntegrityError, match="asks a published version"), transaction.atomic():
        Wave.objects.filter(pk=wave.pk).update(version=draft)


@pytest.mark.services
def test_postgresql_refuses_to_exchange_what_companies_are_answering() -> None:
    older = published_version()
    wave = WaveFactory(version=published_version())
    ResponseFactory(wave=wave)
    for version in (older, published_version(small_questionnaire("other"))):
        with pytest.raises(IntegrityError, match="only a newer version"), transaction.atomic():
            Wave.objects.filter(pk=wave.pk).update(version=version)
    newer = published_version()
    Wave.objects.filter(pk=wave.pk).update(version=newer)
    retire_version(version=older)
    wave.refresh_from_db()
    wave.save()  # nothing of it has changed
    assert wave.version == newer
