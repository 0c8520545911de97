"""A response as a view needs it: its pages, its answers and the way they lead."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from surveys.answers import decode
from surveys.models import Invitation, PageAnswers, Response
from surveys.models.waves import WaveState
from surveys.questionnaire import Questionnaire
from surveys.routing import Route, route_near
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


def response_state(invitation: Invitation, known: Response | None = None) -> ResponseState:
    """Everything about the company's response, in at most two queries, writing nothing.

    One that is `known` to be stored is not looked for again.
    """
    now = timezone.now()
    response = known if known and known.pk else find_response(invitation=invitation)
    saved = _saved(response)
    stored = _stored(saved)
    way = response_route(response=response, stored=stored, now=now)
    return ResponseState(invitation, response, saved, stored, way, now)


def page_state(invitation: Invitation, response: Response, code: str) -> ResponseState:
    """The same as far as one page needs it: the way through its section, and what that reads.

    Where there is no such page, there is no way either.
    """
    now = timezone.now()
    questionnaire = response.version.questionnaire
    page = questionnaire.pages_by_code.get(code)
    if page is None:
        return ResponseState(invitation, response, {}, {}, Route((), {}), now)
    saved = _saved(response, questionnaire.pages_near(page))
    stored = _stored(saved)
    way = route_near(questionnaire, page, decode(questionnaire, stored), timezone.localdate(now))
    return ResponseState(invitation, response, saved, stored, way, now)


def _saved(response: Response, pages: Collection[str] | None = None) -> dict[str, PageAnswers]:
    if not response.pk:
        return {}
    found = response.pages.order_by("pk")
    if pages is not None:
        found = found.filter(page__in=pages)
    return {one.page: one for one in found}


def _stored(saved: Mapping[str, PageAnswers]) -> dict[str, object]:
    return {code: value for one in saved.values() for code, value in one.answers.items()}
