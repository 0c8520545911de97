"""The words of a questionnaire, as the logic engine's sentences want them."""

from dataclasses import dataclass

from surveys.logic.text import Text
from surveys.questionnaire import Questionnaire, QuestionType

UNITS_OF_TYPES = {
    QuestionType.MONEY: Text("원", "KRW"),
    QuestionType.PERCENT: Text("%", "%"),
    QuestionType.YEAR: Text("년", ""),
}


@dataclass(frozen=True, slots=True)
class QuestionnaireVocabulary:
    """Short names, option labels and units of one questionnaire version."""

    questionnaire: Questionnaire

    def label(self, name: str) -> Text:
        question = self.questionnaire.questions_by_code.get(name)
        return (question.short or question.label) if question else Text()

    def option(self, name: str, code: str) -> Text:
        question = self.questionnaire.questions_by_code.get(name)
        option = question.option(code) if question else None
        return option.label if option else Text()

    def unit(self, name: str) -> Text:
        question = self.questionnaire.questions_by_code.get(name)
        if question is None:
            return Text()
        return question.unit or UNITS_OF_TYPES.get(question.type, Text())
