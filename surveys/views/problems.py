"""Pages that say what happened and what to do; every one of them comes in the reader's language."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from surveys.services.problems import (
    LinkExpired,
    LinkRevoked,
    LinkUnknown,
    SessionLost,
    SurveyProblem,
    WaveNotOpen,
)
from surveys.views.kept import keep_what_was_typed


@dataclass(frozen=True, slots=True)
class Action:
    label: str
    url: str


@dataclass(frozen=True, slots=True)
class Explanation:
    status: int
    title: str
    paragraphs: tuple[str, ...]
    actions: tuple[Action, ...] = ()


def explain(problem: SurveyProblem) -> Explanation:
    """What to tell the person at the survey."""
    match problem:
        case LinkUnknown():
            return Explanation(
                404,
                _("We do not know this link"),
                (
                    _("The address may have been cut off when it was copied from the mail."),
                    _("Open the link from the mail again, or copy all of it into the browser."),
                ),
            )
        case LinkExpired():
            return Explanation(
                410,
                _("This link has expired"),
                (_("The survey it belongs to has ended. Your saved answers are still with us."),),
            )
        case LinkRevoked():
            return Explanation(
                410,
                _("This link is no longer valid"),
                (
                    _("It was taken back or replaced by a newer one. Nothing you saved is lost."),
                    _("Use the link in the latest mail that you received from us."),
                ),
            )
        case WaveNotOpen():
            return Explanation(
                409,
                _("The survey is not open now"),
                (
                    _("Answers can be saved and submitted only while the survey is open."),
                    _("What you saved and submitted before is still with us."),
                ),
                (Action(_("See your sections"), reverse("surveys:sections")),),
            )
        case SessionLost():
            return Explanation(
                403,
                _("Please open your link again"),
                (
                    _("You are not signed in any more, or this browser keeps no cookies."),
                    _("Open the link in your invitation mail. It brings you back to your answers."),
                ),
            )
        case _:
            raise problem


def survey_problem(request: HttpRequest, problem: SurveyProblem) -> HttpResponse:
    """The page for a problem; what was typed into a survey page is put aside first."""
    return _page(request, explain(problem), is_kept=keep_what_was_typed(request))


def form_not_trusted(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Django's CSRF check failed: mostly a page that was left open until its cookie had gone."""
    explanation = Explanation(
        403,
        _("We could not accept the form"),
        (
            _("The page was open for too long, or this browser keeps no cookies."),
            _("Open your link again and go on from there."),
        ),
    )
    return _page(request, explanation, is_kept=keep_what_was_typed(request))


def too_large(request: HttpRequest) -> HttpResponse:
    explanation = Explanation(
        413,
        _("That was too much text for one page"),
        (
            _("The page was larger than we can take, so this page was not saved."),
            _("Go back in your browser, shorten the longest answer and press Continue again."),
            _("The pages that you saved before are safe."),
        ),
    )
    return _page(request, explanation, is_kept=False)


def _page(request: HttpRequest, explanation: Explanation, *, is_kept: bool) -> HttpResponse:
    paragraphs: Sequence[str] = explanation.paragraphs
    if is_kept:
        paragraphs = [
            _("What you typed is kept. You will find it on the page when you come back."),
            *paragraphs,
        ]
    context = {
        "title": explanation.title,
        "paragraphs": paragraphs,
        "actions": explanation.actions,
    }
    return render(request, "surveys/problem.html", context, status=explanation.status)
