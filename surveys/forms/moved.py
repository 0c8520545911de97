"""What was typed on a page of one version, on the pages of a newer one."""

from collections.abc import Mapping
from typing import Any

from surveys.forms.controls import from_stored
from surveys.forms.rows import TypedAnswers
from surveys.questionnaire import Page, Question, Questionnaire


def typed_on_new_pages(
    typed: TypedAnswers, old: Page, new: Questionnaire, stored: Mapping[str, Any]
) -> dict[str, TypedAnswers]:
    """Page code → what to show there: what was typed, and what is stored for the page's other
    questions, as if both had been typed.

    What belongs to no question of `new` stays under the code of the old page.
    """
    before = {one.code: one for one in old.answered}
    found: dict[str, TypedAnswers] = {}
    for name, values in typed.items():
        question = _question_of(name, before)
        if question is not None:
            page = _page_for(question, new) or old.code
            found.setdefault(page, {})[name] = values
    for code, on_page in found.items():
        if code in new.pages_by_code:
            others = [one for one in new.pages_by_code[code].answered if one.code not in before]
            on_page.update(from_stored(others, stored))
    return found


def _question_of(name: str, questions: Mapping[str, Question]) -> Question | None:
    """Whose control it is: the question's own, a way out beside it, or a cell of its rows."""
    fitting = [
        code for code in questions if name == code or name.startswith((f"{code}-", f"{code}__"))
    ]
    return questions[max(fitting, key=len)] if fitting else None


def _page_for(question: Question, new: Questionnaire) -> str | None:
    for page in new.pages:
        if any(one.code == question.code and one.type is question.type for one in page.answered):
            return page.code
    return None
