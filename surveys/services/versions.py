"""Questionnaire versions: stored as drafts, published, retired. Nothing goes back.

Whoever edits a draft holds its row to the end of the transaction (`edit_draft`), and so does
whoever publishes it: the later of the two sees what the earlier did.
"""

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from surveys.checking import findings
from surveys.models import QuestionnaireVersion, QuestionRow, Survey, Wave
from surveys.models.frozen import content_digest, write_rows
from surveys.questionnaire import Questionnaire, QuestionType
from surveys.services.version_problems import CannotPublish, VersionHasMoved, VersionInUse

Status = QuestionnaireVersion.Status


@transaction.atomic
def store_draft(*, questionnaire: Questionnaire, by: User | None = None) -> QuestionnaireVersion:
    """A new draft version of the survey `questionnaire.code`, which is made where it is new."""
    survey, _ = Survey.objects.get_or_create(
        code=questionnaire.code,
        defaults={"title_ko": questionnaire.title.ko, "title_en": questionnaire.title.en},
    )
    return _add_draft(survey, questionnaire, by)


@transaction.atomic
def new_draft(*, survey: Survey, by: User | None = None) -> QuestionnaireVersion:
    """A copy of the newest published version, to be edited; an empty draft where there is none."""
    newest_first = survey.versions.order_by("-number")
    copied = newest_first.published().first() or newest_first.frozen().first()
    return _add_draft(survey, copied.questionnaire if copied else None, by)


def _add_draft(
    survey: Survey, questionnaire: Questionnaire | None, by: User | None
) -> QuestionnaireVersion:
    _lock(survey)  # two who add one at once get numbers one after the other
    latest = survey.versions.aggregate(latest=Max("number"))["latest"] or 0
    version = QuestionnaireVersion.objects.create(
        survey=survey, number=latest + 1, edited_by=by, edited_at=timezone.now()
    )
    if questionnaire is not None:
        write_rows(version, questionnaire)
    return version


def edit_draft(*, version: QuestionnaireVersion, by: User | None) -> QuestionnaireVersion:
    """The draft as it stands now, for its rows to be changed in the transaction that is open.

    Nobody publishes it meanwhile. Raises VersionHasMoved where somebody did before.
    """
    draft = _locked_draft(version)
    draft.edited_by, draft.edited_at = by, timezone.now()
    draft.save(update_fields=["edited_by", "edited_at"])
    return draft


@transaction.atomic
def publish_version(
    *, version: QuestionnaireVersion, by: User | None = None
) -> QuestionnaireVersion:
    """Freeze a draft, for waves to take.

    Raises CannotPublish with what is wrong with it, and VersionHasMoved where it is no draft now.
    """
    _lock(version.survey)  # nobody gives a code another type in a second draft meanwhile
    draft = _locked_draft(version)
    questionnaire = draft.questionnaire
    found = findings(questionnaire, earlier_types(draft.survey.code))
    if any(finding.is_blocking for finding in found):
        raise CannotPublish(draft, found)
    QuestionnaireVersion.objects.filter(pk=draft.pk).publish(
        digest=content_digest(questionnaire), by=by, now=timezone.now()
    )
    version.refresh_from_db()
    return version


@transaction.atomic
def retire_version(
    *, version: QuestionnaireVersion, by: User | None = None
) -> QuestionnaireVersion:
    """Let no wave take the version from now on; whoever is answering it goes on.

    Raises VersionInUse while a wave that is open or to come asks it, and VersionHasMoved where it
    is not published now.
    """
    found = _locked(version)
    if found.status != Status.PUBLISHED:
        raise VersionHasMoved(found)
    now = timezone.now()
    waves = tuple(Wave.objects.filter(version=found, closes_at__gt=now).order_by("opens_at"))
    if waves:
        raise VersionInUse(found, waves)
    QuestionnaireVersion.objects.filter(pk=found.pk).retire(by=by, now=now)
    version.refresh_from_db()
    return version


@transaction.atomic
def discard_draft(*, version: QuestionnaireVersion) -> None:
    """Delete a draft and all that is in it. Raises VersionHasMoved where it is no draft now."""
    _locked_draft(version).delete()


def earlier_types(survey_code: str) -> dict[str, QuestionType]:
    """The type of each code in the survey's published versions: a code never changes it."""
    asked = QuestionRow.objects.frozen().filter(page__section__version__survey__code=survey_code)
    return {code: QuestionType(one) for code, one in asked.values_list("code", "type").distinct()}


def _lock(survey: Survey) -> None:
    """To the end of the transaction; versions may still be added by whoever holds it."""
    Survey.objects.select_for_update(no_key=True).get(pk=survey.pk)


def _locked(version: QuestionnaireVersion) -> QuestionnaireVersion:
    """The version as it stands now, held to the end of the transaction."""
    found = (
        QuestionnaireVersion.objects.select_for_update(of=["self"])
        .select_related("survey")
        .filter(pk=version.pk)
        .first()
    )
    if found is None:
        raise VersionHasMoved(None)
    return found


def _locked_draft(version: QuestionnaireVersion) -> QuestionnaireVersion:
    found = _locked(version)
    if found.status != Status.DRAFT:
        raise VersionHasMoved(found)
    return found
