"""Signing in at the desk: who is trying, and what to say after too many tries."""

from contextlib import suppress
from ipaddress import ip_address
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _


def client_address(request: HttpRequest) -> str | None:
    """Where a request comes from.

    Behind our proxy that is the last entry of X-Forwarded-For, which the proxy wrote; the entries
    before it are whatever the client claimed.
    """
    if settings.BEHIND_PROXY:
        last = request.headers.get("X-Forwarded-For", "").rpartition(",")[2].strip()
        with suppress(ValueError):
            return str(ip_address(last))
    return request.META.get("REMOTE_ADDR") or None


def locked_out(
    request: HttpRequest, response: HttpResponse | None = None, credentials: Any = None
) -> HttpResponse:
    """The page after too many wrong passwords, instead of what would have been answered."""
    minutes = round(settings.AXES_COOLOFF_TIME.total_seconds() / 60)
    context = {
        "title": _("Too many wrong passwords"),
        "paragraphs": (
            _("Nobody can sign in under this name from here for now, to keep guessers out."),
            _("Wait %(minutes)s minutes without another try, then sign in again.")
            % {"minutes": minutes},
            _("If you have forgotten the password, ask an administrator for a new one."),
        ),
    }
    return render(request, "surveys/problem.html", context, status=settings.AXES_HTTP_RESPONSE_CODE)
