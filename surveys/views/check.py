"""Check answers, submit, and the confirmation."""

from dataclasses import dataclass
from datetime import timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from surveys.logic.text import Text
from surveys.models import Invitation, Submission
from surveys.review import AnswerLine, answer_lines
from surveys.routing import AskedPage
from surveys.services.problems import Unfinished
from surveys.services.submit import submit_response
from surveys.views.access import for_company
from surveys.views.state import ResponseState, response_state
from surveys.views.uploads import file_url


@dataclass(frozen=True, slots=True)
class CheckRow:
    label: Text
    answer: AnswerLine
    change_url: str
    anchor: str  # the same as the field's on its page, so that coming back leads to the row


@dataclass(frozen=True, slots=True)
class CheckSection:
    title: Text
    rows: list[CheckRow]


@dataclass(frozen=True, slots=True)
class Gap:
    """A page that still wants an answer."""

    label: Text
    url: str
    questions: tuple[Text, ...]


@require_safe
@for_company
def check(request: HttpRequest, invitation: Invitation) -> HttpResponse:
    return _render_check(request, response_state(invitation))


@require_http_methods(["GET", "HEAD", "POST"])
@for_company
def submit(request: HttpRequest, invitation: Invitation) -> HttpResponse:
    if request.method != "POST":  # a page that answered a post, loaded again
        return redirect("surveys:check")
    state = response_state(invitation)
    try:
        submission = submit_response(response=state.response, by=invitation.contact, now=state.now)
    except Unfinished:
        return _render_check(request, response_state(invitation), status=422)
    return redirect("surveys:submitted", submission.reference)


@require_safe
@for_company
def submitted(request: HttpRequest, invitation: Invitation, reference: str) -> HttpResponse:
    submission = get_object_or_404(
        Submission,
        reference=reference,
        response__wave=invitation.wave,
        response__company=invitation.contact.company,
    )
    promised = timedelta(days=invitation.wave.plans_promised_within_days)
    context = {
        "company": invitation.contact.company,
        "submission": submission,
        "plan_by": timezone.localdate(submission.submitted_at + promised),
        "sections_url": reverse("surveys:sections"),
        "wave": invitation.wave,
        "wave_state": invitation.wave.state(timezone.now()),
    }
    return render(request, "surveys/submitted.html", context)


def _render_check(request: HttpRequest, state: ResponseState, status: int = 200) -> HttpResponse:
    lines = answer_lines(state.questionnaire, state.way, stored=state.stored, file_url=file_url)
    sections: dict[str, CheckSection] = {}
    for line in lines:
        section = sections.setdefault(
            line.section.code, CheckSection(state.vocabulary.words(line.section.title), [])
        )
        section.rows.append(_row(line))
    context = {
        "company": state.invitation.contact.company,
        "sections": list(sections.values()),
        "problems": [_gap(state, asked) for asked in state.way.unfinished],
        "wave": state.invitation.wave,
        "wave_state": state.wave_state,
        "submit_url": reverse("surveys:submit"),
        "sections_url": reverse("surveys:sections"),
    }
    return render(request, "surveys/check.html", context, status=status)


def _row(line: AnswerLine) -> CheckRow:
    anchor = f"id_{line.question.code}"
    url = reverse("surveys:page", args=[line.page.code]) + f"?back=check#{anchor}"
    return CheckRow(label=line.label, answer=line, change_url=url, anchor=anchor)


def _gap(state: ResponseState, asked: AskedPage) -> Gap:
    return Gap(
        label=state.vocabulary.words(asked.page.title),
        url=reverse("surveys:page", args=[asked.page.code]) + "?back=check",
        questions=tuple(
            state.vocabulary.words(question.label) for question in state.way.unanswered(asked)
        ),
    )
