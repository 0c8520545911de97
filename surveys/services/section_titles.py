"""What a company's sections are called."""

from collections.abc import Mapping
from datetime import datetime

from surveys.logic.text import Text
from surveys.models import Invitation
from surveys.services.answer import find_response
from surveys.services.submit import response_route
from surveys.vocabulary import QuestionnaireVocabulary


def titles_given(invitation: Invitation, titles: Mapping[str, Text]) -> list[Text] | None:
    """Those of the sections that the person was given; None where they were given all of them.

    There may be none left, where a newer version of the questionnaire has other sections.
    """
    if not invitation.sections:
        return None
    return [title for code, title in titles.items() if invitation.may_open(code)]


def section_titles(*, invitation: Invitation, now: datetime) -> dict[str, Text]:
    """By code, in order: every section's title with the company's answers in its words."""
    response = find_response(invitation=invitation)
    questionnaire = response.version.questionnaire
    stored = response.stored_answers() if response.pk else {}
    way = response_route(response=response, stored=stored, now=now)
    vocabulary = QuestionnaireVocabulary(questionnaire, way.facts)
    return {section.code: vocabulary.words(section.title) for section in questionnaire.sections}
