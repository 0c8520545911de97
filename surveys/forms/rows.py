"""The rows of a repeated group, in what was typed: how many, which names, one more, one fewer."""

from collections.abc import Iterator
from dataclasses import replace
from typing import TypeAlias

from surveys.forms.answer_field import AnswerField, way_out_name
from surveys.forms.fields import FIELDS
from surveys.questionnaire import Question, QuestionType

TypedAnswers: TypeAlias = dict[str, list[str]]  # what a post holds: control name → its values


def count_name(repeat: Question) -> str:
    return f"{repeat.code}-rows"


def cell_name(repeat: Question, row: int, column: Question) -> str:
    return f"{repeat.code}-{row}-{column.code}"


def row_count(repeat: Question, typed: TypedAnswers) -> int:
    """How many rows are on the screen: at least one, at most what the questionnaire allows."""
    said = (typed.get(count_name(repeat)) or ["1"])[0]
    count = int(said) if said.isdecimal() and len(said) < 5 else 1
    return max(1, min(repeat.most_rows, count))


def add_row(repeat: Question, typed: TypedAnswers) -> None:
    typed[count_name(repeat)] = [str(min(repeat.most_rows, row_count(repeat, typed) + 1))]


def remove_row(repeat: Question, typed: TypedAnswers, row: int) -> None:
    """Take row `row` (from 0) out and move the later ones up."""
    count = row_count(repeat, typed)
    if not 0 <= row < count:
        return
    for column in repeat.children:
        for at in range(row, count):
            here, below = cell_name(repeat, at, column), cell_name(repeat, at + 1, column)
            _take_over(typed, here, below)
            _take_over(typed, way_out_name(here), way_out_name(below))
    typed[count_name(repeat)] = [str(max(1, count - 1))]


def _take_over(typed: TypedAnswers, here: str, below: str) -> None:
    typed.pop(here, None)
    if below in typed:
        typed[here] = typed.pop(below)


def fields_for(question: Question, typed: TypedAnswers) -> Iterator[tuple[str, AnswerField]]:
    """The controls of one question by name: a grid has one a row, a repeat one a cell."""
    match question.type:
        case QuestionType.NOTE:
            return
        case QuestionType.GRID:
            for row in grid_rows(question):
                yield row.code, FIELDS[row.type](row, question.code)
        case QuestionType.REPEAT:
            for at in range(row_count(question, typed)):
                for column in question.children:
                    yield (
                        cell_name(question, at, column),
                        FIELDS[column.type](column, question.code, at + 1),
                    )
        case _:
            yield question.code, FIELDS[question.type](question)


def grid_rows(grid: Question) -> tuple[Question, ...]:
    """The grid's rows as questions of their own, with the grid's options where they have none."""
    return tuple(
        replace(
            row,
            options=row.options or grid.options,
            is_required=row.is_required and grid.is_required,
        )
        for row in grid.children
    )
