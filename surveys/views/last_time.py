"""Last time's answers for a page, and whether there are any."""

from surveys.last_time import LastTime
from surveys.models import Wave
from surveys.models.waves import WaveState
from surveys.questionnaire import Page
from surveys.services.last_time import answered_last_time, last_submission
from surveys.views.state import ResponseState


def offered_on(state: ResponseState, page: Page) -> LastTime | None:
    """None, without a query, where everything on the page is answered or nothing can be now."""
    if state.wave_state is not WaveState.OPEN:
        return None
    if all(one.code in state.stored for one in page.answered):
        return None
    return answered_last_time(
        company=state.invitation.contact.company,
        wave=state.invitation.wave,
        questionnaire=state.questionnaire,
        page=page,
    )


def wave_offered(state: ResponseState) -> Wave | None:
    """The wave whose answers the pages offer."""
    if state.wave_state is not WaveState.OPEN:
        return None
    invitation = state.invitation
    found = last_submission(company=invitation.contact.company, wave=invitation.wave)
    return found.response.wave if found else None
