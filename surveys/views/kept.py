"""A signed ticket in each survey form, so that what was typed survives the end of the session."""

from datetime import datetime
from typing import NotRequired, TypedDict

from django.core import signing
from django.http import HttpRequest
from django.utils import timezone

from surveys.models import Invitation, QuestionnaireVersion, Response, TypedPage
from surveys.models.responses import WINDOW
from surveys.services.answer import find_response, keep_typed
from surveys.services.move import bring_typed_along
from surveys.services.problems import QuestionnaireHasMoved, SessionLost
from surveys.views.conflicts import AGAINST, CHOICE, MINE
from surveys.views.uploads import take_files

_SALT = "surveys.page"
_MAX_AGE = 30 * 24 * 3600
_NOT_TYPED = frozenset(
    (
        "csrfmiddlewaretoken",
        "ticket",
        "revision",
        "restored",
        "base",
        "row_action",
        "language",
        AGAINST,
        WINDOW,
    )
)
_LONGEST_WINDOW = 40


class _Owner(TypedDict):
    """What a ticket says: whose page the form is, and of which version of the questionnaire."""

    invitation: int
    page: str
    version: NotRequired[int]  # not in tickets that an earlier release wrote


def ticket(invitation: Invitation, page: str, version: int) -> str:
    """Says whose page a form is, whatever happens to the session. Good for 30 days."""
    owner = _Owner(invitation=invitation.pk, page=page, version=version)
    return signing.dumps(owner, salt=_SALT)


def _posted_owner(request: HttpRequest) -> _Owner | None:
    """None where there is no ticket, or none of ours."""
    try:
        owner: _Owner = signing.loads(request.POST.get("ticket", ""), salt=_SALT, max_age=_MAX_AGE)
    except signing.BadSignature:
        return None
    return owner


def check_owner(request: HttpRequest, invitation: Invitation) -> None:
    """Raises SessionLost where the form was made for somebody else than whose session this is now.

    Another link was opened in the same browser meanwhile: what was typed for one company is never
    saved for another. A form without a ticket is believed.
    """
    owner = _posted_owner(request)
    if owner is not None and owner["invitation"] != invitation.pk:
        raise SessionLost


def check_version(request: HttpRequest, response: Response) -> None:
    """Raises QuestionnaireHasMoved where the form was made for another version than is asked now.

    A form without a ticket is believed: it may be saved, but nothing of it can be kept.
    """
    owner = _posted_owner(request)
    if owner is not None and _made_for(owner, response) != response.version_id:
        raise QuestionnaireHasMoved(response)


def _made_for(owner: _Owner, response: Response) -> int:
    return owner.get("version", response.version_id)


def posted_revision(request: HttpRequest) -> int:
    """The revision that the form was made from; 0 where it says none."""
    return _number(request, "revision")


def posted_restored(request: HttpRequest) -> int:
    """The kept row that the form was filled in from; 0 where it was none."""
    return _number(request, "restored")


def posted_against(request: HttpRequest) -> int:
    """The revision of what was saved beside what was typed, to choose from; 0 where none was."""
    return _number(request, AGAINST)


def posted_window(request: HttpRequest) -> str:
    """The key that the page's script made up when it first kept a draft; "" before that."""
    return request.POST.get(WINDOW, "").replace("\0", "")[:_LONGEST_WINDOW]


def _number(request: HttpRequest, name: str) -> int:
    text = request.POST.get(name, "")
    return int(text) if text.isdecimal() and len(text) < 10 else 0


def newest_kept(invitation: Invitation, response: Response, page: str) -> TypedPage | None:
    """What to offer first; the ones before it follow when it has been saved."""
    if not TypedPage.objects.filter(invitation=invitation).exists():  # hardly anybody has any
        return None
    version = response.version_id
    if TypedPage.objects.of_other_versions(invitation, version).exists():
        bring_typed_along(invitation=invitation, response=response)
    kept = TypedPage.objects.filter(invitation=invitation, page=page)
    return kept.of_version(version).newest_first().first()


def keep_what_was_typed(request: HttpRequest) -> bool:
    """Put the posted page aside for its owner; False where it carries no valid ticket."""
    return request.method == "POST" and keep_posted(request) is not None


def keep_posted(request: HttpRequest) -> tuple[Invitation, Response] | None:
    """Whose page it was that is now put aside; None where it carries no valid ticket.

    The ticket alone says that, as no session may be left.
    """
    owner = _posted_owner(request)
    if owner is None:
        return None
    theirs = Invitation.objects.select_related("wave__version__survey", "contact__company")
    invitation = theirs.filter(pk=owner["invitation"]).first()
    if invitation is None:
        return None
    now, response = timezone.now(), find_response(invitation=invitation)
    version_id = _made_for(owner, response)
    keep_typed(
        invitation=invitation,
        version_id=version_id,
        page=owner["page"],
        typed=_typed(request, owner["page"], version_id, invitation, now),
        revision=posted_revision(request),
        restored=posted_restored(request),
        window=posted_window(request),
        now=now,
    )
    return invitation, response


def _typed(
    request: HttpRequest, code: str, version_id: int, invitation: Invitation, now: datetime
) -> dict[str, list[str]]:
    """What was typed; a file that came along is stored, and named by its key."""
    typed = dict(request.POST.lists())
    if request.FILES:
        version = QuestionnaireVersion.objects.select_related("survey").get(pk=version_id)
        page = version.questionnaire.pages_by_code.get(code)
        if page is not None:
            typed = take_files(request, page=page, invitation=invitation, now=now).typed
    return {
        name: values
        for name, values in typed.items()
        if name not in _NOT_TYPED and not name.startswith((CHOICE, MINE))
    }
