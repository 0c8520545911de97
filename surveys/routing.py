"""Which pages and questions a company is asked, given what it has answered so far.

One pass in the questionnaire's order: a condition sees only the answers to questions that were
themselves asked, so that a changed answer takes everything that hung on it out of the way. A blank
means what XPath makes of it, because skip logic is written in XLSForm.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from surveys.logic.evaluate import Blanks, evaluate, is_true
from surveys.logic.expressions import Expression
from surveys.logic.values import Facts, Missing, Value
from surveys.questionnaire import Page, Question, Questionnaire, Section


@dataclass(frozen=True, slots=True)
class AskedPage:
    """A page on the way, with those of its questions that are asked."""

    section: Section
    page: Page
    questions: tuple[Question, ...]

    @property
    def answered(self) -> tuple[Question, ...]:
        return tuple(one for question in self.questions for one in question.answered)


@dataclass(frozen=True, slots=True)
class Route:
    """The pages that are asked, in order, and the facts that count: only what was asked."""

    pages: tuple[AskedPage, ...]
    facts: Facts

    def position(self, code: str) -> int | None:
        """Where the page stands on the way, from 0; None where it is not asked."""
        return next((at for at, asked in enumerate(self.pages) if asked.page.code == code), None)

    def after(self, code: str) -> AskedPage | None:
        at = self.position(code)
        return self.pages[at + 1] if at is not None and at + 1 < len(self.pages) else None

    def before(self, code: str) -> AskedPage | None:
        at = self.position(code)
        return self.pages[at - 1] if at else None

    def unanswered(self, asked: AskedPage) -> tuple[Question, ...]:
        """The page's questions that still want an answer before the whole can be submitted."""
        return tuple(q for q in asked.answered if wants_answer(q, self.facts))

    @property
    def unfinished(self) -> tuple[AskedPage, ...]:
        return tuple(asked for asked in self.pages if self.unanswered(asked))


def wants_answer(question: Question, facts: Facts) -> bool:
    value = facts.get(question.code, Missing.NOT_ASKED)
    return value is Missing.NOT_ASKED or (value is Missing.BLANK and question.is_required)


def holds(condition: Expression | None, facts: Facts, today: date) -> bool:
    """Whether skip logic lets something be asked; no condition always does."""
    if condition is None:
        return True
    return is_true(evaluate(condition, facts, today=today, blanks=Blanks.AS_XPATH))


def asked_questions(page: Page, facts: Facts, today: date) -> tuple[Question, ...]:
    """The page's questions that are asked, given the facts of the pages before and of this one."""
    kept: dict[str, Value] = dict(facts)
    asked: list[Question] = []
    for question in page.questions:
        if holds(question.relevant, kept, today):
            asked.append(question)
        else:
            _forget(question.answered, kept)
    return tuple(asked)


def _forget(questions: Iterable[Question], facts: dict[str, Value]) -> None:
    for question in questions:
        facts.pop(question.code, None)


def route(questionnaire: Questionnaire, facts: Facts, today: date) -> Route:
    """The way through the questionnaire for these answers."""
    counted: dict[str, Value] = {}
    asked_pages: list[AskedPage] = []
    for section in questionnaire.sections:
        if not holds(section.relevant, counted, today):
            continue
        for page in section.pages:
            if not holds(page.relevant, counted, today):
                continue
            own = {q.code: facts[q.code] for q in page.answered if q.code in facts}
            asked = AskedPage(section, page, asked_questions(page, {**counted, **own}, today))
            counted.update({q.code: own[q.code] for q in asked.answered if q.code in own})
            asked_pages.append(asked)
    return Route(tuple(asked_pages), counted)
