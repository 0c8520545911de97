"""Which pages and questions a company is asked, given what it has answered so far."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from surveys.fitting import Misfit
from surveys.logic.values import Facts, Missing
from surveys.questionnaire import Page, Question, Questionnaire, QuestionType, Section
from surveys.settling import MOST_COUNTED_ROWS, Settled, SettledRow, settled_row

__all__ = [
    "MOST_COUNTED_ROWS",
    "AskedPage",
    "Route",
    "SettledRow",
    "route",
    "route_near",
    "settled_row",
]


@dataclass(frozen=True, slots=True)
class AskedPage:
    """A page on the way, with those of its questions that are asked.

    The questions are as they are asked: with the options that are shown, and of a grid the rows.
    `required` and `open_rows` are codes: of whatever must be answered, and of repeats in whose
    entries something is missing. `misfits` are by the codes of the answers that they are in.
    """

    section: Section
    page: Page
    questions: tuple[Question, ...]
    required: frozenset[str] = frozenset()
    open_rows: frozenset[str] = frozenset()
    misfits: Mapping[str, tuple[Misfit, ...]] = field(default_factory=dict)

    @property
    def answered(self) -> tuple[Question, ...]:
        return tuple(one for question in self.questions for one in question.answered)

    def wants_answer(self, question: Question, facts: Facts) -> bool:
        """Whether it was not reached yet, was left blank though it is required, or has an answer
        that somebody has to look at again."""
        code, value = question.code, facts.get(question.code, Missing.NOT_ASKED)
        is_blank = value is Missing.BLANK and code in self.required
        is_open = code in self.open_rows or code in self.misfits
        return value is Missing.NOT_ASKED or is_blank or is_open


@dataclass(frozen=True)
class Route:
    """The pages that are asked, in order, and the facts that count.

    Those are the answers to what is asked, and every calculation. `row_counts` are those that
    answers give to repeats, by their codes.
    """

    pages: tuple[AskedPage, ...]
    facts: Facts
    row_counts: Mapping[str, int] = field(default_factory=dict)

    @cached_property
    def _positions(self) -> Mapping[str, int]:
        return {asked.page.code: at for at, asked in enumerate(self.pages)}

    def position(self, code: str) -> int | None:
        """Where the page stands on the way, from 0; None where it is not asked."""
        return self._positions.get(code)

    def after(self, code: str) -> AskedPage | None:
        at = self.position(code)
        return self.pages[at + 1] if at is not None and at + 1 < len(self.pages) else None

    def before(self, code: str) -> AskedPage | None:
        at = self.position(code)
        return self.pages[at - 1] if at else None

    def unanswered(self, asked: AskedPage) -> tuple[Question, ...]:
        """The page's questions that still want an answer before the whole can be submitted."""
        return tuple(one for one in asked.answered if asked.wants_answer(one, self.facts))

    @property
    def unfinished(self) -> tuple[AskedPage, ...]:
        return tuple(asked for asked in self.pages if self.unanswered(asked))

    @property
    def misfits(self) -> Mapping[str, tuple[Misfit, ...]]:
        """What has to be looked at again, by the codes of the answers."""
        return {code: found for asked in self.pages for code, found in asked.misfits.items()}

    @property
    def answers(self) -> Facts:
        """The facts that somebody answered: without what is calculated."""
        codes = {one.code for asked in self.pages for one in asked.answered}
        return {code: value for code, value in self.facts.items() if code in codes}


def route(questionnaire: Questionnaire, facts: Facts, today: date) -> Route:
    """The way through the questionnaire for these answers; `today` as in `logic.evaluate`."""
    return _route(questionnaire.sections, Settled(questionnaire.steps, facts, today))


def route_near(questionnaire: Questionnaire, page: Page, facts: Facts, today: date) -> Route:
    """The same, but no further than the section of `page`, and with the facts that the page reads.

    It costs what the section costs, however long the questionnaire is. What is wanted on the other
    pages of the section it cannot say.
    """
    section = questionnaire.section_of[page.code]
    return _route([section], Settled(questionnaire.steps_near(page), facts, today))


def _route(sections: Iterable[Section], settled: Settled) -> Route:
    return Route(tuple(_pages(sections, settled)), settled.counted, settled.row_counts)


def _pages(sections: Iterable[Section], settled: Settled) -> Iterator[AskedPage]:
    """Pages that have something to show; calculations alone are nothing to look at."""
    required, open_rows = frozenset(settled.required), frozenset(settled.open_rows)
    asked, misfits = settled.questions, settled.misfits
    for section in sections:
        for page in section.pages:
            questions = tuple([asked[one.code] for one in page.questions if one.code in asked])
            if any(one.type is not QuestionType.CALCULATED for one in questions):
                yield AskedPage(section, page, questions, required, open_rows, misfits)
