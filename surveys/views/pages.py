"""One page of questions: shown, checked, saved; then the next."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from surveys.answers import decode_one
from surveys.forms import PageForm
from surveys.logic.sentences import describe_value
from surveys.logic.text import Text
from surveys.models import Invitation, PageAnswers, TypedPage
from surveys.routing import AskedPage
from surveys.services.answer import save_page
from surveys.services.problems import PageHasMoved
from surveys.services.submit import response_route
from surveys.views.access import for_company
from surveys.views.kept import ticket
from surveys.views.state import ResponseState, response_state
from surveys.vocabulary import QuestionnaireVocabulary


@dataclass(frozen=True, slots=True)
class Conflict:
    """An answer that a colleague saved meanwhile, and the one typed here."""

    label: Text
    mine: Text
    theirs: Text
    theirs_by: object
    theirs_at: datetime


@require_http_methods(["GET", "HEAD", "POST"])
@for_company
def page(request: HttpRequest, invitation: Invitation, code: str) -> HttpResponse:
    state = response_state(invitation)
    if code not in state.questionnaire.pages_by_code:
        raise Http404(_("There is no such page in this survey."))
    at = state.way.position(code)
    if at is None:
        return redirect("surveys:sections")
    asked = state.way.pages[at]
    if request.method != "POST":
        return _show(request, state, asked)
    form = PageForm(
        asked.page,
        answers=state.stored,
        facts=state.way.facts,
        today=state.today,
        data=request.POST,
    )
    if form.row_action() or not form.is_valid():
        return _render(request, state, asked, form, revision=_revision(request))
    try:
        save_page(
            response=state.response,
            page=code,
            answers=form.answers,
            revision=_revision(request),
            by=invitation.contact,
            now=state.now,
        )
    except PageHasMoved as moved:
        conflicts = _conflicts(state, form.answers, moved.saved)
        return _render(
            request, state, asked, form, revision=moved.saved.revision, conflicts=conflicts
        )
    return redirect(_next_url(request, state, code, form.answers))


def _show(request: HttpRequest, state: ResponseState, asked: AskedPage) -> HttpResponse:
    code = asked.page.code
    kept = TypedPage.objects.filter(invitation=state.invitation, page=code).first()
    saved = state.saved.get(code)
    form = PageForm(
        asked.page,
        answers=state.stored,
        facts=state.way.facts,
        today=state.today,
        typed=kept.typed if kept else None,
    )
    return _render(
        request,
        state,
        asked,
        form,
        revision=saved.revision if saved else 0,
        kept_at=kept.kept_at if kept else None,
    )


def _render(
    request: HttpRequest,
    state: ResponseState,
    asked: AskedPage,
    form: PageForm,
    *,
    revision: int,
    conflicts: list[Conflict] | None = None,
    kept_at: datetime | None = None,
) -> HttpResponse:
    code = asked.page.code
    before = state.way.before(code)
    in_section = [one for one in state.way.pages if one.section.code == asked.section.code]
    context = {
        "company": state.invitation.contact.company,
        "section": asked.section,
        "page": asked.page,
        "form": form,
        "step": {"number": in_section.index(asked) + 1, "total": len(in_section)},
        "back_url": reverse("surveys:page", args=[before.page.code])
        if before and not _returns_to_check(request)
        else reverse("surveys:check" if _returns_to_check(request) else "surveys:sections"),
        "ticket": ticket(state.invitation, code),
        "revision": revision,
        "kept_at": kept_at,
        "conflict": conflicts,
    }
    return render(request, "surveys/page.html", context, status=409 if conflicts else 200)


def _revision(request: HttpRequest) -> int:
    """The revision that the form was made from; 0 where it says none."""
    text = request.POST.get("revision", "")
    return int(text) if text.isdecimal() and len(text) < 10 else 0


def _returns_to_check(request: HttpRequest) -> bool:
    return request.GET.get("back") == "check"


def _next_url(
    request: HttpRequest, state: ResponseState, code: str, answers: Mapping[str, object]
) -> str:
    """The next page; from "check answers" back there, after any page that is newly asked."""
    way = response_route(response=state.response, stored={**state.stored, **answers}, now=state.now)
    following = way.after(code)
    if _returns_to_check(request):
        opened = next((one for one in way.unfinished), None)
        if opened is None:
            return reverse("surveys:check")
        return reverse("surveys:page", args=[opened.page.code]) + "?back=check"
    if following is None:
        return reverse("surveys:check")
    if following.section.code != way.pages[way.position(code) or 0].section.code:
        return reverse("surveys:sections")
    return reverse("surveys:page", args=[following.page.code])


def _conflicts(
    state: ResponseState, mine: Mapping[str, object], saved: PageAnswers
) -> list[Conflict]:
    """The answers in which what was typed differs from what a colleague saved."""
    vocabulary = QuestionnaireVocabulary(state.questionnaire)
    questions = state.questionnaire.questions_by_code
    return [
        Conflict(
            label=questions[code].label,
            mine=describe_value(code, decode_one(questions[code], mine.get(code)), vocabulary),
            theirs=describe_value(
                code, decode_one(questions[code], saved.answers.get(code)), vocabulary
            ),
            theirs_by=saved.saved_by,
            theirs_at=saved.saved_at,
        )
        for code in dict.fromkeys([*mine, *saved.answers])
        if mine.get(code) != saved.answers.get(code) and code in questions
    ]
