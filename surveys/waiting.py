"""What a part of the questionnaire waits for, that is not asked yet but still may be.

Skip logic takes an answer that nobody has given for a blank one, so that everything which hangs on
it is left out at first. That is one of two things: closed, by answers that were given, or waiting,
for an answer that may still open it. Telling them apart takes a third value, "not known yet".
"""

from collections.abc import Iterable
from datetime import date
from functools import cached_property

from surveys.logic.evaluate import Blanks, evaluate
from surveys.logic.expressions import Apply, Expression, answers_read
from surveys.logic.kinds import Context, as_truth
from surveys.logic.values import Missing, Value
from surveys.questionnaire import Key, Question, Questionnaire, QuestionType, Section, Step
from surveys.routing import Route

Waits = frozenset[str] | None
"""The codes of the questions that are asked now, want an answer and may open the part.

None where it is closed; empty where nothing is in its way.
"""
CLOSED: Waits = None
OPEN: Waits = frozenset()


class Waiting:
    """What is not on `way` because questions on it have not been answered yet."""

    def __init__(self, questionnaire: Questionnaire, way: Route, today: date) -> None:
        self.questionnaire, self.facts, self.today = questionnaire, way.facts, today
        self._asked = {one.code for asked in way.pages for one in asked.answered}
        self._asked |= {one.code for asked in way.pages for one in asked.questions}
        self._found: dict[Key, Waits] = {}

    def of_section(self, section: Section) -> tuple[str, ...]:
        """The questions that may open a section which is not asked, in the questionnaire's order.

        None, where the answers that were given close it.
        """
        found = _together(
            self._of(("question", question.code))
            for page in section.pages
            for question in page.questions
            if question.type is not QuestionType.CALCULATED
        )
        return tuple(code for code in self.questionnaire.questions_by_code if code in found)

    def _of(self, key: Key) -> Waits:
        if key not in self._found:
            self._found[key] = CLOSED  # what waits for itself, round and round, never opens
            self._found[key] = self._worked_out(key)
        return self._found[key]

    def _worked_out(self, key: Key) -> Waits:
        step = self._steps[key]
        conditions = [step.part.relevant]
        if isinstance(step.part, Question) and step.part.code not in self._asked:
            conditions.append(step.part.row_count)
        waits = [self._of(step.inside) if step.inside else OPEN, *map(self._of_one, conditions)]
        return CLOSED if CLOSED in waits else _together(waits)

    def _of_one(self, condition: Expression | None) -> Waits:
        """Of a condition, or a number of entries that is to be more than none."""
        if condition is None or self._value(condition) is True:
            return OPEN
        truth, waits = self._known(condition)
        return CLOSED if truth is False else waits

    def _known(self, expression: Expression) -> tuple[bool | None, frozenset[str]]:
        """Whether it holds, as far as that is known; and what it waits for where it is not."""
        match expression:
            case Apply(op="and" | "or" as op, args=args):
                deciding = op == "or"
                parts = [self._known(one) for one in args]
                if any(truth is deciding for truth, _ in parts):
                    return deciding, frozenset()
                waits = _together(waits for _, waits in parts)
                return (None if waits else not deciding), waits
            case Apply(op="not", args=(part,)):
                truth, waits = self._known(part)
                return (None if truth is None else not truth), waits
        waits = _together(self._of_answer(code) for code in answers_read(expression))
        if waits:
            return None, waits
        context = Context(self.today, Blanks.AS_XPATH)
        return as_truth(self._value(expression), context) is True, frozenset()

    def _of_answer(self, code: str) -> Waits:
        """What has to be answered before this answer is known."""
        question = self.questionnaire.questions_by_code.get(code)
        key = self._sources.get(code)
        if question is None or key is None:
            return OPEN
        if question.calculation is not None:
            read = map(self._of_answer, answers_read(question.calculation))
            return _together([self._of(key), *read])
        if self.facts.get(code, Missing.NOT_ASKED) is not Missing.NOT_ASKED:
            return OPEN
        return frozenset({code}) if code in self._asked else self._of(key)

    def _value(self, expression: Expression) -> Value:
        return evaluate(expression, self.facts, today=self.today, blanks=Blanks.AS_XPATH)

    @cached_property
    def _steps(self) -> dict[Key, Step]:
        return {step.key: step for step in self.questionnaire.steps.ordered}

    @cached_property
    def _sources(self) -> dict[str, Key]:
        """An answer's code → the question that it belongs to: a grid's row, a repeat's column."""
        found: dict[str, Key] = {}
        for page in self.questionnaire.pages:
            for question in page.questions:
                for one in (question, *question.children):
                    found.setdefault(one.code, ("question", question.code))
        return found


def _together(waits: Iterable[Waits]) -> frozenset[str]:
    """What one of them waits for, or another; one that is closed will never say more."""
    return frozenset().union(*(one for one in waits if one))
