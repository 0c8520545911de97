"""What to say to somebody who changes who answers."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from surveys.moments import deadline
from surveys.services.colleagues import MOST_COLLEAGUES
from surveys.services.problems import (
    AlreadyThere,
    ColleagueGone,
    ManagesNot,
    SentJustNow,
    SurveyProblem,
    TooManyColleagues,
    TooManyMails,
    WaveOver,
)


def in_the_way(problem: SurveyProblem) -> str:
    """Why nothing was changed, and what to do."""
    match problem:
        case AlreadyThere(invitation=theirs):
            return _already_there(str(theirs.contact), len(theirs.sections))
        case ColleagueGone():
            return _("This person is not on the list any more. Perhaps a colleague removed them.")
        case ManagesNot():
            return _(
                "Only the person whom the city invited and the person who submits can change who "
                "answers."
            )
        case SentJustNow():
            return _(
                "This person was sent their link only minutes ago. Ask them to look among the "
                "unwanted mails too, or send it again in ten minutes."
            )
        case TooManyColleagues():
            return _(
                "Your company has added %(most)s colleagues, which is as many as it can. Somebody "
                "whom you removed can come back; for anybody else, please write to us."
            ) % {"most": MOST_COLLEAGUES}
        case TooManyMails():
            return _(
                "Many mails have gone to your company’s people within an hour. Please try again in "
                "an hour."
            )
        case WaveOver(wave=wave):
            return _("The survey was open until %(until)s. Nobody can be added any more.") % {
                "until": deadline(wave.closes_at)
            }
        case _:
            raise problem


def _already_there(name: str, sections: int) -> str:
    if not sections:
        return _(
            "%(name)s is on the list already and can answer all sections. Nothing was changed."
        ) % {"name": name}
    return ngettext(
        "%(name)s is on the list already, with %(count)s section. Nothing was changed; you can "
        "change the sections on the page “Who answers”.",
        "%(name)s is on the list already, with %(count)s sections. Nothing was changed; you can "
        "change the sections on the page “Who answers”.",
        sections,
    ) % {"name": name, "count": sections}
