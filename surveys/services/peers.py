"""The others that a company is compared with: newest submissions of its field, or of its wave."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from surveys.answers import decode_one
from surveys.logic.values import Facts
from surveys.models import Submission
from surveys.peers import FEWEST, Figures, compared_questions, counted, figures_of
from surveys.questionnaire import Question


@dataclass(frozen=True, slots=True)
class PeerGroup:
    """`count` other companies, and what they said by question code."""

    is_of_field: bool  # else of every field: too few of its own have submitted
    count: int
    figures: Mapping[str, Figures]


def peer_group(*, submission: Submission) -> PeerGroup | None:
    """Whom the company that submitted is compared with; None while too few others have submitted.

    Two queries, however many they are. Invented and real companies are never compared.
    """
    company = submission.response.company
    others = (
        Submission.objects.filter(
            response__wave=submission.response.wave_id,
            response__company__is_demonstration=company.is_demonstration,
        )
        .exclude(response=submission.response_id)
        .order_by("pk")
        .values_list("response_id", "pk", "response__company__field")
    )
    everybody = list(others)
    of_field = [(by, pk) for by, pk, field in everybody if field and field == company.field]
    compared = counted(of_field)
    is_of_field = len(compared) >= FEWEST
    if not is_of_field:
        compared = counted((by, pk) for by, pk, _field in everybody)
    if len(compared) < FEWEST:
        return None
    questions = compared_questions(submission.version.questionnaire)
    figures = figures_of(questions, list(_facts(questions, compared)))
    return PeerGroup(is_of_field, len(compared), figures)


def _facts(questions: Sequence[Question], submissions: Sequence[int]) -> Iterator[Facts]:
    """As these questions have it: a code has the same type in every version of a survey."""
    for answers in Submission.objects.filter(pk__in=submissions).values_list("answers", flat=True):
        yield {
            one.code: decode_one(one, answers[one.code]) for one in questions if one.code in answers
        }
