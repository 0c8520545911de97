"""What was typed and not yet continued from: kept quietly, and before another button leads away."""

from collections.abc import Mapping
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import check_for_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from surveys.forms.controls import from_post
from surveys.forms.rows import TypedAnswers
from surveys.forms.screen import SHOWN
from surveys.models import Invitation, PageAnswers, Response, TypedPage
from surveys.questionnaire import Page
from surveys.services.answer import check_open, find_response
from surveys.services.problems import (
    LinkExpired,
    LinkRevoked,
    PageHasMoved,
    PageNotYours,
    QuestionnaireHasMoved,
    SessionLost,
    SurveyProblem,
    WaveNotBegun,
    WaveOver,
)
from surveys.services.rights import check_may_open
from surveys.views.access import current_invitation, for_company
from surveys.views.kept import (
    check_owner,
    check_version,
    keep_posted,
    posted_restored,
    posted_revision,
    posted_window,
)
from surveys.views.languages import remember_language
from surveys.views.page_forms import page_form
from surveys.views.pages import back_url
from surveys.views.state import ResponseState, page_state


@csrf_exempt  # the ticket in the form does more: nobody else has it, and no session need be left
@never_cache
@require_POST
def draft(request: HttpRequest, code: str) -> HttpResponse:
    """Keep what the page's script sends; answers with a sentence for the page's status line."""
    kept = keep_posted(request)
    if kept is None:
        return JsonResponse({"told": _cannot_keep(), "is_trouble": True}, status=422)
    invitation, response = kept
    try:
        _check_can_be_saved(request, invitation, response, code)
    except SurveyProblem as problem:
        return JsonResponse({"told": _told(problem, invitation), "is_trouble": True})
    time = timezone.localtime().strftime("%H:%M")
    return JsonResponse({"told": _("Draft kept at %(time)s") % {"time": time}, "is_trouble": False})


def _check_can_be_saved(
    request: HttpRequest, invitation: Invitation, response: Response, code: str
) -> None:
    """Raises what would stand in the way if Continue were pressed now."""
    if current_invitation(request) != invitation:
        raise SessionLost
    check_open(wave=invitation.wave, now=timezone.now())
    check_version(request, response)
    check_may_open(invitation=invitation, response=response, page=code)
    if response.pk is None:
        return
    saved = PageAnswers.objects.filter(response=response, page=code).select_related("saved_by")
    now_saved = saved.first()
    if now_saved is None or now_saved.revision == posted_revision(request):
        return
    if not _says_the_same(request, invitation, response, now_saved):
        raise PageHasMoved(now_saved)
    # A Continue overtook this draft: nothing is left to be offered.
    kept = TypedPage.objects.filter(invitation=invitation, page=code)
    kept.typed_in(posted_window(request), posted_restored(request)).delete()


def _says_the_same(
    request: HttpRequest, invitation: Invitation, response: Response, saved: PageAnswers
) -> bool:
    state = page_state(invitation, response, saved.page)
    page = state.questionnaire.pages_by_code.get(saved.page)
    if page is None:
        return False
    form = page_form(state, page, data=from_post(request.POST))
    return form.is_valid() and form.answers == saved.answers


def _told(problem: SurveyProblem, invitation: Invitation) -> str:
    match problem:
        case LinkExpired():
            return _("Your link has expired. What you typed is kept, but cannot be saved any more.")
        case LinkRevoked():
            return _(
                "Your link is no longer valid. What you typed is kept. Use the link in the latest "
                "mail that you received from us."
            )
        case WaveOver():
            return _("The survey is over. What you typed is kept, but cannot be saved any more.")
        case WaveNotBegun():
            return _("The survey is not open yet. What you typed is kept until you can save it.")
        case PageNotYours():
            return _(
                "This section was given to somebody else meanwhile. What you typed is kept, but "
                "only they can save it."
            )
        case QuestionnaireHasMoved():
            return _(
                "The questionnaire has changed since you opened this page. What you typed is kept. "
                "Open the page again."
            )
        case PageHasMoved(saved=saved) if saved.saved_by == invitation.contact:
            return _(
                "This page was saved with your link in another window. What you type here is kept. "
                "When you continue, you see both and choose."
            )
        case PageHasMoved():
            return _(
                "A colleague saved this page meanwhile. What you type is kept. When you continue, "
                "you see both and choose."
            )
    return _("You are signed out. What you typed is kept. Open your link again to go on.")


def _cannot_keep() -> str:
    return _(
        "What you type cannot be kept: the page was open for too long. Copy what you have typed, "
        "and open your link again."
    )


@require_POST
@for_company
def leave(request: HttpRequest, invitation: Invitation, code: str) -> HttpResponse:
    """To the same page in another language, or back; whatever was typed is there on the return."""
    check_owner(request, invitation)
    response = find_response(invitation=invitation)
    check_version(request, response)
    check_may_open(invitation=invitation, response=response, page=code)
    state = page_state(invitation, response, code)
    page = state.questionnaire.pages_by_code.get(code)
    if page is None:
        raise Http404
    is_kept = _is_changed(request, state, page) and keep_posted(request) is not None
    language = request.POST.get("language", "")
    if not check_for_language(language):
        return redirect(back_url(request, state, code))
    query = {name: value for name, value in request.GET.items() if not (is_kept and name == "show")}
    address = reverse("surveys:page", args=[code])
    answer = redirect(f"{address}?{urlencode(query)}" if query else address)
    remember_language(answer, language)
    return answer


def _is_changed(request: HttpRequest, state: ResponseState, page: Page) -> bool:
    """Whether the page says anything else than it did when it was shown."""
    theirs = TypedPage.objects.filter(invitation=state.invitation, page=page.code)
    kept = theirs.filter(pk=posted_restored(request)).first()
    shown = page_form(state, page, typed=kept.typed if kept else None)
    posted = page_form(state, page, data=from_post(request.POST))
    return bool(request.FILES) or _said(posted.typed) != _said(shown.typed)


def _said(typed: TypedAnswers) -> Mapping[str, list[str]]:
    """What stands in the controls, without those that are empty; browsers write lines as \\r\\n."""
    said = {
        name: [value.replace("\r\n", "\n") for value in values if value.strip()]
        for name, values in typed.items()
        if name != SHOWN and not name.endswith("-rows")
    }
    return {name: values for name, values in said.items() if values}
