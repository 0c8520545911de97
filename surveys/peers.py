"""How a company stands against others: medians of numbers, shares of choices.

What is said of the others repeats nobody's answer: see docs/decisions/0022.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from statistics import quantiles
from typing import TypeAlias

from surveys.logic.kinds import Number
from surveys.logic.values import Facts, Value
from surveys.questionnaire import Question, Questionnaire, QuestionType

FEWEST = 5
"""Companies behind anything that is said, and companies by which it moves on."""
FEWEST_FOR_QUARTILES = 2 * FEWEST
DIGITS = 3
"""That count in a figure of the others."""

NUMBERS = frozenset(
    {QuestionType.INTEGER, QuestionType.DECIMAL, QuestionType.MONEY, QuestionType.PERCENT}
)
CHOICES = frozenset({QuestionType.CHOOSE_ONE, QuestionType.CHOOSE_SEVERAL, QuestionType.RANKING})
NOT_COMPARED = ("consent", "signatory")
"""How the codes of what a company agrees to and signs begin, as `Submission.signatory_name`'s."""


@dataclass(frozen=True, slots=True)
class Spread:
    """The numbers of the others, rounded; the quartiles are None where too few answered."""

    answered: int
    median: Number
    lower: Number | None = None
    upper: Number | None = None


@dataclass(frozen=True, slots=True)
class Shares:
    """Of those who answered, how many in a hundred chose each option; of a ranking, put it first.

    Options that nobody chose are left out.
    """

    answered: int
    percent: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class TooFew:
    """Fewer than `FEWEST` answered: nothing is said of them."""


Figures: TypeAlias = Spread | Shares | TooFew


class Standing(StrEnum):
    """Where a number lies among those of the others: by the quartiles, else by the median."""

    BELOW_MOST = "below_most"
    AMONG_MOST = "among_most"
    ABOVE_MOST = "above_most"
    BELOW_MEDIAN = "below_median"
    AT_MEDIAN = "at_median"
    ABOVE_MEDIAN = "above_median"


@dataclass(frozen=True, slots=True)
class NumberLine:
    """Places on a line from 0 to 100. What lies beyond an end is drawn at that end."""

    median: int
    lower: int | None
    upper: int | None
    own: int | None

    @property
    def width(self) -> int:
        """Of the middle half."""
        return 0 if self.lower is None or self.upper is None else self.upper - self.lower


def counted(submissions: Iterable[tuple[int, int]]) -> tuple[int, ...]:
    """Of (company, submission) in their order, the submissions that are compared.

    Those are the newest of each company at the last moment at which `FEWEST` companies had
    submitted since the figures moved before. So no two figures differ by fewer companies.
    """
    compared: dict[int, int] = {}
    waiting: dict[int, int] = {}
    for company, submission in submissions:
        waiting[company] = submission
        if len(waiting) == FEWEST:
            compared |= waiting
            waiting = {}
    return tuple(compared.values())


def compared_questions(questionnaire: Questionnaire) -> tuple[Question, ...]:
    """What can be compared, in the questionnaire's order; of a grid, its rows."""
    return tuple(
        one
        for section in questionnaire.sections
        if not section.code.startswith(NOT_COMPARED)
        for page in section.pages
        for one in page.answered
        if one.type in NUMBERS | CHOICES and not one.code.startswith(NOT_COMPARED)
    )


def figures_of(questions: Iterable[Question], others: Sequence[Facts]) -> dict[str, Figures]:
    """Question code → what the others said. Whoever gave no answer, or does not know, is not
    among those who answered; nor is who chose only what the question does not offer."""
    return {one.code: _figures(one, [facts.get(one.code) for facts in others]) for one in questions}


def as_number(value: Value | None) -> Number | None:
    """The number that was answered; None where there is none."""
    return value if isinstance(value, int | Decimal) and not isinstance(value, bool) else None


def standing(own: Number, spread: Spread) -> Standing:
    """By what is shown, not by what is behind it: trying out answers of one's own tells no more."""
    if spread.lower is not None and spread.upper is not None:
        if own < spread.lower:
            return Standing.BELOW_MOST
        return Standing.ABOVE_MOST if own > spread.upper else Standing.AMONG_MOST
    if own == spread.median:
        return Standing.AT_MEDIAN
    return Standing.BELOW_MEDIAN if own < spread.median else Standing.ABOVE_MEDIAN


def number_line(own: Number | None, spread: Spread) -> NumberLine:
    """The middle half with as much again on either side; without quartiles, twice the median.

    Figures that are never negative begin at 0.
    """
    median = Decimal(spread.median)
    lower = median / 2 if spread.lower is None else Decimal(spread.lower)
    upper = median * 3 / 2 if spread.upper is None else Decimal(spread.upper)
    margin = abs(upper - lower) or abs(median) or Decimal(1)
    start, end = min(lower, upper) - margin, max(lower, upper) + margin
    if lower >= 0:
        start = max(start, Decimal(0))

    def place(value: Number | None) -> int | None:
        if value is None:
            return None
        return round(100 * (min(max(Decimal(value), start), end) - start) / (end - start))

    return NumberLine(
        median=place(spread.median) or 0,
        lower=place(spread.lower),
        upper=place(spread.upper),
        own=place(own),
    )


def rounded(number: Number) -> Number:
    """To three digits that count, three decimals at most; half goes up."""
    exact = Decimal(number)
    places = max(exact.adjusted() - DIGITS + 1, -DIGITS)
    found = exact.quantize(Decimal(1).scaleb(places), ROUND_HALF_UP)
    return int(found) if found == found.to_integral_value() else found.normalize()


def _figures(question: Question, answers: Iterable[Value | None]) -> Figures:
    if question.type in NUMBERS:
        return _spread(
            question, [found for one in answers if (found := as_number(one)) is not None]
        )
    known = {option.code for option in question.options}
    return _shares([chosen for one in answers if (chosen := chosen_codes(question, one) & known)])


def _spread(question: Question, numbers: Sequence[Number]) -> Figures:
    if len(numbers) < FEWEST:
        return TooFew()
    lower, median, upper = (_shown(question, one) for one in _quartiles(numbers))
    if len(numbers) < FEWEST_FOR_QUARTILES:
        return Spread(len(numbers), median)
    return Spread(len(numbers), median, lower, upper)


def _shown(question: Question, figure: Decimal) -> Number:
    """Rounded; of won, no half ones."""
    return rounded(int(figure) if question.type is QuestionType.MONEY else figure)


def _quartiles(numbers: Sequence[Number]) -> list[Decimal]:
    """By the method of Hyndman and Fan 1996, definition 7: as spreadsheets have it."""
    return quantiles([Decimal(one) for one in numbers], n=4, method="inclusive")


def _shares(answers: Collection[Collection[str]]) -> Figures:
    if len(answers) < FEWEST:
        return TooFew()
    total = len(answers)
    counts = Counter(code for chosen in answers for code in chosen)
    return Shares(total, {code: (200 * n + total) // (2 * total) for code, n in counts.items()})


def chosen_codes(question: Question, value: Value | None) -> frozenset[str]:
    """The options that an answer chooses; of a ranking the one that it puts first."""
    if isinstance(value, str):
        return frozenset({value})
    if isinstance(value, tuple):
        codes = [one for one in value if isinstance(one, str)]
        return frozenset(codes[:1] if question.type is QuestionType.RANKING else codes)
    return frozenset()
