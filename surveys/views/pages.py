"""One page of questions: shown, checked, saved; then the next."""

from collections.abc import Mapping

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from surveys.forms import PageForm
from surveys.models import Invitation, TypedPage
from surveys.routing import AskedPage
from surveys.services.answer import save_page
from surveys.services.problems import PageHasMoved, PageNotAsked
from surveys.services.submit import response_route
from surveys.views.access import for_company
from surveys.views.conflicts import Conflict, conflicts
from surveys.views.kept import (
    check_version,
    newest_kept,
    posted_restored,
    posted_revision,
    ticket,
)
from surveys.views.state import ResponseState, response_state


@require_http_methods(["GET", "HEAD", "POST"])
@for_company
def page(request: HttpRequest, invitation: Invitation, code: str) -> HttpResponse:
    state = response_state(invitation)
    if request.method == "POST":
        check_version(request, state.response)
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
    form = PageForm(
        state.questionnaire,
        asked.page,
        answers=state.stored,
        facts=state.way.facts,
        today=state.today,
        typed=kept.typed if kept else None,
    )
    if kept:
        return _render(
            request, state, asked, form, revision=kept.revision, restored=kept.pk, kept=kept
        )
    return _render(request, state, asked, form, revision=saved.revision if saved else 0)


def _save(request: HttpRequest, state: ResponseState, asked: AskedPage) -> HttpResponse:
    form = PageForm(
        state.questionnaire,
        asked.page,
        answers=state.stored,
        facts=state.way.facts,
        today=state.today,
        data=request.POST,
    )
    revision, restored = posted_revision(request), posted_restored(request)
    if form.row_action() or not form.is_valid():
        return _render(request, state, asked, form, revision=revision, restored=restored)
    try:
        save_page(
            response=state.response,
            page=asked.page.code,
            answers=form.answers,
            revision=revision,
            by=state.invitation.contact,
            now=state.now,
            restored=restored,
        )
    except PageHasMoved as moved:
        return _render(
            request,
            state,
            asked,
            form,
            revision=moved.saved.revision,
            restored=restored,
            conflict=conflicts(state.questionnaire, form.answers, moved.saved),
        )
    return redirect(_next_url(request, state, asked, form.answers))


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
    in_section = [one for one in state.way.pages if one.section.code == asked.section.code]
    saved_query = request.GET.copy()
    saved_query["show"] = "saved"
    context = {
        "company": state.invitation.contact.company,
        "wave": state.invitation.wave,
        "wave_state": state.wave_state,
        "section": asked.section,
        "page": asked.page,
        "form": form,
        "step": {"number": in_section.index(asked) + 1, "total": len(in_section)},
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
    return (
        reverse("surveys:page", args=[before.page.code]) if before else reverse("surveys:sections")
    )


def _next_url(
    request: HttpRequest, state: ResponseState, asked: AskedPage, answers: Mapping[str, object]
) -> str:
    """The next page; from "check answers" back there, after a page that these answers opened."""
    code = asked.page.code
    way = response_route(response=state.response, stored={**state.stored, **answers}, now=state.now)
    if _returns_to_check(request):
        known = {one.page.code for one in state.way.unfinished}
        opened = next((one for one in way.unfinished if one.page.code not in known), None)
        if opened is None:
            return reverse("surveys:check")
        return reverse("surveys:page", args=[opened.page.code]) + "?back=check"
    following = way.after(code)
    if following is None:
        return reverse("surveys:check")
    if following.section.code != asked.section.code:
        return reverse("surveys:sections")
    return reverse("surveys:page", args=[following.page.code])
