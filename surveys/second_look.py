"""What is odd about a company's answers though nothing is wrong: asked about, never refused.

Nobody types a calculation, so the limits of one cannot refuse anything; they ask for a second look
at the answers that it is worked out from. So does a number that is ten times what it was last time,
or a tenth of it. What cannot be told asks for nothing: a calculation without a value, a limit that
hangs on an answer that nobody gave.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from surveys.fitting import beyond_range
from surveys.logic.compiled import compiled
from surveys.logic.expressions import POSITION, answers_read
from surveys.logic.kinds import Context
from surveys.logic.text import Text
from surveys.logic.values import Facts, Missing, Value
from surveys.logic.wording import fill
from surveys.questionnaire import NUMERIC, Question, Questionnaire, QuestionType
from surveys.routing import Route
from surveys.vocabulary import QuestionnaireVocabulary

TIMES = 10
"""A number that changed by this factor since last time is asked about."""


@dataclass(frozen=True, slots=True)
class SecondLook:
    """What is odd, as a whole sentence, and the codes of the answers that it is about."""

    sentence: Text
    about: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Earlier:
    """What the same company submitted in an earlier wave, which may have had another version."""

    questionnaire: Questionnaire
    facts: Facts
    wave: Text


def second_looks(
    questionnaire: Questionnaire, way: Route, today: date, earlier: Earlier | None = None
) -> tuple[SecondLook, ...]:
    """In the order of the questionnaire: first calculations, then what differs from last time."""
    looking = _Looking(questionnaire, way, Context(today))
    found = [*looking.at_calculations()]
    if earlier is not None:
        found += looking.at_changes(earlier)
    return tuple(found)


@dataclass(frozen=True, slots=True)
class _Looking:
    questionnaire: Questionnaire
    way: Route
    context: Context

    # --- Calculations ---

    def at_calculations(self) -> Iterator[SecondLook]:
        for page in self.questionnaire.pages:
            for question in page.questions:
                if question.asks_for_second_look and self._is_odd(question, self.way.facts):
                    yield SecondLook(self._odd(question, self.way.facts), self._about(question))
                if question.type is QuestionType.REPEAT:
                    yield from self._in_rows(question)

    def _in_rows(self, repeat: Question) -> Iterator[SecondLook]:
        columns = [one for one in repeat.children if one.asks_for_second_look]
        rows = self.way.facts.get(repeat.code)
        for at, row in enumerate(rows if columns and isinstance(rows, tuple) else ()):
            cells = row if isinstance(row, Mapping) else {}
            facts = {**self.way.facts, **cells, POSITION: at + 1}
            for column in columns:
                if column.code in cells and self._is_odd(column, facts):
                    name = self._words(facts).label(repeat.code)
                    sentence = fill(_IN_ROW, [name, at + 1, self._odd(column, facts)])
                    yield SecondLook(sentence, (repeat.code,))

    def _is_odd(self, calculation: Question, facts: Facts) -> bool:
        value = facts.get(calculation.code, Missing.NOT_ASKED)
        if isinstance(value, Missing) or (isinstance(value, Decimal) and not value.is_finite()):
            return False
        if isinstance(value, int | Decimal) and beyond_range(calculation, value):
            return True
        if calculation.constraint is None:
            return False
        return compiled(calculation.constraint)(facts, self.context) is False

    def _odd(self, calculation: Question, facts: Facts) -> Text:
        words = self._words(facts)
        own = words.words(calculation.constraint_message)
        if own:
            return own
        value = words.answer(calculation.code, facts[calculation.code])
        name = words.label(calculation.code) or Text(calculation.code, calculation.code)
        return fill(_OUT_OF_RANGE, [name, value])

    def _about(self, calculation: Question) -> tuple[str, ...]:
        """The answers that it is worked out from and held against, through other calculations."""
        answered = [one.code for asked in self.way.pages for one in asked.answered]
        known, found = self.questionnaire.questions_by_code, set[str]()
        waiting = [calculation]
        while waiting:
            one = waiting.pop()
            read = set[str]().union(*map(answers_read, one.conditions.values())) - found
            found |= read
            waiting += [
                known[code] for code in read & known.keys() if known[code].calculation is not None
            ]
        return tuple(code for code in answered if code in found)

    # --- Last time ---

    def at_changes(self, earlier: Earlier) -> Iterator[SecondLook]:
        """Numbers of one question alone: those in rows have no counterpart."""
        now, then = self._words(self.way.facts), _words_of(earlier)
        for asked in self.way.pages:
            for question in asked.questions:
                code = question.code
                before, after = _number(earlier, code), self.way.facts.get(code)
                is_comparable = question.type in NUMERIC and now.unit(code).ko == then.unit(code).ko
                if is_comparable and before is not None and _is_far_from(before, after):
                    terms = [now.label(code), earlier.wave, then.answer(code, before)]
                    yield SecondLook(
                        fill(_FAR_FROM_LAST_TIME, [*terms, now.answer(code, after or 0)]), (code,)
                    )

    def _words(self, facts: Facts) -> QuestionnaireVocabulary:
        return QuestionnaireVocabulary(self.questionnaire, facts)


def _words_of(earlier: Earlier) -> QuestionnaireVocabulary:
    return QuestionnaireVocabulary(earlier.questionnaire, earlier.facts)


def _number(earlier: Earlier, code: str) -> int | Decimal | None:
    question, value = earlier.questionnaire.questions_by_code.get(code), earlier.facts.get(code)
    is_number = question is not None and question.type in NUMERIC
    return value if is_number and isinstance(value, int | Decimal) else None


def _is_far_from(before: int | Decimal, after: Value | None) -> bool:
    """Nothing is ten times zero, and zero is a tenth of nothing."""
    if not isinstance(after, int | Decimal) or not before or not after:
        return False
    small, large = sorted((abs(Decimal(before)), abs(Decimal(after))))
    return large >= TIMES * small


_OUT_OF_RANGE = Text(
    ko="“{0}” 값이 {1:으로/로} 계산되어 보통의 범위를 벗어납니다. 아래 답변이 맞습니까?",
    en="“{0}” comes to {1}, which is outside the usual range. Are the answers below right?",
)
_IN_ROW = Text(ko="“{0}”의 {1}번째 항목: {2}", en="Entry {1} of “{0}”: {2}")
_FAR_FROM_LAST_TIME = Text(
    ko="“{0}” 값이 ‘{1}’ 때의 {2}에서 {3:으로/로} 열 배 이상 달라졌습니다. 맞습니까?",
    en="“{0}” was {2} in “{1}” and is {3} now: ten times as much, or a tenth. Is that right?",
)
