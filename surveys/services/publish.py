"""Storing and publishing questionnaire versions."""

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from surveys.models import QuestionnaireVersion, Survey
from surveys.models.append_only import CannotChange
from surveys.models.frozen import content_digest, write_rows
from surveys.questionnaire import Questionnaire


@transaction.atomic
def store_draft(*, questionnaire: Questionnaire) -> QuestionnaireVersion:
    """A new draft version of the survey `questionnaire.code`, which is made where it is new."""
    survey, _ = Survey.objects.get_or_create(
        code=questionnaire.code,
        defaults={"title_ko": questionnaire.title.ko, "title_en": questionnaire.title.en},
    )
    latest = survey.versions.aggregate(latest=Max("number"))["latest"] or 0
    version = QuestionnaireVersion.objects.create(survey=survey, number=latest + 1)
    write_rows(version, questionnaire)
    return version


@transaction.atomic
def publish_version(*, version: QuestionnaireVersion) -> QuestionnaireVersion:
    """Freeze a draft. Raises CannotChange where it is not one any more."""
    published = QuestionnaireVersion.objects.filter(
        pk=version.pk, status=QuestionnaireVersion.Status.DRAFT
    ).update(
        status=QuestionnaireVersion.Status.PUBLISHED,
        published_at=timezone.now(),
        digest=content_digest(version.questionnaire),
    )
    if not published:
        raise CannotChange(f"{version} is published already.")
    version.refresh_from_db()
    return version
