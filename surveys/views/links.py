"""Coming in by a secret link, and views for whoever did. Surveys and plans both use it."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, TypeVar

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache

from surveys.models import Contact, SecretLink
from surveys.services.problems import SurveyProblem
from surveys.views.languages import remember_language
from surveys.views.problems import survey_problem

P = ParamSpec("P")
L = TypeVar("L", bound=SecretLink)
Respond = Callable[[HttpRequest, SurveyProblem], HttpResponse]
"""The page for what stands in the holder's way."""

_SALT = "surveys.views.links"


def hash_of_link(request: HttpRequest, cookie: str) -> str:
    """The hash of the link by which the browser came in; empty where it came in by none.

    The cookie is signed, and all there is of the session: there is no row to read with each page.
    It is worth what the link is, no longer: whoever uses it looks the link up.
    """
    return str(
        request.get_signed_cookie(
            cookie, default="", salt=_SALT, max_age=settings.SESSION_COOKIE_AGE
        )
    )


def come_in(
    request: HttpRequest,
    *,
    cookie: str,
    find: Callable[[], tuple[SecretLink, Contact]],
    to: str,
    respond: Respond = survey_problem,
) -> HttpResponse:
    """Exchange a link's token for a cookie, so that it leaves the address bar.

    Opening a link writes nothing: a mail scanner that follows it changes nothing.
    """
    try:
        link, contact = find()
    except SurveyProblem as problem:
        return respond(request, problem)
    response = redirect(to)
    response.set_signed_cookie(
        cookie,
        link.token_hash,  # a newer token ends this session
        salt=_SALT,
        max_age=settings.SESSION_COOKIE_AGE,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",  # a link in a mail must arrive with it
    )
    if settings.LANGUAGE_COOKIE_NAME not in request.COOKIES:
        remember_language(response, contact.language)
    return response


def for_holder_of(
    current: Callable[[HttpRequest], L],
    respond: Respond = survey_problem,
) -> Callable[
    [Callable[Concatenate[HttpRequest, L, P], HttpResponseBase]],
    Callable[Concatenate[HttpRequest, P], HttpResponseBase],
]:
    """A view for the holder of the link that `current` finds in the cookie.

    What stands in the holder's way (a SurveyProblem) becomes a page that says what to do.
    """

    def decorate(
        view: Callable[Concatenate[HttpRequest, L, P], HttpResponseBase],
    ) -> Callable[Concatenate[HttpRequest, P], HttpResponseBase]:
        @never_cache
        @wraps(view)
        def wrapped(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
            try:
                return view(request, current(request), *args, **kwargs)
            except SurveyProblem as problem:
                return respond(request, problem)

        return wrapped

    return decorate
