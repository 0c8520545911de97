"""Coming in by an invitation, and knowing whose it is."""

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from surveys.models import Contact, Invitation
from surveys.services.invite import (
    check_usable,
    invitation_for_signature,
    invitation_for_token,
)
from surveys.services.problems import SessionLost
from surveys.views.links import come_in, for_holder_of, hash_of_link

COOKIE = "invitation"


@never_cache
@require_safe
def enter(request: HttpRequest, token: str) -> HttpResponse:
    def find() -> tuple[Invitation, Contact]:
        invitation = invitation_for_token(token=token, now=timezone.now())
        return invitation, invitation.contact

    return come_in(request, cookie=COOKIE, find=find, to="surveys:sections")


@never_cache
@require_safe
def come_back(request: HttpRequest, pk: int, signature: str) -> HttpResponse:
    """By a link in a later mail, straight to the page that the mail is about."""

    def find() -> tuple[Invitation, Contact]:
        invitation = invitation_for_signature(pk=pk, signature=signature, now=timezone.now())
        return invitation, invitation.contact

    to = request.GET.get("to", "")
    is_ours = to.startswith("/") and url_has_allowed_host_and_scheme(to, allowed_hosts=None)
    return come_in(request, cookie=COOKIE, find=find, to=to if is_ours else "surveys:sections")


def current_invitation(request: HttpRequest) -> Invitation:
    """Whose session this is. Raises SessionLost, LinkRevoked or LinkExpired."""
    whole = Invitation.objects.select_related("wave__version__survey", "contact__company")
    try:
        invitation = whole.get(token_hash=hash_of_link(request, COOKIE))
    except Invitation.DoesNotExist:
        raise SessionLost from None
    check_usable(invitation=invitation, now=timezone.now())
    return invitation


for_company = for_holder_of(current_invitation)
"""A view for the holder of an invitation, which it gets after the request."""
