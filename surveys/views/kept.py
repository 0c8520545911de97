"""A signed ticket in each survey form, so that what was typed survives the end of the session."""

from django.core import signing
from django.http import HttpRequest
from django.utils import timezone

from surveys.models import Invitation, TypedPage
from surveys.services.answer import keep_typed

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
    invitation = Invitation.objects.filter(pk=owner["invitation"]).first()
    if invitation is None:
        return False
    keep_typed(
        invitation=invitation,
        page=owner["page"],
        typed={name: values for name, values in request.POST.lists() if name not in _NOT_TYPED},
        revision=posted_revision(request),
        restored=posted_restored(request),
        now=timezone.now(),
    )
    return True
