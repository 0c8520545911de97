"""Questionnaire versions: stored as drafts, published, retired. Nothing goes back.

STAND-IN for the module of the same name on branch versions, which replaces it.
"""

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone

from surveys.checking import findings
from surveys.models import QuestionnaireVersion, QuestionRow, Survey, Wave
from surveys.questionnaire import Questionnaire, QuestionType
from surveys.services import publish
from surveys.services.version_problems import CannotPublish, VersionHasMoved, VersionInUse

Status = QuestionnaireVersion.Status


@transaction.atomic
def store_draft(*, questionnaire: Questionnaire, by: User | None = None) -> QuestionnaireVersion:
    """A new draft version of the survey `questionnaire.code`, which is made where it is new."""
    version = publish.store_draft(questionnaire=questionnaire)
    return edit_draft(version=version, by=by)


@transaction.atomic
def new_draft(*, survey: Survey, by: User | None = None) -> QuestionnaireVersion:
    """A copy of the newest published version, to be edited; an empty draft where there is none."""
    newest = survey.versions.exclude(status=Status.DRAFT).order_by("-number").first()
    if newest is not None:
        return store_draft(questionnaire=newest.questionnaire, by=by)
    return store_draft(questionnaire=Questionnaire(survey.code, survey.title, ()), by=by)


def edit_draft(*, version: QuestionnaireVersion, by: User | None) -> QuestionnaireVersion:
    """The draft as it stands now, for its rows to be changed in the transaction that is open."""
    draft = _locked_draft(version)
    draft.edited_by, draft.edited_at = by, timezone.now()
    draft.save(update_fields=["edited_by", "edited_at"])
    return draft


@transaction.atomic
def publish_version(
    *, version: QuestionnaireVersion, by: User | None = None
) -> QuestionnaireVersion:
    draft = _locked_draft(version)
    found = findings(draft.questionnaire, earlier_types(draft))
    if any(finding.is_blocking for finding in found):
        raise CannotPublish(draft, found)
    return publish.publish_version(version=draft)


@transaction.atomic
def retire_version(
    *, version: QuestionnaireVersion, by: User | None = None
) -> QuestionnaireVersion:
    now = timezone.now()
    if waves := tuple(Wave.objects.filter(version=version, closes_at__gt=now)):
        raise VersionInUse(version, waves)
    moved = QuestionnaireVersion.objects.filter(pk=version.pk, status=Status.PUBLISHED).update(
        status=Status.RETIRED, retired_at=now
    )
    version.refresh_from_db()
    if not moved:
        raise VersionHasMoved(version)
    return version


@transaction.atomic
def discard_draft(*, version: QuestionnaireVersion) -> None:
    """Delete a draft and all that is in it. Raises VersionHasMoved where it is no draft now."""
    _locked_draft(version).delete()


def earlier_types(version: QuestionnaireVersion) -> dict[str, QuestionType]:
    """The type of each code in the survey's published versions: a code never changes it."""
    asked = QuestionRow.objects.filter(page__section__version__survey=version.survey_id).exclude(
        page__section__version__status=Status.DRAFT
    )
    return {code: QuestionType(one) for code, one in asked.values_list("code", "type").distinct()}


def _locked_draft(version: QuestionnaireVersion) -> QuestionnaireVersion:
    found = (
        QuestionnaireVersion.objects.select_for_update(of=["self"])
        .select_related("survey")
        .filter(pk=version.pk)
        .first()
    )
    if found is None or found.status != Status.DRAFT:
        raise VersionHasMoved(found)
    return found
