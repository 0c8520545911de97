"""Answers as words, in the questionnaire's order: for "check answers", officers and receipts."""

from collections.abc import Mapping
from dataclasses import dataclass

from stdnum.kr import brn

from surveys.logic.sentences import describe_value
from surveys.logic.text import Text
from surveys.logic.values import Facts, Missing, Value
from surveys.questionnaire import Page, Question, Questionnaire, QuestionType, Section
from surveys.routing import AskedPage, Route
from surveys.vocabulary import QuestionnaireVocabulary


@dataclass(frozen=True, slots=True)
class AnswerLine:
    """One question that was asked, and its answer in words; None where nothing was provided."""

    section: Section
    page: Page
    question: Question
    label: Text  # the question; for a grid's row its short name, which says what was rated
    answer: Text | None  # a repeated group has a line of text for each of its rows


def answer_lines(questionnaire: Questionnaire, way: Route) -> tuple[AnswerLine, ...]:
    """Every question on the way, asked ones only."""
    vocabulary = QuestionnaireVocabulary(questionnaire)
    return tuple(
        _line(asked, question, row, way.facts, vocabulary)
        for asked in way.pages
        for question in asked.questions
        for row in question.answered
    )


def _line(
    asked: AskedPage,
    question: Question,
    row: Question,
    facts: Facts,
    vocabulary: QuestionnaireVocabulary,
) -> AnswerLine:
    is_grid = question.type is QuestionType.GRID
    label = (row.short or row.label) if is_grid else row.label
    answer = answer_in_words(row, facts.get(row.code, Missing.NOT_ASKED), vocabulary)
    return AnswerLine(asked.section, asked.page, row, label, answer)


def answer_in_words(
    question: Question, value: Value, vocabulary: QuestionnaireVocabulary
) -> Text | None:
    """The answer, row by row for a repeated group; None where nothing was provided."""
    if value in (Missing.NOT_ASKED, Missing.BLANK):
        return None
    if question.type is QuestionType.REPEAT and isinstance(value, tuple):
        rows = [_row(question, row, vocabulary) for row in value if isinstance(row, Mapping)]
        return Text("\n".join(one.ko for one in rows), "\n".join(one.en for one in rows))
    if question.type is QuestionType.REGISTRATION_NUMBER and isinstance(value, str):
        return Text(brn.format(value), brn.format(value))
    return describe_value(question.code, value, vocabulary)


def _row(question: Question, row: Mapping[str, Value], vocabulary: QuestionnaireVocabulary) -> Text:
    """One row of a repeated group: what its columns hold, in their order."""
    cells = [
        describe_value(column.code, row[column.code], vocabulary)
        for column in question.children
        if column.code in row
    ]
    return Text(
        " · ".join(one.in_language("ko") for one in cells),
        " · ".join(one.in_language("en") for one in cells),
    )
