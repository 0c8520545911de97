"""Answering, a page at a time."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import F

from surveys.models import Contact, Invitation, PageAnswers, Response, TypedPage
from surveys.services.problems import PageHasMoved, WaveNotOpen

Answers = Mapping[str, object]


def open_response(*, invitation: Invitation) -> Response:
    """The company's response in the wave, begun if nobody has yet."""
    response, _ = Response.objects.select_related("version__survey").get_or_create(
        wave=invitation.wave,
        company=invitation.contact.company,
        defaults={"version": invitation.wave.version},
    )
    response.wave, response.company = invitation.wave, invitation.contact.company
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
    stored = PageAnswers.objects.filter(response=response, page=page)
    if revision and stored.filter(revision=revision).update(
        answers=answers, revision=F("revision") + 1, saved_by=by, saved_at=now
    ):
        return
    if not revision and _created(response, page, answers, by, now):
        return
    meanwhile = stored.select_related("saved_by").first()
    if meanwhile is None:
        _created(response, page, answers, by, now)
    elif meanwhile.answers != answers:
        raise PageHasMoved(meanwhile)


def _created(
    response: Response, page: str, answers: Answers, by: Contact | None, now: datetime
) -> bool:
    try:
        with transaction.atomic():
            PageAnswers.objects.create(
                response=response, page=page, answers=answers, saved_by=by, saved_at=now
            )
    except IntegrityError:
        return False
    return True


def keep_typed(
    *, invitation: Invitation, page: str, typed: Mapping[str, Sequence[str]], now: datetime
) -> None:
    """Put aside what was typed but cannot be saved now, for when the person is back."""
    TypedPage.objects.update_or_create(
        invitation=invitation, page=page, defaults={"typed": typed, "kept_at": now}
    )
