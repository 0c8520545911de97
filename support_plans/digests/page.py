"""A digest in words: the figures as subject, headings, sentences and rows.

Both parts of the mail are written from this one value, so that they cannot say different things.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from support_plans.digests.figures import CityFigures
from support_plans.digests.links import Links
from support_plans.digests.sections import (
    Section,
    budget_section,
    decisions_section,
    plans_section,
    response_section,
    week_section,
)
from support_plans.digests.things import Thing, things_to_decide
from support_plans.models import Plan
from support_plans.words import day
from surveys.language import in_words

Status = Plan.Status


@dataclass(frozen=True, slots=True)
class DigestPage:
    """What the mail says. `subject` carries the news."""

    subject: str
    title: str
    period: str
    counted: str
    things: Sequence[Thing]
    sections: Sequence[Section]


def digest_page(figures: CityFigures, links: Links) -> DigestPage:
    sections = [
        response_section(figures, links),
        plans_section(figures, links),
        decisions_section(figures),
        budget_section(figures, links),
    ]
    return DigestPage(
        subject=_subject(figures),
        title=_("Weekly city overview"),
        period=in_words(figures.period.words),
        counted=_counted(figures),
        things=things_to_decide(figures, links),
        sections=[*(section for section in sections if section), week_section(figures, links)],
    )


def _subject(figures: CityFigures) -> str:
    """Two sentences, of which the first is read on a telephone."""
    response = figures.response
    news = _plans_in_brief(figures)
    if response is None:
        return news
    answered = ngettext(
        "%(submitted)s of %(invited)s company has answered.",
        "%(submitted)s of %(invited)s companies have answered.",
        response.invited,
    ) % {"submitted": response.submitted, "invited": response.invited}
    return f"{news} {answered}"


def _plans_in_brief(figures: CityFigures) -> str:
    """The first of these that there is any of."""
    waiting = figures.queue(Status.IN_REVIEW).plans
    review = figures.queue(Status.DRAFTED).plans + figures.queue(Status.RETURNED).plans
    if figures.late:
        news = ngettext("%(plans)s plan is late.", "%(plans)s plans are late.", figures.late)
        return news % {"plans": figures.late}
    if waiting:
        news = ngettext(
            "%(plans)s plan waits for approval.", "%(plans)s plans wait for approval.", waiting
        )
        return news % {"plans": waiting}
    if review:
        news = ngettext(
            "%(plans)s plan waits for review.", "%(plans)s plans wait for review.", review
        )
        return news % {"plans": review}
    return _("No plan waits for anybody.")


def _counted(figures: CityFigures) -> str:
    if figures.is_whole_period:
        return _("Counted at the end of %(day)s. Changes are against a week before.") % {
            "day": day(figures.period.ends_on)
        }
    here = figures.counted_at_here
    return _("Counted on %(day)s at %(time)s. Changes are since the beginning of %(start)s.") % {
        "day": day(here.date()),
        "time": here.strftime("%H:%M"),
        "start": day(figures.starts_on),
    }
