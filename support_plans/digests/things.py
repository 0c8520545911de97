"""What in the figures needs somebody to decide, most pressing first."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from support_plans.digests.figures import CityFigures, Demand, Queue
from support_plans.digests.links import Links
from support_plans.models import Plan
from support_plans.words import won
from surveys.language import in_words

Status = Plan.Status

MOST_THINGS = 3
CLOSING_SOON_DAYS = 14


@dataclass(frozen=True, slots=True)
class Thing:
    """What is the matter, what to decide about it, and where to look (if the reader may)."""

    news: str
    decide: str
    url: str


def things_to_decide(figures: CityFigures, links: Links) -> list[Thing]:
    """At most three: what was promised and is late, then what waits, then what runs out."""
    return list(_things(figures, links))[:MOST_THINGS]


def _things(figures: CityFigures, links: Links) -> Iterator[Thing]:
    if figures.late:
        yield _late(figures, links)
    waiting = figures.queue(Status.IN_REVIEW)
    if waiting.plans:
        yield _waiting_for_approval(waiting, links)
    over = [demand for demand in figures.demands if demand.is_over_budget]
    if over:
        yield _over_budget(over, links)
    drafted, returned = figures.queue(Status.DRAFTED), figures.queue(Status.RETURNED)
    if drafted.plans or returned.plans:
        yield _waiting_for_review(drafted, returned, links)
    full = [demand for demand in figures.demands if demand.is_over_places]
    if full:
        yield _over_places(full, links)
    approved = figures.queue(Status.APPROVED)
    if approved.plans:
        yield _not_published(approved, links)
    yield from _closing_soon(figures, links)


def _late(figures: CityFigures, links: Links) -> Thing:
    return Thing(
        news=ngettext(
            "%(late)s of %(unpublished)s unpublished plan is later than its company was promised.",
            "%(late)s of %(unpublished)s unpublished plans are later than their companies were"
            " promised.",
            figures.unpublished,
        )
        % {"late": figures.late, "unpublished": figures.unpublished},
        decide=_("Decide which go first, or give the companies a new date."),
        url=links.plans(Status.DRAFTED, Status.RETURNED, Status.IN_REVIEW, Status.APPROVED),
    )


def _waiting_for_approval(queue: Queue, links: Links) -> Thing:
    news = ngettext(
        "%(plans)s plan waits for approval.", "%(plans)s plans wait for approval.", queue.plans
    ) % {"plans": queue.plans}
    decide = (
        _("Ask an approver to decide on the oldest first.")
        if queue.people
        else _("Nobody may approve plans at the moment: name an approver.")
    )
    return Thing(f"{news} {_oldest(queue.oldest_days)}", decide, links.plans(queue.state))


def _waiting_for_review(drafted: Queue, returned: Queue, links: Links) -> Thing:
    plans = drafted.plans + returned.plans
    news = ngettext(
        "%(plans)s plan waits for an officer’s review.",
        "%(plans)s plans wait for an officer’s review.",
        plans,
    ) % {"plans": plans}
    oldest = max(drafted.oldest_days or 0, returned.oldest_days or 0)
    return Thing(
        f"{news} {_oldest(oldest)}",
        _("Decide who reviews them.")
        if drafted.people
        else _("Nobody may review plans at the moment: name an officer."),
        links.plans(Status.DRAFTED, Status.RETURNED),
    )


def _not_published(queue: Queue, links: Links) -> Thing:
    news = ngettext(
        "%(plans)s approved plan has not been published.",
        "%(plans)s approved plans have not been published.",
        queue.plans,
    ) % {"plans": queue.plans}
    return Thing(
        f"{news} {_oldest(queue.oldest_days)}",
        _("Ask for them to be published, so that the companies can act."),
        links.plans(queue.state),
    )


def _oldest(days: int | None) -> str:
    if not days:
        return _("None has waited for a full day.")
    return ngettext(
        "The oldest has waited for %(days)s day.", "The oldest has waited for %(days)s days.", days
    ) % {"days": days}


def _over_budget(over: list[Demand], links: Links) -> Thing:
    """`over` is ordered by share, the largest first."""
    most = over[0]
    news = ngettext(
        "Recommendations ask “%(name)s” for %(asked)s; its budget is %(budget)s (%(share)s%%).",
        "Recommendations ask %(programmes)s programmes for more than their budget, “%(name)s” the"
        " most: %(asked)s of %(budget)s (%(share)s%%).",
        len(over),
    ) % {
        "programmes": len(over),
        "name": in_words(most.name),
        "asked": won(most.asked_krw),
        "budget": won(most.budget_krw or 0),
        "share": f"{most.share:,}",
    }
    return Thing(
        news,
        _("Decide whether to add budget or to choose among the companies."),
        links.programmes(),
    )


def _over_places(full: list[Demand], links: Links) -> Thing:
    most = max(full, key=lambda one: one.companies - (one.places or 0))
    news = ngettext(
        "“%(name)s” has fewer places than companies it is recommended to: %(places)s for"
        " %(companies)s.",
        "%(programmes)s programmes have fewer places than companies they are recommended to,"
        " “%(name)s” the most: %(places)s for %(companies)s.",
        len(full),
    ) % {
        "programmes": len(full),
        "name": in_words(most.name),
        "places": most.places,
        "companies": most.companies,
    }
    return Thing(
        news,
        _("Decide whether to add places or to choose among the companies."),
        links.programmes(),
    )


def _closing_soon(figures: CityFigures, links: Links) -> Iterator[Thing]:
    response = figures.response
    if response is None or response.submitted >= response.invited:
        return
    days = (response.closes_at - figures.counted_at).days
    if not 0 <= days <= CLOSING_SOON_DAYS:
        return
    closing = (
        ngettext("The survey closes in %(days)s day.", "The survey closes in %(days)s days.", days)
        if days
        else _("The survey closes within a day.")
    ) % {"days": days}
    silent = response.invited - response.submitted
    missing = ngettext(
        "%(silent)s of %(invited)s company has not answered.",
        "%(silent)s of %(invited)s companies have not answered.",
        response.invited,
    ) % {"silent": silent, "invited": response.invited}
    yield Thing(
        f"{closing} {missing}",
        _("Decide on a reminder, or on a later closing date."),
        links.waves(),
    )
