"""Moving a company's answers to a newer version of their questionnaire, once it agrees to that.

Whoever saves a first answer to a page holds the response while doing so (`services.answer`), and a
move gives every page a new revision: nothing made for the old version is saved into the new one.
"""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from surveys.forms.moved import typed_on_new_pages
from surveys.models import (
    Contact,
    DisplacedAnswer,
    Invitation,
    PageAnswers,
    QuestionnaireVersion,
    Response,
    TypedPage,
)
from surveys.moving import MovedAnswers, moved_answers
from surveys.services.answer import check_open
from surveys.services.rights import invitation_of


def offered_version(*, response: Response, now: datetime) -> QuestionnaireVersion | None:
    """The version that the company may move to; None where it goes on with the one it has.

    So it does until an officer puts a newer one into the wave, and after it has submitted.
    """
    wave = response.wave
    if response._state.adding or response.version_id == wave.version_id or not wave.is_open(now):
        return None
    is_newer = wave.version.number > response.version.number
    return wave.version if is_newer and not response.submissions.exists() else None


@transaction.atomic
def move_response(*, response: Response, by: Contact | None, now: datetime) -> bool:
    """Move the answers to the version that the wave asked when `response` was read.

    Each keeps its place where the newer version has one for it, and is a displaced answer where it
    has not. False, and nothing done, where there is nothing to move: somebody did it before, or
    submitted; or where `by` was given some of the sections only. Raises WaveNotOpen.
    """
    check_open(wave=response.wave, now=now)
    invitation = invitation_of(contact=by, wave=response.wave)
    if invitation and invitation.sections:
        return False
    # Alone: where somebody moved it meanwhile, a join to its version would find no row at all.
    locked = Response.objects.select_for_update().get(pk=response.pk)
    locked.wave = response.wave
    target = offered_version(response=locked, now=now)
    if target is None:
        return False
    old = {row.page: row for row in locked.pages.select_for_update().order_by("pk")}
    answers = {code: row.answers for code, row in old.items()}
    moved = moved_answers(locked.version.questionnaire, target.questionnaire, answers)
    _move_pages(locked, old, moved)
    DisplacedAnswer.objects.bulk_create(
        DisplacedAnswer(
            response=locked, version=locked.version, code=code, answer=answer, displaced_at=now
        )
        for code, answer in moved.displaced.items()
    )
    Response.objects.filter(pk=locked.pk).update(version=target, moved_at=now, moved_by=by)
    return True


def _move_pages(response: Response, old: Mapping[str, PageAnswers], moved: MovedAnswers) -> None:
    """Who saved last, and when, stays with the answers; the revision goes past all before it."""
    new: dict[str, PageAnswers] = {}
    for code, answers in moved.pages.items():
        sources = [old[source] for source in moved.sources[code]]
        latest = max(sources, key=lambda row: row.saved_at)
        before = [*sources, old[code]] if code in old else sources
        new[code] = PageAnswers(
            pk=old[code].pk if code in old else None,
            response=response,
            page=code,
            answers=answers,
            revision=max(row.revision for row in before) + 1,
            saved_by_id=latest.saved_by_id,
            saved_at=latest.saved_at,
        )
    response.pages.exclude(page__in=new).delete()
    for row in new.values():
        row.save()


@transaction.atomic
def bring_typed_along(*, invitation: Invitation, response: Response) -> None:
    """What was typed into pages of another version waits on the pages where it belongs now.

    There it meets the saved answers like something typed over older ones. What belongs nowhere is
    kept as it is, for a version that asks it again.
    """
    behind = TypedPage.objects.of_other_versions(invitation, response.version_id)
    stored = {} if response._state.adding else response.stored_answers()
    for row in behind.select_for_update(of=["self"]).select_related("version__survey"):
        page = row.version.questionnaire.pages_by_code.get(row.page) if row.version else None
        if page is None:
            continue
        moved = typed_on_new_pages(row.typed, page, response.version.questionnaire, stored)
        if not moved.pages:
            continue
        TypedPage.objects.bulk_create(
            TypedPage(
                invitation=invitation,
                version=response.version,
                page=code,
                typed=typed,
                kept_at=row.kept_at,
            )
            for code, typed in moved.pages.items()
        )
        row.typed = moved.left
        if row.typed:
            row.save(update_fields=["typed"])
        else:
            row.delete()
