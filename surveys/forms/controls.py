"""Answers as they stand in the controls: stored → typed, and a post → typed."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django.utils.datastructures import MultiValueDict

from surveys.forms.answer_field import Typed, way_out_name
from surveys.forms.fields import FIELDS
from surveys.forms.rows import TypedAnswers, cell_name, columns, count_name, fields_for
from surveys.questionnaire import Page, Question, QuestionType


def from_stored(questions: Iterable[Question], answers: Mapping[str, Any]) -> TypedAnswers:
    """The stored answers as somebody would have typed them."""
    typed: TypedAnswers = {}
    for question in questions:
        for one in question.answered:
            stored = answers.get(one.code)
            if one.type is QuestionType.REPEAT and not _is_way_out(stored):
                _put_rows(typed, one, stored or [])
            else:
                _put(typed, one.code, one, stored)
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
    least = 1 if repeat.row_count is None else 0
    typed[count_name(repeat)] = [str(max(least, len(rows)))]
    for at, row in enumerate(rows):
        for column in columns(repeat):
            _put(typed, cell_name(repeat, at, column), column, row.get(column.code))


def _put(typed: TypedAnswers, name: str, question: Question, stored: Any) -> None:
    if stored is None or stored == []:
        return
    if _is_way_out(stored):
        typed[way_out_name(name)] = [str(stored["missing"])]
    else:
        typed[name] = FIELDS[question.type](question).write(stored)


def file_controls(page: Page, typed: TypedAnswers) -> Iterator[tuple[str, Question]]:
    """The controls of the page in which a file can be chosen, with their questions."""
    for question in page.questions:
        if any(one.type is QuestionType.FILE for one in (question, *question.children)):
            for name, field in fields_for(question, typed, {}):
                if field.kind == "file":
                    yield name, field.question


def _is_way_out(stored: Any) -> bool:
    return isinstance(stored, Mapping) and "missing" in stored


def reading(typed: TypedAnswers, name: str) -> Typed:
    """What stands in control `name` and beside it."""
    return Typed.of(typed.get(name, []), typed.get(way_out_name(name), []))
