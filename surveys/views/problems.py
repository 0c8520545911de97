"""Pages that say what happened and what to do; every one of them comes in the reader's language."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import get_language_from_request, override
from django.utils.translation import gettext as _

from surveys.forms.files import MOST_BYTES
from surveys.language import in_words
from surveys.models import Contact, Invitation
from surveys.moments import deadline, moment
from surveys.services.answer import find_response
from surveys.services.colleagues import may_manage, people_of, signatories
from surveys.services.problems import (
    LinkExpired,
    LinkRevoked,
    LinkUnknown,
    OnlyForTheWhole,
    PageNotAsked,
    PageNotYours,
    QuestionnaireHasMoved,
    SessionLost,
    SubmitsNot,
    SurveyProblem,
    WaveNotBegun,
    WaveOver,
)
from surveys.services.section_titles import section_titles
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
                (_to_lost_link(),),
            )
        case LinkExpired():
            return Explanation(
                410,
                _("This link has expired"),
                (_("The survey it belongs to has ended. Your saved answers are still with us."),),
                (_to_lost_link(),),
            )
        case LinkRevoked():
            return Explanation(
                410,
                _("This link is no longer valid"),
                (
                    _("It was taken back or replaced by a newer one. Nothing you saved is lost."),
                    _("Use the link in the latest mail that you received from us."),
                ),
                (_to_lost_link(),),
            )
        case WaveNotBegun(wave=wave):
            return Explanation(
                409,
                _("The survey is not open yet"),
                (
                    _("The survey opens on %(opens_at)s.") % {"opens_at": moment(wave.opens_at)},
                    _("Answers can be saved and submitted from then on."),
                ),
                (_to_sections(),),
            )
        case WaveOver(wave=wave):
            return Explanation(
                409,
                _("The survey is over"),
                (
                    _("The survey was open until %(until)s.") % {"until": deadline(wave.closes_at)},
                    _("What you saved and submitted before is still with us."),
                ),
                (_to_sections(),),
            )
        case PageNotAsked():
            return Explanation(
                409,
                _("This page is not asked any more"),
                (
                    _("An earlier answer was changed, perhaps by a colleague, so it is left out."),
                    _("If that change was a mistake, correct it: then the page comes back."),
                ),
                (_to_sections(),),
            )
        case PageNotYours():
            return _page_not_yours(problem)
        case SubmitsNot(invitation=invitation):
            return _submits_not(invitation)
        case QuestionnaireHasMoved():
            return Explanation(
                409,
                _("The questionnaire has changed since you opened this page"),
                (
                    _("Your company’s answers are on a newer version now, so nothing was saved."),
                    _("What the newer version does not ask any more is left out."),
                ),
                (_to_sections(),),
            )
        case OnlyForTheWhole():
            return Explanation(
                403,
                _("This page is for those who answer the whole survey"),
                (
                    _("It shows answers of every section, and you were given some of them."),
                    _("Ask the person who invited you: they can see it."),
                ),
                (_to_sections(),),
            )
        case SessionLost():
            return Explanation(
                403,
                _("Please open your link again"),
                (
                    _("You are not signed in any more, or this browser keeps no cookies."),
                    _("Open the link in your invitation mail. It brings you back to your answers."),
                ),
                (_to_lost_link(),),
            )
        case _:
            raise problem


def _page_not_yours(problem: PageNotYours) -> Explanation:
    """Who works on the section, and whom to ask for it."""
    invitation, code = problem.invitation, problem.section.code
    title = in_words(section_titles(invitation=invitation, now=timezone.now())[code])
    people = people_of(invitation=invitation)
    response = find_response(invitation=invitation)
    askable = [one.contact for one in people if may_manage(response=response, invitation=one)]
    theirs = [one.contact for one in people if one.sections and one.may_open(code)]
    return Explanation(
        403,
        _("This section is not among yours"),
        (
            _("“%(section)s” is with %(names)s.")
            % {"section": title, "names": _names(theirs or askable)},
            _("If you should work on it, ask one of these people to give it to you: %(names)s.")
            % {"names": _names(askable)},
        ),
        (_to_sections(), Action(_("See who answers"), reverse("surveys:colleagues"))),
    )


def _submits_not(invitation: Invitation) -> Explanation:
    response = find_response(invitation=invitation)
    names = _names(signatories(response=response, invitation=invitation))
    return Explanation(
        403,
        _("Somebody else submits for your company"),
        (
            _("Nothing was submitted. Who may submit: %(names)s.") % {"names": names},
            _("What you saved is safe, and they see it."),
        ),
        (_to_sections(),),
    )


def _names(people: Sequence[Contact]) -> str:
    """Whom to turn to: the city, where nobody is left at the company."""
    return ", ".join(map(str, people)) or settings.CITY_CONTACT_EMAIL


def _to_sections() -> Action:
    return Action(_("See your sections"), reverse("surveys:sections"))


def _to_lost_link() -> Action:
    return Action(_("Have your link sent again"), reverse("surveys:lost_link"))


def survey_problem(request: HttpRequest, problem: SurveyProblem) -> HttpResponse:
    """The page for a problem; what was typed into a survey page is put aside first.

    A script that asked gets the status alone: nobody pressed anything yet.
    """
    if request.htmx:  # type: ignore[attr-defined]
        return HttpResponse(status=explain(problem).status)
    explanation, is_kept = explain(problem), keep_what_was_typed(request)
    if is_kept and isinstance(problem, PageNotYours):  # they cannot come back to the page
        kept = _(
            "This section was given to somebody else meanwhile. What you typed is kept, but only "
            "they can save it."
        )
        explanation = replace(explanation, paragraphs=(kept, *explanation.paragraphs))
        is_kept = False
    return problem_page(request, explanation, is_kept=is_kept)


def form_not_trusted(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Django's CSRF check failed: mostly a page that was left open until its cookie had gone."""
    if request.path.startswith(reverse("admin:index")):
        return problem_page(request, _form_of_the_desk_not_trusted())
    explanation = Explanation(
        403,
        _("We could not accept the form"),
        (
            _("The page was open for too long, or this browser keeps no cookies."),
            _("Open your link again and go on from there."),
        ),
    )
    return problem_page(request, explanation, is_kept=keep_what_was_typed(request))


