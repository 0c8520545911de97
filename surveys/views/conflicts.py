"""What a colleague saved meanwhile, beside what was typed here."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from surveys.answers import decode_one
from surveys.logic.text import Text
from surveys.models import PageAnswers
from surveys.review import answer_in_words
from surveys.vocabulary import QuestionnaireVocabulary


@dataclass(frozen=True, slots=True)
class Conflict:
    """One question; None where there is no answer to it."""

    label: Text
    mine: Text | None
    theirs: Text | None
    theirs_by: object
    theirs_at: datetime


def conflicts(
    vocabulary: QuestionnaireVocabulary, mine: Mapping[str, object], saved: PageAnswers
) -> list[Conflict]:
    """The answers in which what was typed differs from what is saved."""
    questions = vocabulary.questionnaire.questions_by_code

    def in_words(code: str, answers: Mapping[str, object]) -> Text | None:
        value = decode_one(questions[code], answers.get(code))
        return answer_in_words(questions[code], value, vocabulary)

    return [
        Conflict(
            label=vocabulary.words(questions[code].label),
            mine=in_words(code, mine),
            theirs=in_words(code, saved.answers),
            theirs_by=saved.saved_by,
            theirs_at=saved.saved_at,
        )
        for code in dict.fromkeys([*mine, *saved.answers])
        if mine.get(code) != saved.answers.get(code) and code in questions
    ]
