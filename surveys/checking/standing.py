"""Where answers stand: what an expression or a placeholder may read, and what comes only later."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from surveys.checking.places import at
from surveys.fact_types import conditions_around, fact_types, visible_in_rows
from surveys.logic.check import FactType
from surveys.logic.expressions import Expression, answers_read
from surveys.questionnaire import Key, Page, Question, Questionnaire, QuestionType, Section

Schema = Mapping[str, FactType]


def in_rows(schema: Schema, repeat: Question) -> Schema:
    """What the columns of the repeat may read."""
    if repeat.code not in schema:  # a note has its code, too: the schema knows one of the two
        return schema
    return visible_in_rows(schema, repeat)


@dataclass(frozen=True)
class Standing:
    """The answers of a questionnaire as its own parts see them."""

    questionnaire: Questionnaire

    @cached_property
    def pages(self) -> tuple[Page, ...]:
        return self.questionnaire.pages

    @cached_property
    def schema(self) -> Schema:
        """Everything outside repeated rows."""
        return fact_types(self.questionnaire)

    def holds_around(self, part: Section | Page | Question) -> tuple[Expression, ...]:
        """The conditions without which the part is not reached, its own left out."""
        return self._around[at(part, "relevant").part, part.code]

    @cached_property
    def _around(self) -> Mapping[Key, tuple[Expression, ...]]:
        found = conditions_around(self.questionnaire)
        for page in self.pages:
            for question in page.questions:
                outer = found["question", question.code]
                inside = outer if question.relevant is None else (*outer, question.relevant)
                found |= {("question", child.code): inside for child in question.children}
        return found

    def questions(self) -> Iterator[tuple[Page, Question, Schema]]:
        """Every question with its page and what it may read, columns of repeats included."""
        for page in self.questionnaire.pages:
            for question in page.questions:
                yield page, question, self.schema
                if question.children:
                    is_repeat = question.type is QuestionType.REPEAT
                    inside = in_rows(self.schema, question) if is_repeat else self.schema
                    for child in question.children if is_repeat else question.grid_rows:
                        yield page, child, inside

    @cached_property
    def page_numbers(self) -> Mapping[str, int]:
        """Page code → its place, from 0."""
        return {page.code: at for at, page in enumerate(self.pages)}

    @cached_property
    def known_on(self) -> Mapping[str, int]:
        """Answer → the place of the page after which it is known.

        A calculation is known once everything that it reads is, wherever it stands.
        """
        found: dict[str, int] = {}
        calculated: dict[str, frozenset[str]] = {}
        for number, page in enumerate(self.pages):
            for question in page.questions:
                if question.calculation is not None:
                    calculated[question.code] = answers_read(question.calculation)
                for one in question.answered:
                    found[one.code] = number
        for code in self.schema:  # in the order of what they read
            if code in calculated:
                found[code] = max((found.get(one, -1) for one in calculated[code]), default=-1)
        return found
