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
from surveys.models.waves import WaveState
from surveys.progress import SectionProgress, progress
from surveys.services.move import offered_version
from surveys.services.submit import differs_from, latest_submission
from surveys.views.access import for_company
from surveys.views.last_time import wave_offered
from surveys.views.state import response_state


@dataclass(frozen=True, slots=True)
class SectionLine:
    title: Text
    state: str
    url: str
    pages_done: int
    pages_total: int
    has_misfits: bool
    saved_at: datetime | None
    saved_by: object | None


@require_safe
@for_company
def sections(request: HttpRequest, invitation: Invitation) -> HttpResponse:
    state = response_state(invitation)
    prefetch_related_objects(list(state.saved.values()), "saved_by")
    submission = latest_submission(response=state.response)
    is_changed = submission is not None and differs_from(
        submission, way=state.way, stored=state.stored
    )
    is_complete = not state.way.unfinished
    has_newer = offered_version(response=state.response, now=state.now) is not None
    context = {
        "company": invitation.contact.company,
        "wave": invitation.wave,
        "wave_state": state.wave_state,
        "sections": [
            _line(one, state.vocabulary.words(one.section.title))
            for one in progress(state.way, state.saved.values())
        ],
        "is_complete": is_complete,
        "is_to_submit": is_complete
        and state.wave_state is WaveState.OPEN
        and (submission is None or is_changed),
        "newer_version_url": reverse("surveys:newer_version") if has_newer else "",
        "moved": state.response if state.response.moved_at and not submission else None,
        "check_url": reverse("surveys:check"),
        "submission": submission,
        "peers_url": reverse("surveys:peers") if submission and not invitation.sections else "",
        "is_changed": is_changed,
        "offered": None if is_complete else wave_offered(state),
    }
    return render(request, "surveys/sections.html", context)


def _line(one: SectionProgress, title: Text) -> SectionLine:
    return SectionLine(
        title=title,
        state=one.state.value,
        url=reverse("surveys:page", args=[one.next_page.page.code]),
        pages_done=one.pages_done,
        pages_total=one.pages_total,
        has_misfits=one.has_misfits,
        saved_at=one.saved_at,
        saved_by=one.saved_by,
    )
