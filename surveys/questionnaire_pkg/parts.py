"""A questionnaire version as one frozen value: what is asked, in which order, on what condition.

Rows (`surveys.models`) are for editing and storing; everything that asks, checks, routes or prints
reads this value. It knows no database, clock or language setting.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from functools import cached_property

from surveys.logic.expressions import Expression
from surveys.logic.text import Text
from surveys.logic.values import Missing


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
    GRID = "grid"  # holds choose_one rows; has no answer of its own
    REPEAT = "repeat"  # → tuple of rows; its children are the columns
    NOTE = "note"  # says something, asks nothing
    REGISTRATION_NUMBER = "registration_number"  # → str, 10 digits
    EMAIL = "email"  # → str
    PHONE = "phone"  # → str
    URL = "url"  # → str


NUMERIC = frozenset(
    {
        QuestionType.INTEGER,
        QuestionType.DECIMAL,
        QuestionType.MONEY,
        QuestionType.PERCENT,
        QuestionType.YEAR,
    }
)


@dataclass(frozen=True, slots=True)
class Option:
    """One choice. An exclusive one ("none of these") cannot be chosen beside others."""

    code: str
    label: Text
    is_exclusive: bool = False


@dataclass(frozen=True, slots=True)
class Question:
    code: str
    type: QuestionType
    label: Text
    short: Text = Text()  # a name for use inside sentences; empty: the label serves
    hint: Text = Text()
    is_required: bool = True
    options: tuple[Option, ...] = ()
    relevant: Expression | None = None
    constraint: Expression | None = None
    constraint_message: Text = Text()
    unit: Text = Text()
    minimum: Decimal | None = None
    maximum: Decimal | None = None
    allowed_missing: frozenset[Missing] = frozenset()  # of DONT_KNOW, PREFER_NOT_TO_SAY
    children: tuple["Question", ...] = ()  # a grid's rows, a repeat's columns
    most_rows: int = 20  # of a repeat

    def option(self, code: str) -> Option | None:
        return next((option for option in self.options if option.code == code), None)

    @property
    def answered(self) -> tuple["Question", ...]:
        """The questions that carry an answer: a grid's rows, else the question itself."""
        if self.type is QuestionType.GRID:
            return self.children
        return () if self.type is QuestionType.NOTE else (self,)


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


@dataclass(frozen=True, slots=True)
class Section:
    code: str
    title: Text
    pages: tuple[Page, ...]
    relevant: Expression | None = None


@dataclass(frozen=True)
class Questionnaire:
    code: str
    title: Text
    sections: tuple[Section, ...]
    version: int = 1
    digest: str = field(default="", compare=False)  # sha256 of the canonical JSON, set when stored

    @cached_property
    def pages(self) -> tuple[Page, ...]:
        return tuple(page for section in self.sections for page in section.pages)

    @cached_property
    def pages_by_code(self) -> dict[str, Page]:
        return {page.code: page for page in self.pages}

    @cached_property
    def questions_by_code(self) -> dict[str, Question]:
        """Every question by its code: grids, grid rows, repeats and their columns included."""
        return {question.code: question for question in self._walk()}

    @cached_property
    def page_of(self) -> dict[str, Page]:
        """Question code → its page."""
        return {
            one.code: page
            for page in self.pages
            for question in page.questions
            for one in (question, *question.children)
        }

    def _walk(self) -> Iterator[Question]:
        for page in self.pages:
            for question in page.questions:
                yield question
                yield from question.children
