"""Check answers, and submit them."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from surveys.forms.misfits import why
from surveys.logic.text import Text
from surveys.models import Invitation
from surveys.questionnaire import Page, Question
from surveys.review import AnswerLine, answer_lines
from surveys.routing import AskedPage
from surveys.services.problems import AnswersHaveMoved, Unfinished
from surveys.services.submit import submit_response
from surveys.views.access import for_company
from surveys.views.second_look import odd_answers
from surveys.views.signing import signing
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
        submission = submit_response(
            response=state.response,
            by=invitation.contact,
            now=state.now,
            seen=request.POST.get("seen", ""),
        )
    except Unfinished:
        return _render_check(request, response_state(invitation), status=422)
    except AnswersHaveMoved:
        return _render_check(request, response_state(invitation), status=409)
    return redirect("surveys:submitted", submission.reference)


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
        "second_looks": odd_answers(state, sections.values()),
        "wave": state.invitation.wave,
        "wave_state": state.wave_state,
        "signing": signing(state, lines),
        "has_moved": status == 409,
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
