"""What can stand in a company's way. Views turn each into a page that says what to do."""

from surveys.models import Invitation, PageAnswers, Response, Wave
from surveys.questionnaire import Section
from surveys.routing import AskedPage


class SurveyProblem(Exception):
    """Something that the person at the survey must be told."""


class LinkUnknown(SurveyProblem):
    """No link has this token."""


class LinkExpired(SurveyProblem):
    """The link was good until its last day, which is over."""


class LinkRevoked(SurveyProblem):
    """The link was taken back, or replaced by a newer one."""


class WaveNotOpen(SurveyProblem):
    """Nothing can be saved or submitted now: the wave has not begun, or it is over."""

    def __init__(self, wave: Wave) -> None:
        super().__init__(wave.code)
        self.wave = wave


class WaveNotBegun(WaveNotOpen):
    """The wave opens later."""


class WaveOver(WaveNotOpen):
    """The wave has closed."""


class PageNotAsked(SurveyProblem):
    """A page was posted to which the answers, as they are now, do not lead."""


class PageNotYours(SurveyProblem):
    """The page stands in a section that the holder of the invitation was not given."""

    def __init__(self, section: Section, invitation: Invitation) -> None:
        super().__init__(f"{invitation} has no section {section.code}")
        self.section, self.invitation = section, invitation


class SubmitsNot(SurveyProblem):
    """Somebody else signs for the company: the holder of the invitation may not submit."""

    def __init__(self, invitation: Invitation) -> None:
        super().__init__(f"{invitation} may not submit")
        self.invitation = invitation


class PageHasMoved(SurveyProblem):
    """Somebody saved this page meanwhile; `saved` is what is stored now."""

    def __init__(self, saved: PageAnswers) -> None:
        super().__init__(f"{saved} is at revision {saved.revision}")
        self.saved = saved


class QuestionnaireHasMoved(SurveyProblem):
    """The form, or what was read, is of another version than the one the response is on now."""

    def __init__(self, response: Response) -> None:
        super().__init__(f"{response} was on {response.version}")
        self.response = response


class AnswersHaveMoved(SurveyProblem):
    """Somebody changed an answer since the person who submits read them."""

    def __init__(self, response: Response) -> None:
        super().__init__(f"{response} is not as it was read")


class Unfinished(SurveyProblem):
    """Not everything that is asked has been answered; `pages` still want something."""

    def __init__(self, pages: tuple[AskedPage, ...]) -> None:
        super().__init__(", ".join(asked.page.code for asked in pages))
        self.pages = pages


class OnlyForTheWhole(SurveyProblem):
    """The page shows the whole response, and this link is for some of its sections."""


class SessionLost(SurveyProblem):
    """Nobody is signed in: the session ended, or the browser keeps no cookies."""


class ColleagueProblem(SurveyProblem):
    """A change to who answers that cannot be made; nothing was changed."""


class ManagesNot(ColleagueProblem):
    """Neither invited by the city nor the signatory."""


class AlreadyThere(ColleagueProblem):
    """The address is among the company's people already; `invitation` is theirs."""

    def __init__(self, invitation: Invitation) -> None:
        super().__init__(str(invitation))
        self.invitation = invitation


class ColleagueGone(ColleagueProblem):
    """The person is not among those who answer, or not any more."""


class TooManyColleagues(ColleagueProblem):
    """As many people were invited as a company may invite in one wave."""


class TooManyMails(ColleagueProblem):
    """As many mails left for the company's people as may in an hour."""


class SentJustNow(ColleagueProblem):
    """The person was sent their link only minutes ago."""
