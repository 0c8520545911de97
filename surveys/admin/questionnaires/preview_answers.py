"""What the pages of a preview hand on, of which nothing is taken on trust.

Somebody may have changed a question between two of its pages, or the field that carries them.
"""

import json
import re
from typing import Any

from surveys.answers import decode_one
from surveys.logic.values import Missing
from surveys.questionnaire import NUMERIC, Question, Questionnaire, QuestionType

LONGEST_CARRIED = 500_000
_PLAIN_NUMBER = re.compile(r"-?[0-9]{1,40}(\.[0-9]{1,40})?")
_WAYS_OUT = [Missing.DONT_KNOW.value, Missing.PREFER_NOT_TO_SAY.value]


def answers_in(carried: str, questionnaire: Questionnaire) -> dict[str, Any]:
    """The answers as they are stored; those left out that do not have their question's shape."""
    try:
        found = json.loads(carried) if len(carried) <= LONGEST_CARRIED else None
    except (ValueError, RecursionError):
        return {}
    questions = {one.code: one for page in questionnaire.pages for one in page.answered}
    return _fitting(questions, found) if isinstance(found, dict) else {}


def _fitting(questions: dict[str, Question], answers: dict[str, Any]) -> dict[str, Any]:
    """Of rows those cells that fit, under the columns that there are."""
    fitting: dict[str, Any] = {}
    for code, one in answers.items():
        question = questions.get(code)
        if question is None or not _has_shape(question, one):
            continue
        if question.type is QuestionType.REPEAT and isinstance(one, list):
            columns = {column.code: column for column in question.children}
            one = [_fitting(columns, cells) for cells in one]
        fitting[code] = one
    return fitting


def _has_shape(question: Question, one: Any) -> bool:
    if one is None:
        return True
    if isinstance(one, dict) and "missing" in one:
        return len(one) == 1 and one["missing"] in _WAYS_OUT
    match question.type:
        case QuestionType.REPEAT:
            return isinstance(one, list) and all(isinstance(cells, dict) for cells in one)
        case QuestionType.CHOOSE_SEVERAL | QuestionType.RANKING:
            return isinstance(one, list) and all(isinstance(code, str) for code in one)
        case QuestionType.FILE:
            names = {"file", "name"}
            is_file = isinstance(one, dict) and one.keys() == names
            return is_file and all(isinstance(name, str) for name in one.values())
        case kind if kind in NUMERIC:
            is_plain = _PLAIN_NUMBER.fullmatch(str(one)) is not None
            return is_plain and decode_one(question, one) is not Missing.NOT_COMPUTABLE
        case QuestionType.NOTE | QuestionType.CALCULATED | QuestionType.GRID:
            return False
    return isinstance(one, str) and decode_one(question, one) is not Missing.NOT_COMPUTABLE
