"""A response as a view needs it: its pages, its answers and the way they lead."""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from surveys.models import Invitation, PageAnswers, Response
from surveys.models.waves import WaveState
from surveys.questionnaire import Questionnaire
from surveys.routing import Route
from surveys.services.answer import find_response
from surveys.services.submit import response_route
from surveys.vocabulary import QuestionnaireVocabulary


@dataclass(frozen=True, slots=True)
class ResponseState:
    invitation: Invitation
    response: Response  # unsaved where nobody has saved a page yet
    saved: dict[str, PageAnswers]  # by page code
    stored: dict[str, object]
    way: Route
    now: datetime

    @property
    def questionnaire(self) -> Questionnaire:
        return self.response.version.questionnaire

    @property
    def vocabulary(self) -> QuestionnaireVocabulary:
        """The questionnaire's words, with this company's answers in them."""
        return QuestionnaireVocabulary(self.questionnaire, self.way.facts)

    @property
    def wave_state(self) -> WaveState:
        return self.invitation.wave.state(self.now)

    @property
    def today(self) -> date:
        return timezone.localdate(self.now)


def response_state(invitation: Invitation) -> ResponseState:
    """Everything about the company's response, in at most two queries, writing nothing."""
    now = timezone.now()
    response = find_response(invitation=invitation)
    saved = {one.page: one for one in response.pages.order_by("pk")} if response.pk else {}
    stored = {code: value for one in saved.values() for code, value in one.answers.items()}
    way = response_route(response=response, stored=stored, now=now)
    return ResponseState(invitation, response, saved, stored, way, now)
