"""The conditions and formulas of a part, as sentences with the way to their editor."""

from dataclasses import dataclass

from surveys.admin.questionnaires.addresses import condition_url
from surveys.admin.questionnaires.condition_page import purpose_of
from surveys.language import in_words
from surveys.logic.sentences import sentence
from surveys.models import QuestionnaireVersion
from surveys.question_settings import fits
from surveys.questionnaire import Question, Questionnaire, QuestionType
from surveys.services.draft_problems import Part
from surveys.vocabulary import QuestionnaireVocabulary

_OF_QUESTIONS = (
    "relevant",
    "calculation",
    "required_if",
    "constraint",
    "choice_filter",
    "default",
    "row_count",
)


@dataclass(frozen=True, slots=True)
class LogicLine:
    field: str
    title: str
    sentence: str  # what it says, or what it means that there is none
    is_set: bool
    url: str


def logic_lines(
    version: QuestionnaireVersion,
    questionnaire: Questionnaire,
    part: Part,
) -> tuple[LogicLine, ...]:
    """Those that fit the part; of a grid's row, those that its grid does not decide."""
    is_grid_row = isinstance(part, Question) and any(
        one.type is QuestionType.GRID and part in one.children
        for one in questionnaire.questions_by_code.values()
    )
    names: tuple[str, ...] = ("relevant",)
    if isinstance(part, Question):
        names = tuple(
            name
            for name in _OF_QUESTIONS
            if fits(name, part.type) and not (is_grid_row and name == "choice_filter")
        )
    vocabulary = QuestionnaireVocabulary(questionnaire)
    found = []
    for name in names:
        purpose, expression = purpose_of(part, name), getattr(part, name)
        words = in_words(sentence(expression, vocabulary)) if expression else purpose.nothing
        url = condition_url(version, type(part), part.code, name)
        found.append(LogicLine(name, purpose.title, words, expression is not None, url))
    return tuple(found)
