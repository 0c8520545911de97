"""A submission as it was answered: frozen, in its own version's words; and the one before it."""

from django.utils import timezone

from surveys.answer_changes import AnswerChange, Answered, answer_changes
from surveys.answers import decode
from surveys.models import Submission
from surveys.routing import route


def answered_in(submission: Submission) -> Answered:
    """The way that the submission's answers led on the day that they were submitted."""
    questionnaire = submission.version.questionnaire
    facts = decode(questionnaire, submission.answers)
    way = route(questionnaire, facts, timezone.localdate(submission.submitted_at))
    return Answered(questionnaire, way, submission.answers)


def submission_before(submission: Submission) -> Submission | None:
    """The company's previous one in the wave."""
    if submission.number == 1:
        return None
    earlier = Submission.objects.filter(
        response=submission.response_id, number__lt=submission.number
    )
    return earlier.select_related("version__survey").order_by("-number").first()


def changes_between(before: Submission, after: Submission) -> tuple[AnswerChange, ...]:
    return answer_changes(answered_in(before), answered_in(after))
