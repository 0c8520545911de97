"""Answers as words, in the questionnaire's order: for "check answers", officers and receipts."""

from dataclasses import dataclass

from surveys.logic.sentences import describe_value
from surveys.logic.text import Text
from surveys.logic.values import Missing
from surveys.questionnaire import Page, Question, Questionnaire, Section
from surveys.routing import Route
from surveys.vocabulary import QuestionnaireVocabulary


@dataclass(frozen=True, slots=True)
class AnswerLine:
    """One question that was asked, and its answer in words; None where nothing was provided."""

    section: Section
    page: Page
    question: Question
    answer: Text | None


def answer_lines(questionnaire: Questionnaire, way: Route) -> tuple[AnswerLine, ...]:
    """Every question on the way, asked ones only."""
    vocabulary = QuestionnaireVocabulary(questionnaire)
    lines = []
    for asked in way.pages:
        for question in asked.answered:
            value = way.facts.get(question.code, Missing.NOT_ASKED)
            is_provided = value not in (Missing.NOT_ASKED, Missing.BLANK)
            answer = describe_value(question.code, value, vocabulary) if is_provided else None
            lines.append(AnswerLine(asked.section, asked.page, question, answer))
    return tuple(lines)
