"""The section list: where the company stands, and where to go on."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import prefetch_related_objects
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from surveys.logic.text import Text
from surveys.models import Invitation
from surveys.progress import SectionProgress, progress
from surveys.views.access import for_company
from surveys.views.state import response_state


@dataclass(frozen=True, slots=True)
class SectionLine:
    title: Text
    state: str
    url: str
    pages_done: int
    pages_total: int
    saved_at: datetime | None
    saved_by: object | None


@require_safe
@for_company
def sections(request: HttpRequest, invitation: Invitation) -> HttpResponse:
    state = response_state(invitation)
    prefetch_related_objects(list(state.saved.values()), "saved_by")
    context = {
        "company": invitation.contact.company,
        "wave": invitation.wave,
        "is_open": invitation.wave.is_open(state.now),
        "sections": [_line(one) for one in progress(state.way, state.saved.values())],
        "is_complete": not state.way.unfinished,
        "check_url": reverse("surveys:check"),
        "submission": state.response.submissions.order_by("-number").first(),
    }
    return render(request, "surveys/sections.html", context)


def _line(one: SectionProgress) -> SectionLine:
    return SectionLine(
        title=one.section.title,
        state=one.state.value,
        url=reverse("surveys:page", args=[one.next_page.page.code]),
        pages_done=one.pages_done,
        pages_total=one.pages_total,
        saved_at=one.saved_at,
        saved_by=one.saved_by,
    )
