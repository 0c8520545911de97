"""One page of questions: shown, checked, saved; then the next."""

from collections.abc import Collection, Mapping
from functools import partial

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from surveys.answers import decode
from surveys.forms import PageForm
from surveys.forms.controls import file_controls, from_stored, reading
from surveys.forms.mistakes import Mistake
from surveys.forms.rows import TypedAnswers
from surveys.models import Invitation, TypedPage
from surveys.questionnaire import Page
from surveys.routing import AskedPage, route_near
from surveys.services.answer import find_response, save_page
from surveys.services.problems import PageHasMoved, PageNotAsked
from surveys.services.rights import check_may_open
from surveys.views.access import for_company
from surveys.views.conflicts import Conflict, conflicts
from surveys.views.kept import (
    check_version,
    newest_kept,
    posted_restored,
    posted_revision,
    ticket,
)
from surveys.views.last_time import offered_on
from surveys.views.state import ResponseState, page_state, response_state
from surveys.views.uploads import stored_files, take_files


@require_http_methods(["GET", "HEAD", "POST"])
@for_company
def page(request: HttpRequest, invitation: Invitation, code: str) -> HttpResponse:
    response = find_response(invitation=invitation)
    check_may_open(invitation=invitation, response=response, page=code)
    if request.method == "POST":
        check_version(request, response)
    state = page_state(invitation, response, code)
    at = state.way.position(code)
    if at is None:
        if not state.response.version.has_had_page(code):
            raise Http404
        if request.method == "POST":
            raise PageNotAsked(code)
        return redirect("surveys:sections")
    asked = state.way.pages[at]
    if request.method == "POST":
        return _save(request, state, asked)
    return _show(request, state, asked)


def _show(request: HttpRequest, state: ResponseState, asked: AskedPage) -> HttpResponse:
    """What is saved, or what was typed and kept, over the answers that it was typed over."""
    code = asked.page.code
    saved, kept = state.saved.get(code), None
    if request.GET.get("show") != "saved":
        kept = newest_kept(state.invitation, state.response, code)
    form = _form(state, asked.page, typed=kept.typed if kept else None)
    if kept:
        return _render(
            request, state, asked, form, revision=kept.revision, restored=kept.pk, kept=kept
        )
    return _render(request, state, asked, form, revision=saved.revision if saved else 0)


def _save(request: HttpRequest, state: ResponseState, asked: AskedPage) -> HttpResponse:
    taken = take_files(request, page=asked.page, invitation=state.invitation, now=state.now)
    form = _form(state, asked.page, data=taken.typed, refused=taken.refused)
    revision, restored = posted_revision(request), posted_restored(request)
    if form.row_action() or not form.is_valid():
        return _render(request, state, asked, form, revision=revision, restored=restored)
    open_before = _open_pages(state) if _returns_to_check(request) else set()
    try:
        save_page(
            response=state.response,
            page=asked.page.code,
            answers=form.answers,
            revision=revision,
            by=state.invitation.contact,
            now=state.now,
            restored=restored,
            invitation=state.invitation,
        )
    except PageHasMoved as moved:
        return _render(
            request,
            state,
            asked,
            form,
            revision=moved.saved.revision,
            restored=restored,
            conflict=conflicts(state.vocabulary, form.answers, moved.saved),
        )
    if _returns_to_check(request):
        return redirect(_next_to_check(state, open_before))
    return redirect(_next_url(state, asked, form.answers))


def _form(
    state: ResponseState,
    page: Page,
    *,
    data: TypedAnswers | None = None,
    typed: TypedAnswers | None = None,
    refused: Mapping[str, Mistake] | None = None,
) -> PageForm:
    """The page's form, with the company's own files among those that it names."""
    on_screen = typed if data is None else data
    if on_screen is None:
        on_screen = from_stored(page.questions, state.stored)
    keys = [reading(on_screen, name).text for name, _ in file_controls(page, on_screen)]
    return PageForm(
        state.questionnaire,
        page,
        answers=state.stored,
        facts=state.way.facts,
        today=state.today,
        data=data,
        typed=typed,
        files=stored_files(state.invitation, keys),
        refused=refused,
        last_time=partial(offered_on, state, page),
    )


def _render(
    request: HttpRequest,
    state: ResponseState,
    asked: AskedPage,
    form: PageForm,
    *,
    revision: int,
    restored: int = 0,
    conflict: list[Conflict] | None = None,
    kept: TypedPage | None = None,
) -> HttpResponse:
    code = asked.page.code
    saved_query = request.GET.copy()
    saved_query["show"] = "saved"
    context = {
        "company": state.invitation.contact.company,
        "wave": state.invitation.wave,
        "wave_state": state.wave_state,
        "section_title": form.screen.words(asked.section.title),
        "page_title": form.screen.words(asked.page.title),
        "page_intro": form.screen.words(asked.page.intro),
        "form": form,
        "step": {"number": (state.way.position(code) or 0) + 1, "total": len(state.way.pages)},
        "back_url": _back_url(request, state, code),
        "ticket": ticket(state.invitation, code, state.response.version_id),
        "revision": revision,
        "restored": restored,
        "kept_at": kept.kept_at if kept else None,
        "saved_url": f"?{saved_query.urlencode()}",
        "conflict": conflict,
    }
    return render(request, "surveys/page.html", context, status=409 if conflict else 200)


def _returns_to_check(request: HttpRequest) -> bool:
    return request.GET.get("back") == "check"


def _back_url(request: HttpRequest, state: ResponseState, code: str) -> str:
    if _returns_to_check(request):
        return reverse("surveys:check")
    before = state.way.before(code)
    return _page_url(before) if before else reverse("surveys:sections")


def _next_url(state: ResponseState, asked: AskedPage, answers: Mapping[str, object]) -> str:
    """The next page of the section; after it the sections, and after the last of all the check."""
    facts = decode(state.questionnaire, {**state.stored, **answers})
    near = route_near(state.questionnaire, asked.page, facts, state.today)
    following = near.after(asked.page.code)
    if following is not None:
        return _page_url(following)
    whole = response_state(state.invitation, state.response)
    is_last = whole.way.after(asked.page.code) is None
    return reverse("surveys:check") if is_last else reverse("surveys:sections")


def _next_to_check(state: ResponseState, open_before: Collection[str]) -> str:
    """Back to "check answers", after a page that these answers opened."""
    way = response_state(state.invitation, state.response).way
    opened = next((one for one in way.unfinished if one.page.code not in open_before), None)
    return reverse("surveys:check") if opened is None else f"{_page_url(opened)}?back=check"


def _open_pages(state: ResponseState) -> set[str]:
    return {
        one.page.code for one in response_state(state.invitation, state.response).way.unfinished
    }


def _page_url(asked: AskedPage) -> str:
    return reverse("surveys:page", args=[asked.page.code])
