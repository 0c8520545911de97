"""What a change of type would take away from a question, said before it does."""

from dataclasses import dataclass

from django.utils.functional import Promise

from surveys.admin.questionnaires.setting_words import NAMES, in_short
from surveys.admin.questionnaires.types import TYPE_WORDS
from surveys.logic.sentences import Vocabulary
from surveys.question_settings import lost_as
from surveys.questionnaire import Question, QuestionType


@dataclass(frozen=True, slots=True)
class Lost:
    name: str | Promise
    value: str


@dataclass(frozen=True, slots=True)
class TypeChange:
    """A change to `kind` that waits for somebody to confirm it."""

    kind: QuestionType
    label: str | Promise
    lost: tuple[Lost, ...]


def type_change(
    question: Question, kind: QuestionType, vocabulary: Vocabulary
) -> TypeChange | None:
    """None where nothing would be lost."""
    lost = tuple(
        Lost(NAMES[name], in_short(getattr(question, name), vocabulary))
        for name in lost_as(question, kind)
    )
    return TypeChange(kind, TYPE_WORDS[kind].label, lost) if lost else None
