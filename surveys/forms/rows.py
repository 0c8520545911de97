"""The rows of a repeated group, in what was typed: how many, which names, one more, one fewer."""

import re
from collections.abc import Iterator
from typing import TypeAlias

from surveys.forms.answer_field import AnswerField, way_out_name
from surveys.forms.fields import FIELDS
from surveys.forms.file_field import FileField
from surveys.forms.files import Files
from surveys.questionnaire import WITHOUT_ANSWER, Question, QuestionType
from surveys.settling import MOST_COUNTED_ROWS

TypedAnswers: TypeAlias = dict[str, list[str]]  # what a post holds: control name → its values


def count_name(repeat: Question) -> str:
    return f"{repeat.code}-rows"


def cell_name(repeat: Question, row: int, column: Question) -> str:
    return f"{repeat.code}-{row}-{column.code}"


def columns(repeat: Question) -> tuple[Question, ...]:
    """Those of the repeat's columns that take an answer."""
    return tuple(one for one in repeat.children if one.type not in WITHOUT_ANSWER)


def row_count(repeat: Question, typed: TypedAnswers) -> int:
    """How many rows were on the screen.

    At least one, at most what the questionnaire allows; where an answer counts them, none will do.
    """
    least, most = (1, repeat.most_rows) if repeat.row_count is None else (0, MOST_COUNTED_ROWS)
    said = (typed.get(count_name(repeat)) or [""])[0]
    count = int(said) if said.isdecimal() and len(said) < 5 else least
    return max(least, min(most, count))


def rows_typed(repeat: Question, typed: TypedAnswers) -> int:
    """How many rows to read: those on the screen, and those kept while an answer counts fewer."""
    shown = row_count(repeat, typed)
    if repeat.row_count is None:
        return shown
    row = re.compile(rf"{re.escape(repeat.code)}-(\d{{1,3}})-")
    found = [int(match[1]) + 1 for name in typed if (match := row.match(name))]
    return min(MOST_COUNTED_ROWS, max([shown, *found]))


def add_row(repeat: Question, typed: TypedAnswers) -> None:
    typed[count_name(repeat)] = [str(min(repeat.most_rows, row_count(repeat, typed) + 1))]


def remove_row(repeat: Question, typed: TypedAnswers, row: int) -> None:
    """Take row `row` (from 0) out and move the later ones up."""
    count = row_count(repeat, typed)
    if not 0 <= row < count:
        return
    for column in columns(repeat):
        for at in range(row, count):
            here, below = cell_name(repeat, at, column), cell_name(repeat, at + 1, column)
            _take_over(typed, here, below)
            _take_over(typed, way_out_name(here), way_out_name(below))
    typed[count_name(repeat)] = [str(max(1, count - 1))]


def _take_over(typed: TypedAnswers, here: str, below: str) -> None:
    typed.pop(here, None)
    if below in typed:
        typed[here] = typed.pop(below)


def fields_for(
    question: Question, typed: TypedAnswers, files: Files
) -> Iterator[tuple[str, AnswerField]]:
    """The controls of one question by name: a grid has one a row, a repeat one a cell."""
    match question.type:
        case QuestionType.NOTE | QuestionType.CALCULATED:
            return
        case QuestionType.GRID:
            for row in question.grid_rows:
                yield row.code, field_for(row, files, question.code)
        case QuestionType.REPEAT:
            for at in range(rows_typed(question, typed)):
                yield from fields_of_row(question, at, files)
        case _:
            yield question.code, field_for(question, files)


def fields_of_row(repeat: Question, at: int, files: Files) -> Iterator[tuple[str, AnswerField]]:
    for column in columns(repeat):
        yield cell_name(repeat, at, column), field_for(column, files, repeat.code, at + 1)


def field_for(
    question: Question, files: Files, owner: str = "", entry: int | None = None
) -> AnswerField:
    field = FIELDS[question.type]
    if issubclass(field, FileField):
        return field(question, owner, entry, files)
    return field(question, owner, entry)
