"""Coming in by a link, and knowing who is there."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from surveys.models import Invitation
from surveys.services.invite import check_usable, invitation_for_token
from surveys.services.problems import SessionLost, SurveyProblem
from surveys.views.problems import survey_problem

P = ParamSpec("P")
SESSION_KEY = "invitation"


@never_cache
@require_safe
def enter(request: HttpRequest, token: str) -> HttpResponse:
    """Exchange the link's token for a session, so that it leaves the address bar.

    Opening the link writes nothing but the session: a mail scanner that follows it changes nothing.
    """
    try:
        invitation = invitation_for_token(token=token, now=timezone.now())
    except SurveyProblem as problem:
        return survey_problem(request, problem)
    request.session[SESSION_KEY] = invitation.pk
    request.session.cycle_key()
    response = redirect("surveys:sections")
    if settings.LANGUAGE_COOKIE_NAME not in request.COOKIES:
        remember_language(response, invitation.contact.language)
    return response


def remember_language(response: HttpResponse, language: str) -> None:
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        language,
        max_age=settings.LANGUAGE_COOKIE_AGE,
        secure=settings.SESSION_COOKIE_SECURE,
        samesite="Lax",
    )


def for_company(
    view: Callable[Concatenate[HttpRequest, Invitation, P], HttpResponse],
) -> Callable[Concatenate[HttpRequest, P], HttpResponse]:
    """A view for the holder of an invitation; what stands in their way becomes a page."""

    @never_cache
    @wraps(view)
    def wrapped(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        try:
            return view(request, current_invitation(request), *args, **kwargs)
        except SurveyProblem as problem:
            return survey_problem(request, problem)

    return wrapped


def current_invitation(request: HttpRequest) -> Invitation:
    """Whose session this is. Raises SessionLost, LinkRevoked or LinkExpired."""
    invitation = (
        Invitation.objects.select_related("wave__version__survey", "contact__company")
        .filter(pk=request.session.get(SESSION_KEY, 0))
        .first()
    )
    if invitation is None:
        raise SessionLost
    check_usable(invitation=invitation, now=timezone.now())
    return invitation
