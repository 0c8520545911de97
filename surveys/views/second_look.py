"""What "check answers" asks to be looked at again, beside the answers that it is about."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from surveys.logic.text import Text
from surveys.second_look import second_looks
from surveys.services.last_time import earlier_answers
from surveys.views.state import ResponseState

if TYPE_CHECKING:
    from surveys.views.check import CheckRow, CheckSection


@dataclass(frozen=True, slots=True)
class OddAnswers:
    sentence: Text
    rows: tuple[CheckRow, ...]


def odd_answers(state: ResponseState, sections: Iterable[CheckSection]) -> list[OddAnswers]:
    """Each with the rows of `sections` to change, in their order.

    A sentence names figures: one that is about other sections, too, is not for somebody who was
    given only these.
    """
    rows = {row.answer.question.code: row for section in sections for row in section.rows}
    company, wave = state.invitation.contact.company, state.invitation.wave
    earlier = earlier_answers(company=company, wave=wave)
    found = second_looks(state.questionnaire, state.way, state.today, earlier)
    return [
        OddAnswers(one.sentence, tuple(rows[code] for code in one.about if code in rows))
        for one in found
        if not state.invitation.sections or rows.keys() >= set(one.about)
    ]
