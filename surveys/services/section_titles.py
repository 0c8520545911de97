"""What a company's sections are called."""

from datetime import datetime

from surveys.logic.text import Text
from surveys.models import Invitation
from surveys.services.answer import find_response
from surveys.services.submit import response_route
from surveys.vocabulary import QuestionnaireVocabulary


def section_titles(*, invitation: Invitation, now: datetime) -> dict[str, Text]:
    """By code, in order: every section's title with the company's answers in its words."""
    response = find_response(invitation=invitation)
    questionnaire = response.version.questionnaire
    stored = response.stored_answers() if response.pk else {}
    way = response_route(response=response, stored=stored, now=now)
    vocabulary = QuestionnaireVocabulary(questionnaire, way.facts)
    return {section.code: vocabulary.words(section.title) for section in questionnaire.sections}
