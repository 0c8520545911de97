"""Why an answer has to be looked at again, for whoever is not on its page."""

from collections.abc import Mapping

from surveys.fitting import Misfit
from surveys.forms.answer_field import AnswerField
from surveys.forms.fields import FIELDS
from surveys.forms.mistakes import advice
from surveys.language import in_words
from surveys.logic.expressions import POSITION
from surveys.logic.text import Text
from surveys.logic.values import Facts
from surveys.questionnaire import Questionnaire
from surveys.vocabulary import QuestionnaireVocabulary


def why(misfit: Misfit, questionnaire: Questionnaire, facts: Facts) -> str:
    """The sentence that the page gives for it; of a cell it names the column and the entry."""
    question, entry = misfit.question, misfit.entry
    inside = facts if entry is None else _facts_in_entry(misfit.code, entry, facts)
    vocabulary = QuestionnaireVocabulary(questionnaire, inside)

    def words(text: Text) -> str:
        return in_words(vocabulary.words(text))

    field = FIELDS.get(question.type, AnswerField)(question)
    sentence = field.beyond(misfit.limit).in_words(words)
    if entry is None:
        return sentence
    return advice(words(question.short or question.label), sentence, entry + 1)


def _facts_in_entry(repeat: str, at: int, facts: Facts) -> Facts:
    rows = facts[repeat]
    row = rows[at] if isinstance(rows, tuple) else {}
    return {**facts, **(row if isinstance(row, Mapping) else {}), POSITION: at + 1}
