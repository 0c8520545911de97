"""What was submitted: the confirmation, and the answers to print and to keep."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import groupby

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from surveys.answer_changes import Answered
from surveys.answers import files_named
from surveys.logic.text import Text
from surveys.models import Invitation, Submission
from surveys.review import AnswerLine, answer_lines
from surveys.services.problems import SessionLost, SurveyProblem
from surveys.services.submit import latest_submission, may_submit
from surveys.services.submitted import answered_in
from surveys.services.uploads import uploads_of
from surveys.views.access import current_invitation
from surveys.views.links import for_holder_of
from surveys.views.problems import explain, problem_page, survey_problem
from surveys.views.uploads import file_url
from surveys.vocabulary import QuestionnaireVocabulary


@dataclass(frozen=True, slots=True)
class SubmittedSection:
    title: Text
    lines: tuple[AnswerLine, ...]


def receipt_problem(request: HttpRequest, problem: SurveyProblem) -> HttpResponse:
    """A bookmark that outlived its session leads back in by the mail that brought it."""
    if not isinstance(problem, SessionLost):
        return survey_problem(request, problem)
    paragraphs = (
        _("This page shows what a company submitted, so it opens only for its own people."),
        _(
            "Open the link in the mail that confirmed your submission: it leads straight to your "
            "answers. The link in your invitation mail brings you back to them as well."
        ),
    )
    return problem_page(request, replace(explain(problem), paragraphs=paragraphs))


for_company = for_holder_of(current_invitation, receipt_problem)


@require_safe
@for_company
def submitted(request: HttpRequest, invitation: Invitation, reference: str) -> HttpResponse:
    submission = _own(invitation, reference)
    newest = latest_submission(response=submission.response)
    wave = invitation.wave
    context = {
        "company": invitation.contact.company,
        "submission": submission,
        "newer": newest if newest != submission else None,
        "sections_url": reverse("surveys:sections"),
        "peers_url": "" if invitation.sections else reverse("surveys:peers"),
        "may_submit": may_submit(response=submission.response, invitation=invitation),
        "wave": wave,
        "wave_state": wave.state(timezone.now()),
    }
    return render(request, "surveys/submitted.html", context)


@require_safe
@for_company
def submitted_answers(request: HttpRequest, invitation: Invitation, reference: str) -> HttpResponse:
    """The answers in the submission's own version and words, whatever was changed since."""
    submission = _own(invitation, reference)
    newest = latest_submission(response=submission.response)
    said = answered_in(submission)
    files = uploads_of(invitation=invitation, keys=files_named(said.stored))
    lines = answer_lines(
        said.questionnaire,
        said.way,
        stored=said.stored,
        file_url=file_url,
        file_sizes={key: upload.size for key, upload in files.items()},
    )
    context = {
        "company": invitation.contact.company,
        "submission": submission,
        "newer": newest if newest != submission else None,
        "wave": invitation.wave,
        "is_limited": bool(invitation.sections),
        "sections": _sections(said, lines, invitation),
    }
    return render(request, "surveys/submitted_answers.html", context)


def _sections(
    said: Answered, lines: Iterable[AnswerLine], invitation: Invitation
) -> list[SubmittedSection]:
    """Those that the person was given, as while answering."""
    words = QuestionnaireVocabulary(said.questionnaire, said.way.facts).words
    by_section = groupby(lines, lambda line: line.section)
    return [
        SubmittedSection(words(section.title), tuple(found))
        for section, found in by_section
        if invitation.may_open(section.code)
    ]


def _own(invitation: Invitation, reference: str) -> Submission:
    """The invited company's, in the wave of the invitation."""
    submission = get_object_or_404(
        Submission.objects.select_related("version__survey", "submitted_by", "response"),
        reference=reference,
        response__wave=invitation.wave,
        response__company=invitation.contact.company,
    )
    submission.response.wave = invitation.wave
    return submission
