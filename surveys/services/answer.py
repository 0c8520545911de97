"""Answering, a page at a time."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import F

from surveys.models import (
    Contact,
    Invitation,
    PageAnswers,
    QuestionnaireVersion,
    Response,
    TypedPage,
    Wave,
)
from surveys.models.responses import WINDOW
from surveys.models.waves import WaveState
from surveys.services.problems import (
    PageHasMoved,
    QuestionnaireHasMoved,
    WaveNotBegun,
    WaveOver,
)
from surveys.services.rights import check_may_save, invitation_of

Answers = Mapping[str, object]
MOST_KEPT = 20  # keepings of one page by one link


def check_open(*, wave: Wave, now: datetime) -> None:
    """Raises WaveNotBegun or WaveOver."""
    match wave.state(now):
        case WaveState.BEFORE:
            raise WaveNotBegun(wave)
        case WaveState.OVER:
            raise WaveOver(wave)


def find_response(*, invitation: Invitation) -> Response:
    """The company's response in the wave; an unsaved one where nobody has saved a page yet.

    Looking writes nothing: a mail scanner that follows a link begins no response.
    """
    wave, company = invitation.wave, invitation.contact.company
    try:
        response = Response.objects.get(wave=wave, company=company)
    except Response.DoesNotExist:
        response = Response(version_id=wave.version_id)
    response.wave, response.company = wave, company
    with_survey = QuestionnaireVersion.objects.select_related("survey")
    is_of_wave = response.version_id == wave.version_id  # and then it was read with the invitation
    response.version = wave.version if is_of_wave else with_survey.get(pk=response.version_id)
    return response


def open_response(*, invitation: Invitation) -> Response:
    """The company's response in the wave, begun if nobody has yet."""
    response, _ = Response.objects.get_or_create(
        wave=invitation.wave,
        company=invitation.contact.company,
        defaults={"version": invitation.wave.version},
    )
    return response


def save_page(
    *,
    response: Response,
    page: str,
    answers: Answers,
    revision: int,
    by: Contact | None,
    now: datetime,
    restored: int = 0,
    window: str = "",
    invitation: Invitation | None = None,
) -> None:
    """Store a page's answers over `revision`, 0 for a page nobody has saved; begins the response.

    `restored` is the kept row that the form was filled in from, and `window` says where it was
    typed: whatever was kept of either has then served its purpose. `invitation` is the one that
    `by` holds, where it was read already; it is looked up otherwise.
    Raises WaveNotOpen, PageNotYours, LinkRevoked where `by` was removed from those who answer,
    PageHasMoved where somebody saved other answers meanwhile, and QuestionnaireHasMoved where
    somebody moved the response to another version than the page is of. Saving what is stored
    already is no conflict: the same form may arrive twice.
    """
    check_open(wave=response.wave, now=now)
    invitation = invitation or invitation_of(contact=by, wave=response.wave)
    if invitation is not None:
        check_may_save(invitation=invitation, response=response, page=page)
    new = PageAnswers(page=page, answers=answers, saved_by=by, saved_at=now)
    if not _replace(response, revision, new):
        _add(response, new)
    if (restored or window) and by:
        mine = TypedPage.objects.filter(invitation__contact=by, invitation__wave=response.wave)
        mine.filter(page=page).typed_in(window, restored).delete()


def _replace(response: Response, revision: int, new: PageAnswers) -> bool:
    """Whether the page was at `revision`, and now holds what is new."""
    if not revision or response.pk is None:
        return False
    over = PageAnswers.objects.filter(response=response, page=new.page, revision=revision)
    return bool(
        over.update(
            answers=new.answers,
            saved_by=new.saved_by,
            saved_at=new.saved_at,
            revision=F("revision") + 1,
        )
    )


def _add(response: Response, new: PageAnswers) -> None:
    """Store a page as the first to save it. Raises PageHasMoved where somebody else was."""
    try:
        _insert(response, new)
    except IntegrityError:
        if _is_stored(response, new):
            return
        # A colleague began the response at this moment, but with another page.
        begun = Response.objects.get(wave=response.wave, company=response.company)
        begun.version = response.version
        try:
            _insert(begun, new)
        except IntegrityError:
            if not _is_stored(response, new):
                raise


def _insert(response: Response, new: PageAnswers) -> None:
    with transaction.atomic():
        if response.pk is None:
            response = Response.objects.create(
                wave=response.wave, company=response.company, version=response.version
            )
        else:
            _hold_version(response)
        new.pk, new.response = None, response
        new.save(force_insert=True)


def _hold_version(response: Response) -> None:
    """Let nobody move the response to another version until the transaction ends."""
    held = Response.objects.select_for_update(no_key=True).filter(pk=response.pk)
    if held.values_list("version_id", flat=True).get() != response.version_id:
        raise QuestionnaireHasMoved(response)


def _is_stored(response: Response, new: PageAnswers) -> bool:
    """Whether somebody stored these very answers. Raises PageHasMoved where they are others."""
    stored = (
        PageAnswers.objects.filter(
            response__wave=response.wave, response__company=response.company, page=new.page
        )
        .select_related("saved_by")
        .first()
    )
    if stored is not None and stored.answers != new.answers:
        raise PageHasMoved(stored)
    return stored is not None


@transaction.atomic
def keep_typed(
    *,
    invitation: Invitation,
    version_id: int,
    page: str,
    typed: Mapping[str, Sequence[str]],
    revision: int,
    now: datetime,
    restored: int = 0,
    window: str = "",
) -> None:
    """Put aside what was typed but is not saved, for when the person is back.

    `version_id` is the version that the page is of, whichever the response is on now. `revision` is
    that of the answers over which it was typed. It replaces `restored`, the kept row that the form
    was filled in from, and what was kept before of the same `window`, a key that a page's script
    makes up. Others who share the link keep theirs, as does another window of the same person.
    """
    # PostgreSQL keeps no NUL in text, and nobody means one.
    clean = {
        name.replace("\0", ""): [value.replace("\0", "") for value in values]
        for name, values in typed.items()
    }
    if window:
        clean[WINDOW] = [window]
    theirs = TypedPage.objects.filter(invitation=invitation, page=page)
    theirs.typed_in(window, restored).delete()
    kept = TypedPage.objects.filter(invitation=invitation, version=version_id, page=page)
    if kept.filter(typed=clean, revision=revision).update(kept_at=now):
        return
    TypedPage.objects.create(
        invitation=invitation,
        version_id=version_id,
        page=page,
        typed=clean,
        revision=revision,
        kept_at=now,
    )
    newest = kept.newest_first().values_list("pk", flat=True)[:MOST_KEPT]
    kept.exclude(pk__in=list(newest)).delete()
