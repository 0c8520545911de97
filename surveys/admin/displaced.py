"""Answers that found no place in a newer version, in the words in which they were asked for."""

from dataclasses import dataclass

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from surveys.answers import decode_one
from surveys.logic.text import Text
from surveys.models import DisplacedAnswer, QuestionnaireVersion, Response
from surveys.review import answer_in_words
from surveys.vocabulary import QuestionnaireVocabulary


@dataclass(frozen=True, slots=True)
class DisplacedLine:
    displaced: DisplacedAnswer
    label: Text
    answer: Text

    @property
    def version(self) -> QuestionnaireVersion:
        return self.displaced.version


def displaced_lines(response: Response) -> tuple[DisplacedLine, ...]:
    """In the order in which they lost their place."""
    found = response.displaced_answers.select_related("version__survey")
    return tuple(_line(one) for one in found)


def _line(displaced: DisplacedAnswer) -> DisplacedLine:
    """What the version does not know, as no version should hold, is shown as it is stored."""
    code, stored = displaced.code, displaced.answer
    questionnaire = displaced.version.questionnaire
    question = questionnaire.questions_by_code.get(code)
    if question is None:
        return DisplacedLine(displaced, Text(code, code), Text(str(stored), str(stored)))
    vocabulary = QuestionnaireVocabulary(questionnaire)
    answer = answer_in_words(question, decode_one(question, stored), vocabulary)
    return DisplacedLine(displaced, vocabulary.label(code), answer or Text())


def displaced_in_words(response: Response) -> SafeString:
    lines = displaced_lines(response)
    return render_to_string("admin/surveys/_displaced.html", {"lines": lines})