def _form_of_the_desk_not_trusted() -> Explanation:
    return Explanation(
        403,
        _("We could not accept the form"),
        (
            _("The page was open for too long, or this browser keeps no cookies."),
            _(
                "Go back in your browser, copy what you had written, reload the page and send it "
                "again."
            ),
        ),
    )


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
    return problem_page(request, explanation)


def files_too_large(request: HttpRequest) -> HttpResponse:
    explanation = Explanation(
        413,
        _("Those files are too large"),
        (
            _("The page was larger than we can take, so this page was not saved."),
            _("Go back in your browser and choose files of up to %(most)s MB each.")
            % {"most": MOST_BYTES // 1024**2},
            _("The pages that you saved before are safe."),
        ),
    )
    return problem_page(request, explanation)


def unreadable(request: HttpRequest) -> HttpResponse:
    """Our page for what is no proper request. Leans on no middleware, no session, no database."""
    with override(get_language_from_request(request)):
        return HttpResponse(render_to_string("400.html"), status=400)


def problem_page(
    request: HttpRequest, explanation: Explanation, *, is_kept: bool = False
) -> HttpResponse:
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
        "this_page": _where_to_come_back(request, explanation),
    }
    return render(request, "surveys/problem.html", context, status=explanation.status)


def _where_to_come_back(request: HttpRequest, explanation: Explanation) -> str:
    """Where the language switch leads: an address that answers GET, as a form's own may not."""
    if request.method in ("GET", "HEAD"):
        return request.get_full_path()
    form = request.headers.get("Referer", "")
    if form and url_has_allowed_host_and_scheme(form, allowed_hosts={request.get_host()}):
        return urlsplit(form)._replace(scheme="", netloc="").geturl()
    return explanation.actions[0].url if explanation.actions else "/"
