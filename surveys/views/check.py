"""Check answers, submit, and the confirmation."""

from dataclasses import dataclass
from datetime import timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from surveys.forms.misfits import why
from surveys.logic.text import Text
from surveys.models import Invitation, Submission
from surveys.questionnaire import Page, Question
from surveys.review import AnswerLine, answer_lines
from surveys.routing import AskedPage
from surveys.services.colleagues import signatories
from surveys.services.problems import Unfinished
from surveys.services.submit import may_submit, submit_response
from surveys.views.access import for_company
from surveys.views.state import ResponseState, response_state
from surveys.views.uploads import file_url


@dataclass(frozen=True, slots=True)
class CheckRow:
    label: Text
    answer: AnswerLine
    misfits: tuple[str, ...]  # why it has to be looked at again
    change_url: str
    anchor: str  # the same as the field's on its page, so that coming back leads to the row


@dataclass(frozen=True, slots=True)
class CheckSection:
    title: Text
    rows: list[CheckRow]


@dataclass(frozen=True, slots=True)
class OpenQuestion:
    """One that wants an answer or, as `misfits` say, another look."""

    label: Text
    misfits: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Gap:
    """A page that still wants something."""

    label: Text
    url: str
    questions: tuple[OpenQuestion, ...]


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
        if not state.invitation.may_open(line.section.code):
            continue
        section = sections.setdefault(
            line.section.code, CheckSection(state.vocabulary.words(line.section.title), [])
        )
        section.rows.append(_row(state, line))
    problems = [
        _gap(state, asked)
        for asked in state.way.unfinished
        if state.invitation.may_open(asked.section.code)
    ]
    context = {
        "company": state.invitation.contact.company,
        "sections": list(sections.values()),
        "problems": problems,
        "has_misfits": any(one.misfits for problem in problems for one in problem.questions),
        "wave": state.invitation.wave,
        "wave_state": state.wave_state,
        "may_submit": may_submit(response=state.response, invitation=state.invitation),
        "signatories": signatories(response=state.response, invitation=state.invitation),
        "is_limited": bool(state.invitation.sections),
        "submit_url": reverse("surveys:submit"),
        "sections_url": reverse("surveys:sections"),
    }
    return render(request, "surveys/check.html", context, status=status)


def _row(state: ResponseState, line: AnswerLine) -> CheckRow:
    return CheckRow(
        label=line.label,
        answer=line,
        misfits=_misfits(state, line.question),
        change_url=f"{_page_url(line.page)}#{_anchor(line.question)}",
        anchor=_anchor(line.question),
    )


def _gap(state: ResponseState, asked: AskedPage) -> Gap:
    """Where it begins with an answer that does not fit, it leads to that."""
    questions = state.way.unanswered(asked)
    is_misfit = questions[0].code in asked.misfits
    return Gap(
        label=state.vocabulary.words(asked.page.title),
        url=_page_url(asked.page) + (f"#{_anchor(questions[0])}" if is_misfit else ""),
        questions=tuple(
            OpenQuestion(state.vocabulary.words(one.label), _misfits(state, one))
            for one in questions
        ),
    )


def _misfits(state: ResponseState, question: Question) -> tuple[str, ...]:
    found = state.way.misfits.get(question.code, ())
    return tuple(why(one, state.questionnaire, state.way.facts) for one in found)


def _page_url(page: Page) -> str:
    return reverse("surveys:page", args=[page.code]) + "?back=check"


def _anchor(question: Question) -> str:
    """The field on its page."""
    return f"id_{question.code}"
