"""Answers as they stand in the controls: stored → typed, and a post → typed."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.datastructures import MultiValueDict

from surveys.forms.answer_field import Typed, way_out_name
from surveys.forms.fields import FIELDS
from surveys.forms.rows import TypedAnswers, cell_name, count_name
from surveys.questionnaire import Question, QuestionType


def from_stored(questions: Iterable[Question], answers: Mapping[str, Any]) -> TypedAnswers:
    """The stored answers as somebody would have typed them."""
    typed: TypedAnswers = {}
    for question in questions:
        for one in question.answered:
            if one.type is QuestionType.REPEAT:
                _put_rows(typed, one, answers.get(one.code) or [])
            else:
                _put(typed, one.code, one, answers.get(one.code))
    return typed


def from_post(data: Mapping[str, Any]) -> TypedAnswers:
    """A post's lists of values; a plain mapping of strings will do, too."""
    if isinstance(data, MultiValueDict):
        return dict(data.lists())
    return {
        name: list(value) if isinstance(value, list | tuple) else [str(value)]
        for name, value in data.items()
    }


def _put_rows(typed: TypedAnswers, repeat: Question, rows: list[Mapping[str, Any]]) -> None:
    typed[count_name(repeat)] = [str(max(1, len(rows)))]
    for at, row in enumerate(rows):
        for column in repeat.children:
            _put(typed, cell_name(repeat, at, column), column, row.get(column.code))


def _put(typed: TypedAnswers, name: str, question: Question, stored: Any) -> None:
    if stored is None or stored == []:
        return
    if isinstance(stored, Mapping):
        typed[way_out_name(name)] = [str(stored["missing"])]
    else:
        typed[name] = FIELDS[question.type](question).write(stored)


def reading(typed: TypedAnswers, name: str) -> Typed:
    """What stands in control `name` and beside it."""
    return Typed.of(typed.get(name, []), typed.get(way_out_name(name), []))
