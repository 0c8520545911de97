"""A constraint taken apart into minimum, maximum, pattern and the rest, and put together again."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from surveys.checking.parts import LONGEST_PATTERN
from surveys.logic.expressions import Answer, Apply, Expression, Literal
from surveys.logic.patterns import pattern
from surveys.question_settings import fits
from surveys.questionnaire import Question, QuestionType

_MIRRORED = {"<": ">", "<=": ">=", ">": "<", ">=": "<="}
_WHOLE = frozenset({QuestionType.INTEGER, QuestionType.MONEY, QuestionType.YEAR})


def taken_apart(question: Question) -> Question:
    """The question with what its constraint says of minimum, maximum and pattern moved there.

    For whole numbers `. > 0` is a minimum of 1; of other numbers it stays in the constraint.
    """
    if question.constraint is None:
        return question
    taking = _Taking(question)
    rest = taking.rest_of(question.constraint)
    return replace(
        question,
        constraint=rest,
        minimum=taking.minimum,
        maximum=taking.maximum,
        pattern=taking.pattern,
    )


def put_together(question: Question) -> Expression | None:
    """One constraint that says it all: taken apart again, the question is the same."""
    parts = [*_limits(question)]
    match question.constraint:
        case None:
            pass
        case Apply(op="and", args=args) if parts:
            parts += args
        case constraint:
            parts.append(constraint)
    if not parts:
        return None
    return parts[0] if len(parts) == 1 else Apply("and", tuple(parts))


def _limits(question: Question) -> Iterator[Expression]:
    this = Answer(question.code)
    for op, limit in ((">=", question.minimum), ("<=", question.maximum)):
        if limit is not None:
            is_whole = limit == limit.to_integral_value()
            yield Apply(op, (this, Literal(int(limit) if is_whole else limit)))
    if question.pattern:
        yield Apply("regex", (this, Literal(question.pattern)))


@dataclass(slots=True)
class _Taking:
    """Goes through the parts of a constraint that all have to hold, and keeps what it can take."""

    question: Question
    minimum: Decimal | None = None
    maximum: Decimal | None = None
    pattern: str = ""

    def __post_init__(self) -> None:
        self.minimum, self.maximum = self.question.minimum, self.question.maximum
        self.pattern = self.question.pattern

    def rest_of(self, part: Expression) -> Expression | None:
        if isinstance(part, Apply) and part.op == "and":
            kept = [one for argument in part.args if (one := self.rest_of(argument)) is not None]
            if len(kept) < 2:
                return kept[0] if kept else None
            return Apply("and", tuple(kept))
        is_taken = self._takes_bound(part) or self._takes_pattern(part)
        return None if is_taken else part

    def _takes_bound(self, part: Expression) -> bool:
        if not fits("minimum", self.question.type):
            return False
        match part:
            case Apply(op=op, args=(Answer(name=name), right)) if name == self.question.code:
                limit = _constant(right)
            case Apply(op=op, args=(left, Answer(name=name))) if name == self.question.code:
                limit, op = _constant(left), _MIRRORED.get(op, "")
            case _:
                return False
        if limit is None or not _can_be_stored(limit):
            return False
        is_whole = self.question.type in _WHOLE and limit == limit.to_integral_value()
        match op:
            case ">=":
                self._at_least(limit)
            case "<=":
                self._at_most(limit)
            case ">" if is_whole:
                self._at_least(limit + 1)
            case "<" if is_whole:
                self._at_most(limit - 1)
            case _:
                return False
        return True

    def _at_least(self, limit: Decimal) -> None:
        self.minimum = limit if self.minimum is None else max(self.minimum, limit)

    def _at_most(self, limit: Decimal) -> None:
        self.maximum = limit if self.maximum is None else min(self.maximum, limit)

    def _takes_pattern(self, part: Expression) -> bool:
        match part:
            case Apply(op="regex", args=(Answer(name=name), Literal(value=str(written)))) if (
                name == self.question.code
                and fits("pattern", self.question.type)
                and not self.pattern
                and 0 < len(written) <= LONGEST_PATTERN
                and pattern(written) is not None
            ):
                self.pattern = written
                return True
        return False


def _can_be_stored(limit: Decimal) -> bool:
    """Limits out of all proportion are left to the constraint."""
    return abs(limit) < 10**15 and limit == round(limit, 4)


def _constant(expression: Expression) -> Decimal | None:
    match expression:
        case Literal(value=bool()):
            return None
        case Literal(value=int() | Decimal() as value):
            return Decimal(value)
        case Apply(op="neg", args=(Literal(value=int() | Decimal() as value),)):
            return -Decimal(value)
    return None
