"""Coming in by an invitation, and knowing whose it is."""

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from surveys.models import Contact, Invitation
from surveys.services.invite import check_usable, invitation_for_token
from surveys.services.problems import SessionLost
from surveys.views.links import come_in, for_holder_of

SESSION_KEY = "invitation"


@never_cache
@require_safe
def enter(request: HttpRequest, token: str) -> HttpResponse:
    def find() -> tuple[Invitation, Contact]:
        invitation = invitation_for_token(token=token, now=timezone.now())
        return invitation, invitation.contact

    return come_in(request, session_key=SESSION_KEY, find=find, to="surveys:sections")


def current_invitation(request: HttpRequest) -> Invitation:
    """Whose session this is. Raises SessionLost, LinkRevoked or LinkExpired."""
    invitation = (
        Invitation.objects.select_related("wave__version__survey", "contact__company")
        .filter(token_hash=request.session.get(SESSION_KEY, ""))
        .first()
    )
    if invitation is None:
        raise SessionLost
    check_usable(invitation=invitation, now=timezone.now())
    return invitation


for_company = for_holder_of(current_invitation)
"""A view for the holder of an invitation, which it gets after the request."""
