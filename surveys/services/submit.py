"""Submitting: the pages become one frozen submission."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from surveys.answers import as_counted, decode, digest
from surveys.last_time import SIGNATORY
from surveys.models import Contact, Invitation, Response, Submission
from surveys.routing import Route, route
from surveys.services.answer import check_open
from surveys.services.problems import (
    AnswersHaveMoved,
    QuestionnaireHasMoved,
    SubmitsNot,
    Unfinished,
)
from surveys.services.receipt import queue_receipt
from surveys.services.rights import invitation_of
from surveys.signals import submitted


def response_route(*, response: Response, stored: dict[str, object], now: datetime) -> Route:
    """The company's way through its version of the questionnaire, by its stored answers."""
    questionnaire = response.version.questionnaire
    return route(questionnaire, decode(questionnaire, stored), timezone.localdate(now))


def answers_to_submit(*, way: Route, stored: dict[str, object]) -> dict[str, object]:
    """Of the stored answers, those to what is asked; of entries, the cells that are."""
    return {code: as_counted(stored[code], value) for code, value in way.answers.items()}


def latest_submission(*, response: Response) -> Submission | None:
    return response.submissions.order_by("-number").first() if response.pk else None


def differs_from(submission: Submission, *, way: Route, stored: dict[str, object]) -> bool:
    """Whether submitting now would send other answers than `submission` holds."""
    return submission.answers_digest != digest(answers_to_submit(way=way, stored=stored))


def may_submit(*, response: Response, invitation: Invitation) -> bool:
    """Whether its holder signs: who is named for it, else everybody whom the city invited."""
    if invitation.revoked_at is not None:
        return False
    if response.signatory_id is None:
        return invitation.is_by_city
    return invitation.pk == response.signatory_id


def signing_among(*, response: Response, people: Iterable[Invitation]) -> list[Contact]:
    """Those of the people who may submit."""
    return [one.contact for one in people if may_submit(response=response, invitation=one)]


@transaction.atomic
def submit_response(
    *, response: Response, by: Contact | None, now: datetime, seen: str = ""
) -> Submission:
    """Freeze what was asked and answered, and queue the receipt with it.

    The same answers again give the submission they made. `seen` is the digest of the answers that
    the person read before pressing the button: nobody signs what a colleague wrote meanwhile, and
    the same form twice is one submission, whatever was changed between.
    Raises WaveNotOpen, SubmitsNot where somebody else signs, Unfinished with the pages that still
    want an answer, AnswersHaveMoved, and QuestionnaireHasMoved where somebody moved the response to
    another version since it was read.
    """
    check_open(wave=response.wave, now=now)
    locked = Response.objects.select_for_update().filter(pk=response.pk).first()
    invitation = invitation_of(contact=by, wave=response.wave)
    if invitation and not may_submit(response=locked or response, invitation=invitation):
        raise SubmitsNot(invitation)
    latest = latest_submission(response=locked) if locked else None
    if latest is not None and latest.answers_digest == seen:
        return latest
    if locked is not None and locked.version_id != response.version_id:
        raise QuestionnaireHasMoved(response)
    stored = locked.stored_answers() if locked else {}
    way = response_route(response=response, stored=stored, now=now)
    if locked is None or way.unfinished:
        raise Unfinished(way.unfinished)
    answers = answers_to_submit(way=way, stored=stored)
    answers_digest = digest(answers)
    if latest is not None and latest.answers_digest == answers_digest:
        return latest
    if seen not in ("", answers_digest):
        raise AnswersHaveMoved(response)
    submission = _store(response, answers, answers_digest, latest, by=by, now=now)
    queue_receipt(submission=submission, replaced=latest)
    submitted.send(sender=Submission, submission=submission)
    return submission


def _store(
    response: Response,
    answers: dict[str, object],
    answers_digest: str,
    latest: Submission | None,
    *,
    by: Contact | None,
    now: datetime,
) -> Submission:
    """The submission after `latest`."""
    number = latest.number + 1 if latest else 1
    return Submission.objects.create(
        response=response,
        number=number,
        reference=f"BG-{timezone.localdate(now):%y}-{response.pk:05}-{number}",
        version=response.version,
        answers=answers,
        answers_digest=answers_digest,
        signatory_name=signatory_in(answers),
        submitted_by=by,
        submitted_at=now,
    )


def signatory_in(answers: dict[str, object]) -> str:
    """Who signs, as answered; empty where the questionnaire does not ask."""
    name = answers.get(SIGNATORY)
    return name if isinstance(name, str) else ""
