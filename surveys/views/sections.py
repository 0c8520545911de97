"""The section list: where the company stands, who works on what, and where to go on."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import prefetch_related_objects
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from surveys.duration import minutes
from surveys.logic.text import Text
from surveys.models import Invitation, TypedPage
from surveys.models.waves import WaveState
from surveys.progress import SectionProgress, State, progress
from surveys.questionnaire import Question
from surveys.services.colleagues import may_manage, people_of
from surveys.services.move import offered_version
from surveys.services.submit import differs_from, latest_submission, may_submit, signing_among
from surveys.views.access import for_company
from surveys.views.last_time import wave_offered
from surveys.views.state import ResponseState, response_state


@dataclass(frozen=True, slots=True)
class WaitsFor:
    """The question that has to be answered before a section is asked, or is not."""

    question: Text
    section: Text
    url: str  # "" where it is in somebody else's section


@dataclass(frozen=True, slots=True)
class SectionLine:
    """`url` is "" where the section waits, or is not among the reader's."""

    title: Text
    state: str
    url: str
    is_theirs: bool
    waits_for: tuple[WaitsFor, ...]
    names: list[str]  # of those who were given this section
    pages_done: int
    pages_total: int
    has_misfits: bool
    has_typed: bool
    minutes: int
    minutes_left: int
    saved_at: datetime | None
    saved_by: object | None


@require_safe
@for_company
def sections(request: HttpRequest, invitation: Invitation) -> HttpResponse:
    state = response_state(invitation)
    prefetch_related_objects(list(state.saved.values()), "saved_by")
    people = people_of(invitation=invitation)
    found = progress(
        state.questionnaire,
        state.way,
        state.saved.values(),
        today=state.today,
        typed=_typed(state),
    )
    theirs = [one for one in found if invitation.may_open(one.section.code)]
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
        "sections": list(_lines(state, found, people)),
        "is_limited": bool(invitation.sections),
        "minutes": minutes(sum(one.seconds for one in theirs)),
        "minutes_left": minutes(sum(one.seconds_left for one in theirs)),
        "is_begun": any(one.saved_at for one in theirs),
        "is_complete": is_complete,
        "is_to_submit": is_complete
        and state.wave_state is WaveState.OPEN
        and (submission is None or is_changed),
        "may_submit": may_submit(response=state.response, invitation=invitation),
        "may_change_people": state.wave_state is not WaveState.OVER
        and may_manage(response=state.response, invitation=invitation),
        "signatories": signing_among(response=state.response, people=people),
        "newer_version_url": reverse("surveys:newer_version")
        if has_newer and not invitation.sections
        else "",
        "moved": state.response if state.response.moved_at and not submission else None,
        "check_url": reverse("surveys:check"),
        "submission": submission,
        "peers_url": reverse("surveys:peers") if submission and not invitation.sections else "",
        "is_changed": is_changed,
        "offered": None if is_complete else wave_offered(state),
    }
    return render(request, "surveys/sections.html", context)


def _typed(state: ResponseState) -> set[str]:
    """The pages into which the reader typed something that could not be saved."""
    kept = TypedPage.objects.filter(invitation=state.invitation)
    return set(kept.of_version(state.response.version_id).values_list("page", flat=True))


def _lines(
    state: ResponseState, found: Sequence[SectionProgress], people: Sequence[Invitation]
) -> Iterator[SectionLine]:
    for one in found:
        code = one.section.code
        is_theirs = state.invitation.may_open(code)
        yield SectionLine(
            title=state.vocabulary.words(one.section.title),
            state=one.state.value,
            url=_page_url(one.next_page.page.code) if is_theirs and one.next_page else "",
            is_theirs=is_theirs,
            waits_for=tuple(_waits_for(state, question) for question in one.waits_for),
            names=[str(who.contact) for who in people if who.sections and who.may_open(code)],
            pages_done=one.pages_done,
            pages_total=one.pages_total,
            has_misfits=one.has_misfits,
            has_typed=one.has_typed,
            minutes=minutes(one.seconds),
            minutes_left=minutes(one.seconds_left) if one.state is State.IN_PROGRESS else 0,
            saved_at=one.saved_at,
            saved_by=one.saved_by,
        )


def _waits_for(state: ResponseState, question: Question) -> WaitsFor:
    page = state.questionnaire.page_of[question.code]
    section = state.questionnaire.section_of[page.code]
    is_theirs = state.invitation.may_open(section.code)
    return WaitsFor(
        question=state.vocabulary.label(question.code),
        section=state.vocabulary.words(section.title),
        url=f"{_page_url(page.code)}#id_{question.code}" if is_theirs else "",
    )


def _page_url(code: str) -> str:
    return reverse("surveys:page", args=[code])
