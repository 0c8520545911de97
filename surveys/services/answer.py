"""Answering, a page at a time."""

import contextlib
from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import F

from surveys.models import Contact, Invitation, PageAnswers, Response, TypedPage
from surveys.services.problems import PageHasMoved, WaveNotOpen

Answers = Mapping[str, object]


def open_response(*, invitation: Invitation) -> Response:
    """The company's response in the wave, begun if nobody has yet."""
    wave = invitation.wave
    response, _ = Response.objects.get_or_create(
        wave=wave, company=invitation.contact.company, defaults={"version": wave.version}
    )
    response.wave, response.company = wave, invitation.contact.company
    if response.version_id == wave.version_id:  # read already, with the invitation
        response.version = wave.version
    return response


def save_page(
    *,
    response: Response,
    page: str,
    answers: Answers,
    revision: int,
    by: Contact | None,
    now: datetime,
) -> None:
    """Store a page's answers over `revision`, 0 for a page nobody has saved.

    Raises WaveNotOpen, and PageHasMoved where somebody saved other answers meanwhile. Saving what
    is stored already is no conflict: the same form may arrive twice.
    """
    if not response.wave.is_open(now):
        raise WaveNotOpen(response.wave.code)
    # An IntegrityError says that somebody else was the first to save this page.
    with contextlib.suppress(IntegrityError), transaction.atomic():
        if _store(response, page, answers, revision, by, now):
            _forget_typed(response, page, by)
            return
    meanwhile = (
        PageAnswers.objects.filter(response=response, page=page).select_related("saved_by").first()
    )
    if meanwhile is None:  # a revision of nothing: the page is saved as one that nobody has saved
        save_page(response=response, page=page, answers=answers, revision=0, by=by, now=now)
    elif meanwhile.answers != answers:
        raise PageHasMoved(meanwhile)
    else:
        _forget_typed(response, page, by)


def _store(
    response: Response,
    page: str,
    answers: Answers,
    revision: int,
    by: Contact | None,
    now: datetime,
) -> bool:
    """Whether the page was stored over `revision`. Raises IntegrityError where 0 is not so."""
    if revision:
        over = PageAnswers.objects.filter(response=response, page=page, revision=revision)
        changes = {"answers": answers, "saved_by": by, "saved_at": now}
        return bool(over.update(revision=F("revision") + 1, **changes))
    PageAnswers.objects.create(
        response=response, page=page, answers=answers, saved_by=by, saved_at=now
    )
    return True


def _forget_typed(response: Response, page: str, by: Contact | None) -> None:
    """What was put aside for the person who now saved the page has served its purpose."""
    TypedPage.objects.filter(
        invitation__wave=response.wave_id, invitation__contact=by, page=page
    ).delete()


def keep_typed(
    *, invitation: Invitation, page: str, typed: Mapping[str, Sequence[str]], now: datetime
) -> None:
    """Put aside what was typed but cannot be saved now, for when the person is back."""
    # PostgreSQL keeps no NUL in text, and nobody means one.
    typed = {name: [one.replace("\0", "") for one in values] for name, values in typed.items()}
    TypedPage.objects.update_or_create(
        invitation=invitation, page=page, defaults={"typed": typed, "kept_at": now}
    )
