"""What was typed on a page of one version, on the pages of a newer one."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from surveys.forms.controls import from_stored
from surveys.forms.rows import TypedAnswers
from surveys.questionnaire import Page, Question, Questionnaire


class MovedTyping(NamedTuple):
    pages: dict[str, TypedAnswers]  # page code → what to show there
    left: TypedAnswers  # what belongs to no question of the newer version


def typed_on_new_pages(
    typed: TypedAnswers, old: Page, new: Questionnaire, stored: Mapping[str, Any]
) -> MovedTyping:
    """What was typed, question by question; beside it what is stored for a page's other questions,
    as if that had been typed, too."""
    before = {one.code: one for one in old.answered}
    moved = MovedTyping({}, {})
    for name, values in typed.items():
        question = _question_of(name, before)
        if question is not None:
            page = _page_for(question, new)
            on_page = moved.left if page is None else moved.pages.setdefault(page.code, {})
            on_page[name] = values
    for code, on_page in moved.pages.items():
        others = [one for one in new.pages_by_code[code].answered if one.code not in before]
        on_page.update(from_stored(others, stored))
    return moved


def _question_of(name: str, questions: Mapping[str, Question]) -> Question | None:
    """Whose control it is: the question's own, a way out beside it, or a cell of its rows."""
    fitting = [
        code for code in questions if name == code or name.startswith((f"{code}-", f"{code}__"))
    ]
    return questions[max(fitting, key=len)] if fitting else None


def _page_for(question: Question, new: Questionnaire) -> Page | None:
    for page in new.pages:
        if any(one.code == question.code and one.type is question.type for one in page.answered):
            return page
    return None
