"""A questionnaire version as one frozen value: what is asked, in which order, on what condition.

Rows (`surveys.models`) are for editing and storing; everything that asks, checks, routes or prints
reads this value. It knows no database, clock or language setting.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

from surveys.logic.expressions import Expression
from surveys.logic.text import Text
from surveys.questionnaire.parts import (
    LONGEST_CODE,
    NUMERIC,
    QUESTION_EXPRESSIONS,
    WITH_OPTIONS,
    WITHOUT_ANSWER,
    Option,
    Page,
    Question,
    QuestionType,
    Section,
)
from surveys.questionnaire.steps import Key, Part, Step, Steps, steps_near, steps_of, watched_on

__all__ = [
    "LONGEST_CODE",
    "NUMERIC",
    "QUESTION_EXPRESSIONS",
    "WITHOUT_ANSWER",
    "WITH_OPTIONS",
    "Key",
    "Option",
    "Page",
    "Part",
    "Question",
    "QuestionType",
    "Questionnaire",
    "Section",
    "Step",
    "Steps",
]


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
        """Every question by its code: grids, grid rows (as they are asked), repeats and columns."""
        return {question.code: question for question in self._walk()}

    @property
    def written_questions(self) -> Iterator[Question]:
        """Every question as it is written, also where two have one code."""
        for page in self.pages:
            yield from page.written_questions

    @property
    def expressions(self) -> Iterator[Expression]:
        """Every condition, calculation and default, in the order of the parts."""
        for section in self.sections:
            if section.relevant is not None:
                yield section.relevant
            for page in section.pages:
                if page.relevant is not None:
                    yield page.relevant
                for question in page.written_questions:
                    yield from question.conditions.values()

    @cached_property
    def page_of(self) -> dict[str, Page]:
        """Question code → its page."""
        return {one.code: page for page in self.pages for one in page.written_questions}

    @cached_property
    def steps(self) -> Steps:
        """Everything in the order in which it can be worked out, conditions compiled."""
        return steps_of(self.sections)

    def steps_near(self, page: Page) -> Steps:
        """Those that decide what `page` asks and says and which pages its section has."""
        if page.code not in self._steps_near:
            section = self.section_of[page.code]
            self._steps_near[page.code] = steps_near(self.steps, section, page)
        return self._steps_near[page.code]

    def pages_near(self, page: Page) -> frozenset[str]:
        """The codes of the pages whose answers that takes, its own among them."""
        read = (step.key[1] for step in self.steps_near(page).ordered if step.key[0] == "question")
        return frozenset({page.code, *(self.page_of[code].code for code in read)})

    def watched_on(self, page: Page) -> frozenset[str]:
        """The codes of the page's questions whose answers change what else is on the page."""
        if page.code not in self._watched_on:
            self._watched_on[page.code] = watched_on(self.steps, page)
        return self._watched_on[page.code]

    @cached_property
    def section_of(self) -> dict[str, Section]:
        """Page code → its section."""
        return {page.code: section for section in self.sections for page in section.pages}

    @cached_property
    def _steps_near(self) -> dict[str, Steps]:
        return {}

    @cached_property
    def _watched_on(self) -> dict[str, frozenset[str]]:
        return {}

    def _walk(self) -> Iterator[Question]:
        for page in self.pages:
            for question in page.questions:
                yield question
                is_grid = question.type is QuestionType.GRID
                yield from question.grid_rows if is_grid else question.children
