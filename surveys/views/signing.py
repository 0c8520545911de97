"""What "check answers" says of submitting: what changed, who signs, what follows."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from surveys.answer_changes import AnswerChange, Answered, answer_changes
from surveys.answers import digest
from surveys.last_time import SIGNATORY
from surveys.models import Contact, Submission
from surveys.models.waves import WaveState
from surveys.review import AnswerLine
from surveys.services.colleagues import signatories
from surveys.services.submit import (
    answers_to_submit,
    latest_submission,
    may_submit,
    signatory_in,
)
from surveys.services.submitted import answered_in
from surveys.views.state import ResponseState


@dataclass(frozen=True, slots=True)
class Signing:
    """`changes` are those since the latest `submission`; `confirmed` what is said once more beside
    the button: the answers of the section in which somebody signs, consent among them."""

    may_submit: bool
    signatories: Sequence[Contact]  # to be named to somebody who is none of them
    is_to_submit: bool  # there is something to submit, and it can be submitted now
    submission: Submission | None
    is_changed: bool
    changes: tuple[AnswerChange, ...]
    signatory: str
    confirmed: tuple[AnswerLine, ...]
    plan_by: date
    seen: str  # the digest of what this page shows


def signing(state: ResponseState, lines: Sequence[AnswerLine]) -> Signing:
    """For a response whose answers are on the page as `lines`."""
    answers = answers_to_submit(way=state.way, stored=state.stored)
    submission, seen = latest_submission(response=state.response), digest(answers)
    is_changed = submission is not None and submission.answers_digest != seen
    is_allowed = may_submit(response=state.response, invitation=state.invitation)
    is_ready = state.wave_state is WaveState.OPEN and not state.way.unfinished
    return Signing(
        may_submit=is_allowed,
        signatories=[] if is_allowed else _signatories(state),
        is_to_submit=is_ready and (submission is None or is_changed),
        submission=submission,
        is_changed=is_changed,
        changes=_changes(submission, state, answers) if submission and is_changed else (),
        signatory=signatory_in(answers),
        confirmed=_beside_the_signature(lines),
        plan_by=state.invitation.wave.plan_promised_on(state.now),
        seen=seen,
    )


def _signatories(state: ResponseState) -> list[Contact]:
    return signatories(response=state.response, invitation=state.invitation)


def _changes(
    submission: Submission, state: ResponseState, answers: dict[str, object]
) -> tuple[AnswerChange, ...]:
    now = Answered(state.questionnaire, state.way, answers)
    return answer_changes(answered_in(submission), now)


def _beside_the_signature(lines: Sequence[AnswerLine]) -> tuple[AnswerLine, ...]:
    signed = next((line.section for line in lines if line.question.code == SIGNATORY), None)
    return tuple(line for line in lines if line.section is signed)
