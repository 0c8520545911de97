"""What a questionnaire is made of: sections, pages, questions, options."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum

from surveys.logic.expressions import Expression
from surveys.logic.text import Text
from surveys.logic.values import Missing

LONGEST_CODE = 120  # of a section, page, question or option


class QuestionType(StrEnum):
    """How a question is asked and what its answer is worth (→ Python value)."""

    TEXT = "text"  # → str, one line
    LONG_TEXT = "long_text"  # → str, several lines
    INTEGER = "integer"  # → int
    DECIMAL = "decimal"  # → Decimal
    MONEY = "money"  # → int, Korean won
    PERCENT = "percent"  # → Decimal, 0 to 100
    DATE = "date"  # → date
    MONTH = "month"  # → date, the first of the month
    YEAR = "year"  # → int
    CHOOSE_ONE = "choose_one"  # → str, an option's code
    CHOOSE_SEVERAL = "choose_several"  # → tuple of option codes, in the options' order
    RANKING = "ranking"  # → tuple of all option codes, the first one first
    GRID = "grid"  # holds choose_one rows; has no answer of its own
    REPEAT = "repeat"  # → tuple of rows; its children are the columns
    NOTE = "note"  # says something, asks nothing
    REGISTRATION_NUMBER = "registration_number"  # → str, 10 digits
    EMAIL = "email"  # → str
    PHONE = "phone"  # → str
    URL = "url"  # → str
    FILE = "file"  # → str, the file's name
    CALCULATED = "calculated"  # asks nothing; worth what its calculation gives


NUMERIC = frozenset(
    {
        QuestionType.INTEGER,
        QuestionType.DECIMAL,
        QuestionType.MONEY,
        QuestionType.PERCENT,
        QuestionType.YEAR,
    }
)


WITH_OPTIONS = frozenset(
    {QuestionType.CHOOSE_ONE, QuestionType.CHOOSE_SEVERAL, QuestionType.RANKING}
)
WITHOUT_ANSWER = frozenset({QuestionType.NOTE, QuestionType.CALCULATED})
"""Types that put nothing before a company to answer."""


@dataclass(frozen=True, slots=True)
class Option:
    """One choice. An exclusive one ("none of these") cannot be chosen beside others.

    `columns` are for choice filters: (name, text) pairs, such as ("region", "south"), by name.
    """

    code: str
    label: Text
    is_exclusive: bool = False
    columns: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked, and when, and what counts as an answer.

    Words may hold `${code}`: the answer to an earlier question is shown there. `minimum`, `maximum`
    and `pattern` say what a number or a text has to be; `constraint` says whatever else. Nobody
    types a calculation: beyond its limits it asks for a second look (`surveys.second_look`).
    """

    code: str
    type: QuestionType
    label: Text
    short: Text = Text()  # a name for use inside sentences; empty: the label serves
    hint: Text = Text()
    guidance: Text = Text()  # more help, opened on demand
    is_required: bool = True
    required_if: Expression | None = None  # with is_required False: required where this holds
    options: tuple[Option, ...] = ()
    choice_filter: Expression | None = None  # which options are shown
    is_dropdown: bool = False  # options in a list with search, however few they are
    relevant: Expression | None = None
    constraint: Expression | None = None
    constraint_message: Text = Text()
    unit: Text = Text()
    minimum: Decimal | None = None
    maximum: Decimal | None = None
    pattern: str = ""  # of a text: a regular expression (RE2) that describes all of it
    default: Expression | None = None  # filled in when the page is first shown
    calculation: Expression | None = None  # of a CALCULATED
    allowed_missing: frozenset[Missing] = frozenset()  # of DONT_KNOW, PREFER_NOT_TO_SAY
    children: tuple["Question", ...] = ()  # a grid's rows, a repeat's columns
    most_rows: int = 20  # of a repeat
    row_count: Expression | None = None  # of a repeat: as many rows as this says, no more, no fewer

    def option(self, code: str) -> Option | None:
        return next((option for option in self.options if option.code == code), None)

    @property
    def is_limited(self) -> bool:
        """Whether an answer has to be more than one of its type."""
        limits = (self.minimum, self.maximum, self.constraint, self.pattern or None)
        return self.type not in WITHOUT_ANSWER and any(one is not None for one in limits)

    @property
    def asks_for_second_look(self) -> bool:
        """Whether it is a calculation with limits."""
        limits = (self.minimum, self.maximum, self.constraint)
        return self.type is QuestionType.CALCULATED and any(one is not None for one in limits)

    @property
    def grid_rows(self) -> tuple["Question", ...]:
        """A grid's rows as they are asked: on its scale, and as it says where they say nothing."""
        return tuple(
            replace(
                row,
                options=self.options,
                choice_filter=self.choice_filter,
                allowed_missing=row.allowed_missing or self.allowed_missing,
            )
            for row in self.children
        )

    @property
    def answered(self) -> tuple["Question", ...]:
        """The questions that carry an answer: a grid's rows, else the question itself."""
        if self.type is QuestionType.GRID:
            return self.grid_rows
        return () if self.type in WITHOUT_ANSWER else (self,)

    @property
    def conditions(self) -> Mapping[str, Expression]:
        """Every expression of the question by the name of its field; empty ones are left out."""
        found = {name: getattr(self, name) for name in QUESTION_EXPRESSIONS}
        return {name: one for name, one in found.items() if one is not None}


QUESTION_EXPRESSIONS = (
    "relevant",
    "required_if",
    "constraint",
    "calculation",
    "default",
    "choice_filter",
    "row_count",
)


@dataclass(frozen=True, slots=True)
class Page:
    code: str
    title: Text
    questions: tuple[Question, ...]
    intro: Text = Text()
    relevant: Expression | None = None

    @property
    def answered(self) -> tuple[Question, ...]:
        return tuple(one for question in self.questions for one in question.answered)

    @property
    def written_questions(self) -> Iterator[Question]:
        """The questions, their rows and their columns as they are written."""
        for question in self.questions:
            yield question
            yield from question.children


@dataclass(frozen=True, slots=True)
class Section:
    code: str
    title: Text
    pages: tuple[Page, ...]
    relevant: Expression | None = None
