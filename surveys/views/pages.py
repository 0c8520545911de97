"""One page of questions: shown, checked, saved; then the next."""

from collections.abc import Collection, Mapping

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from surveys.answers import decode
from surveys.forms import PageForm
from surveys.forms.controls import from_post
from surveys.forms.screen import SHOWN
from surveys.models import Invitation, TypedPage
from surveys.routing import AskedPage, route_near
from surveys.services.answer import find_response, save_page
from surveys.services.problems import PageHasMoved, PageNotAsked
from surveys.services.rights import check_may_open
from surveys.views.access import for_company
from surveys.views.conflicts import BASE, Conflict, base_of, conflicts, with_chosen
from surveys.views.kept import (
    check_owner,
    check_version,
    newest_kept,
    posted_against,
    posted_restored,
    posted_revision,
    posted_window,
    ticket,
)
from surveys.views.page_forms import page_form
from surveys.views.state import ResponseState, page_state, response_state
from surveys.views.uploads import take_files


@require_http_methods(["GET", "HEAD", "POST"])
@for_company
def page(request: HttpRequest, invitation: Invitation, code: str) -> HttpResponse:
    response = find_response(invitation=invitation)
    check_may_open(invitation=invitation, response=response, page=code)
    if request.method == "POST":
        check_owner(request, invitation)
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
    if request.method == "POST" and request.htmx:  # type: ignore[attr-defined]
        return _redraw(request, state, asked)
    if request.method == "POST":
        return _save(request, state, asked)
    return _show(request, state, asked)


def _show(request: HttpRequest, state: ResponseState, asked: AskedPage) -> HttpResponse:
    """What is saved, or what was typed and kept, over the answers that it was typed over."""
    code = asked.page.code
    saved, kept = state.saved.get(code), newest_kept(state.invitation, state.response, code)
    replaced = 0
    if kept and request.GET.get("show") == "saved":  # once these are saved, it is not offered again
        replaced, kept = kept.pk, None
    form = page_form(state, asked.page, typed=kept.typed if kept else None)
    if kept:
        return _render(
            request,
            state,
            asked,
            form,
            revision=kept.revision,
            restored=kept.pk,
            base=base_of(saved) if saved and saved.revision == kept.revision else "",
            kept=kept,
        )
    revision = saved.revision if saved else 0
    return _render(
        request, state, asked, form, revision=revision, restored=replaced, base=base_of(saved)
    )


def _redraw(request: HttpRequest, state: ResponseState, asked: AskedPage) -> HttpResponse:
    """The questions alone, as they are asked given what is typed so far; nothing is saved."""
    typed = from_post(request.POST)
    form = page_form(state, asked.page, data=typed)
    form.redraw()
    before, after = set(typed.get(SHOWN, [""])[-1].split()), set(form.shown.split())
    context = {"form": form, "added": len(after - before), "gone": len(before - after)}
    return render(request, "surveys/_questions.html", context)


def _save(request: HttpRequest, state: ResponseState, asked: AskedPage) -> HttpResponse:
    page, revision = asked.page, posted_revision(request)
    taken = take_files(request, page=page, invitation=state.invitation, now=state.now)
    form = page_form(state, page, data=taken.typed, refused=taken.refused)
    restored, saved = posted_restored(request), state.saved.get(page.code)
    over = revision
    if saved and saved.revision == posted_against(request):  # both were seen, and one was chosen
        typed = with_chosen(request, taken.typed, form, saved)
        form, over = page_form(state, page, data=typed, refused=taken.refused), saved.revision
    if form.row_action() or not form.is_valid():
        return _render(request, state, asked, form, revision=revision, restored=restored)
    open_before = _open_pages(state) if _returns_to_check(request) else set()
    try:
        save_page(
            response=state.response,
            page=page.code,
            answers=form.answers,
            revision=over,
            by=state.invitation.contact,
            now=state.now,
            restored=restored,
            invitation=state.invitation,
            window=posted_window(request),
        )
    except PageHasMoved as moved:
        form = page_form(state, page, data=taken.typed)
        form.full_clean()
        return _render(
            request,
            state,
            asked,
            form,
            revision=revision,
            restored=restored,
            against=moved.saved.revision,
            conflict=conflicts(state.vocabulary, form.answers, moved.saved, request),
        )
    if _returns_to_check(request):
        return redirect(_next_to_check(state, open_before))
    return redirect(_next_url(state, asked, form.answers))


def _render(
    request: HttpRequest,
    state: ResponseState,
    asked: AskedPage,
    form: PageForm,
    *,
    revision: int,
    restored: int = 0,
    against: int = 0,
    base: str | None = None,
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
        "back_url": back_url(request, state, code),
        "ticket": ticket(state.invitation, code, state.response.version_id),
        "revision": revision,
        "restored": restored,
        "against": against,
        "window": posted_window(request),
        "base": request.POST.get(BASE, "") if base is None else base,
        "draft_url": reverse("surveys:draft", args=[code]),
        "leave_url": _with_query(reverse("surveys:leave", args=[code]), request),
        "kept_at": kept.kept_at if kept else None,
        "saved_url": f"?{saved_query.urlencode()}",
        "conflict": conflict,
        "is_own_conflict": any(one.theirs_by == state.invitation.contact for one in conflict or ()),
    }
    return render(request, "surveys/page.html", context, status=409 if conflict else 200)


def _returns_to_check(request: HttpRequest) -> bool:
    return request.GET.get("back") == "check"


def _with_query(address: str, request: HttpRequest) -> str:
    query = request.GET.urlencode()
    return f"{address}?{query}" if query else address


def back_url(request: HttpRequest, state: ResponseState, code: str) -> str:
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
