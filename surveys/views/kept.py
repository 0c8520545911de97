"""A signed ticket in each survey form, so that what was typed survives the end of the session."""

from datetime import datetime

from django.core import signing
from django.http import HttpRequest
from django.utils import timezone

from surveys.models import Invitation, TypedPage
from surveys.services.answer import find_response, keep_typed
from surveys.views.uploads import take_files

_SALT = "surveys.page"
_MAX_AGE = 30 * 24 * 3600
_NOT_TYPED = {"csrfmiddlewaretoken", "ticket", "revision", "restored", "row_action"}


def ticket(invitation: Invitation, page: str) -> str:
    """Says whose page a form is, whatever happens to the session. Good for 30 days."""
    return signing.dumps({"invitation": invitation.pk, "page": page}, salt=_SALT)


def posted_revision(request: HttpRequest) -> int:
    """The revision that the form was made from; 0 where it says none."""
    return _number(request, "revision")


def posted_restored(request: HttpRequest) -> int:
    """The kept row that the form was filled in from; 0 where it was none."""
    return _number(request, "restored")


def _number(request: HttpRequest, name: str) -> int:
    text = request.POST.get(name, "")
    return int(text) if text.isdecimal() and len(text) < 10 else 0


def newest_kept(invitation: Invitation, page: str) -> TypedPage | None:
    """What to offer first; the ones before it follow when it has been saved."""
    kept = TypedPage.objects.filter(invitation=invitation, page=page)
    return kept.order_by("-kept_at", "-pk").first()


def keep_what_was_typed(request: HttpRequest) -> bool:
    """Put the posted page aside for its owner; False where it carries no valid ticket."""
    if request.method != "POST" or "ticket" not in request.POST:
        return False
    try:
        owner = signing.loads(request.POST["ticket"], salt=_SALT, max_age=_MAX_AGE)
    except signing.BadSignature:
        return False
    theirs = Invitation.objects.select_related("wave__version__survey", "contact__company")
    invitation = theirs.filter(pk=owner["invitation"]).first()
    if invitation is None:
        return False
    now = timezone.now()
    keep_typed(
        invitation=invitation,
        page=owner["page"],
        typed=_typed(request, owner["page"], invitation, now),
        revision=posted_revision(request),
        restored=posted_restored(request),
        now=now,
    )
    return True


def _typed(
    request: HttpRequest, code: str, invitation: Invitation, now: datetime
) -> dict[str, list[str]]:
    """What was typed; a file that came along is stored, and named by its key."""
    typed = dict(request.POST.lists())
    if request.FILES:
        questionnaire = find_response(invitation=invitation).version.questionnaire
        page = questionnaire.pages_by_code.get(code)
        if page is not None:
            typed = take_files(request, page=page, invitation=invitation, now=now).typed
    return {name: values for name, values in typed.items() if name not in _NOT_TYPED}
