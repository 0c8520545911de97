"""Who may read questionnaires, and who may write them.

A version that may not be written is no error: whoever follows a link to its editor lands on the
version itself, which says what it is.
"""

from collections.abc import Callable
from functools import wraps
from typing import cast

from django.contrib import messages
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from surveys.admin.questionnaires.addresses import version_url
from surveys.models import QuestionnaireVersion

View = Callable[..., HttpResponse]


def may_read(request: HttpRequest) -> bool:
    return request.user.has_perm("surveys.view_questionnaireversion") or may_write(request)


def may_write(request: HttpRequest) -> bool:
    return request.user.has_perm("surveys.change_questionnaireversion")


def person(request: HttpRequest) -> User:
    return cast("User", request.user)  # `admin_view` lets nobody in who is not signed in


def for_readers(view: View) -> View:
    """The view gets the version that the address names."""

    @wraps(view)
    def wrapped(request: HttpRequest, pk: int, **more: str) -> HttpResponse:
        if not may_read(request):
            raise PermissionDenied
        return view(request, _version(pk), **more)

    return wrapped


def for_writers(view: View) -> View:
    """As `for_readers`, of any version, for those who may write questionnaires."""

    @wraps(view)
    def wrapped(request: HttpRequest, pk: int, **more: str) -> HttpResponse:
        if not may_write(request):
            raise PermissionDenied
        return view(request, _version(pk), **more)

    return wrapped


def for_drafts(view: View) -> View:
    """As `for_writers`, of drafts only. What is posted to another one, the services refuse."""

    @for_writers
    @wraps(view)
    def wrapped(request: HttpRequest, version: QuestionnaireVersion, **more: str) -> HttpResponse:
        is_draft = version.status == QuestionnaireVersion.Status.DRAFT
        if not is_draft and request.method != "POST":
            messages.info(
                request, _("This version is no draft any more. Start a new draft to change it.")
            )
            return redirect(version_url(version))
        return view(request, version, **more)

    return wrapped


def _version(pk: int) -> QuestionnaireVersion:
    versions = QuestionnaireVersion.objects.select_related("survey", "edited_by")
    return get_object_or_404(versions, pk=pk)
