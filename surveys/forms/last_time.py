"""Last time's answers on a page: beside which questions they stand, and what their buttons do.

An offer stands where nobody has answered the question in this wave, until the page is saved. To
take it puts it into the controls, where it can be changed like anything that is typed; to say that
it no longer applies takes it off the screen.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from surveys.answers import decode_one, decode_row
from surveys.fitting import misfits
from surveys.forms.answer_field import way_out_name
from surveys.forms.controls import from_stored
from surveys.forms.mistakes import Mistake
from surveys.forms.rows import TypedAnswers, cell_name, columns, row_count
from surveys.language import in_words
from surveys.logic.kinds import Blanks, Context
from surveys.logic.text import Text
from surveys.logic.values import Missing
from surveys.questionnaire import Question, QuestionType
from surveys.routing import settled_row

if TYPE_CHECKING:
    from surveys.forms.page_form import PageForm

DROPPED = "last-time:no-longer"  # a hidden field, named as no question can be: codes
TAKE, DROP = "take", "drop"  # what a button does, before a colon and the code of its question


class Standing(StrEnum):
    OPEN = "open"  # it can be taken
    TAKEN = "taken"  # it stands in the controls
    TOLD = "told"  # it cannot be given any more as it was


@dataclass(frozen=True, slots=True)
class Offer:
    """Beside one question. A grid has one for all its rows, without words: each row has its own."""

    code: str
    standing: Standing
    words: str = ""
    has_buttons: bool = True


@dataclass(frozen=True, slots=True)
class Occasion:
    """Which wave "last time" was, once for the page."""

    wave: Text
    answered_on: date | None
    has_several: bool  # of the questions can take theirs


class Offers:
    """What of last time's answers stands on the screen of `form` now."""

    def __init__(self, form: PageForm) -> None:
        self.form, self.last_time = form, form.last_time

    def of(self, question: Question) -> Offer | None:
        """Beside a question as it is asked, which may be a grid or one of its rows."""
        if question.type is QuestionType.GRID:
            is_open = any(self._can_be_filled_in(row) for row in question.children)
            return Offer(question.code, Standing.OPEN) if is_open else None
        code, is_answered = question.code, question.code in self.form.answered_before
        if is_answered or code not in self.last_time.words or code in self.dropped:
            return None
        words = in_words(self.last_time.words[code])
        is_row = code not in {one.code for one in self.form.page.questions}
        return Offer(code, self._standing(question), words, has_buttons=not is_row)

    @property
    def occasion(self) -> Occasion | None:
        """None where nothing of last time's stands on the screen."""
        asked = self.form.screen.asked
        if not any(self.of(one) for one in asked.answered):
            return None
        to_take = [one for one in asked.questions if any(map(self._can_be_filled_in, _parts(one)))]
        last = self.last_time
        return Occasion(last.wave, last.answered_on, has_several=len(to_take) > 1)

    @property
    def dropped(self) -> frozenset[str]:
        return frozenset(self.form.typed.get(DROPPED, [""])[-1].split())

    # --- What the buttons do ---

    def take(self, code: str) -> str:
        """Fill in what is offered for the question, or with no code for every one that is blank.

        Returns the control to be in then, "" where there is nothing to take. Beside a single
        question the answer replaces what was typed: that is what the button says.
        """
        taken = []
        for question in self._meant(code):
            is_alone = bool(code) and question.type is not QuestionType.GRID
            for one in _parts(question):
                offer = self.of(one)
                is_open = offer is not None and offer.standing is Standing.OPEN
                if is_open and (is_alone or self.form.screen.is_untouched(one)):
                    _put(self.form.typed, one, self.last_time.answers[one.code])
                    taken.append(one)
        return _first_control(taken[0]) if taken else ""

    def drop(self, code: str) -> str:
        """Take the offer off the screen; the question stays. Returns the control to be in then."""
        found = [one for question in self._meant(code) for one in _parts(question)] if code else []
        if not found:
            return ""
        self.form.typed[DROPPED] = [" ".join(sorted({*self.dropped, *(one.code for one in found)}))]
        return _first_control(found[0])

    def _meant(self, code: str) -> Iterator[Question]:
        for question in self.form.screen.asked.questions:
            if not code or question.code == code:
                yield question

    # --- How an offer stands ---

    def _standing(self, question: Question) -> Standing:
        answer = self.last_time.answers.get(question.code)
        if answer is None or not self._fits(question, answer):
            return Standing.TOLD
        on_screen = self.form.screen.stored(question)
        is_same = _said(question, on_screen) == _said(question, answer)
        return Standing.TAKEN if is_same else Standing.OPEN

    def _can_be_filled_in(self, question: Question) -> bool:
        offer = self.of(question) if question.code in self.last_time.answers else None
        is_open = offer is not None and offer.standing is Standing.OPEN
        return is_open and self.form.screen.is_untouched(question)

    def _fits(self, question: Question, answer: Any) -> bool:
        """Whether it could be sent now: its options are shown, and no limit is in the way."""
        if isinstance(answer, Mapping) and "missing" in answer:
            return True  # to say nothing is beyond no limit
        screen, code = self.form.screen, question.code
        facts = {**screen.facts, code: decode_one(question, answer)}
        context = Context(self.form.today, Blanks.AS_XPATH)
        for step in self.form.questionnaire.steps_near(self.form.page).ordered:
            is_its_own = isinstance(step.part, Question) and any(
                one.code == code for one in (step.part, *step.part.children)
            )
            if is_its_own and any(one.code == code for one in misfits(step, facts, context)):
                return False
        if question.type is QuestionType.REPEAT:
            return self._rows_fit(question, answer)
        try:
            self.form.fields[code].check_shown(answer, question)
        except Mistake:
            return False
        return True

    def _rows_fit(self, repeat: Question, answer: Any) -> bool:
        """Whether every option that the rows hold is shown in its row."""
        step = self.form.questionnaire.steps_near(self.form.page).of(("question", repeat.code))
        rows = answer if isinstance(answer, list) else []
        facts = self.form.screen.facts
        return len(rows) <= repeat.most_rows and not any(
            settled_row(
                repeat,
                step.rows if step else None,
                decode_row(repeat, row),
                at,
                facts,
                self.form.today,
            ).lost
            for at, row in enumerate(rows)
        )


def _parts(question: Question) -> tuple[Question, ...]:
    """The rows of a grid, else the question."""
    return question.children if question.type is QuestionType.GRID else (question,)


def _put(typed: TypedAnswers, question: Question, answer: Any) -> None:
    """Into the controls, in the place of whatever stood there."""
    if question.type is QuestionType.REPEAT:
        for at in range(row_count(question, typed)):
            for column in columns(question):
                _clear(typed, cell_name(question, at, column))
    _clear(typed, question.code)
    typed.update(from_stored([question], {question.code: answer}))


def _clear(typed: TypedAnswers, name: str) -> None:
    typed.pop(name, None)
    typed.pop(way_out_name(name), None)


def _first_control(question: Question) -> str:
    if question.type is QuestionType.REPEAT and columns(question):
        return cell_name(question, 0, columns(question)[0])
    return question.code


def _said(question: Question, answer: Any) -> object:
    """What the answer means, however it is spelled ("26.0" is 26), to be compared."""
    value = decode_one(question, answer)
    if question.type is not QuestionType.REPEAT or not isinstance(value, tuple):
        return value
    return [
        {code: cell for code, cell in row.items() if cell is not Missing.BLANK}
        for row in value
        if isinstance(row, Mapping)
    ]
