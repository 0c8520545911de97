"""The sections of a digest: each a heading, sentences and rows, in the active language."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from support_plans.digests.figures import STATES, CityFigures, Demand, FieldResponse, Queue
from support_plans.digests.links import Links
from support_plans.digests.words import changed, companies_of, recommendations_of
from support_plans.models import Plan
from support_plans.words import won
from surveys.language import in_words

Status = Plan.Status

MOST_ROWS = 5


@dataclass(frozen=True, slots=True)
class Row:
    label: str
    value: str
    change: str
    facts: Sequence[str] = ()
    url: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """A heading, sentences, and a table of three columns."""

    title: str
    lead: Sequence[str]
    columns: tuple[str, str, str]
    rows: Sequence[Row]
    more: str = ""
    url: str = ""
    link: str = ""


# --- The response -------------------------------------------------------------------------------


def response_section(figures: CityFigures, links: Links) -> Section | None:
    response = figures.response
    if response is None:
        return None
    answered = ngettext(
        "%(submitted)s of %(invited)s invited company (%(percent)s%%) has answered “%(wave)s”.",
        "%(submitted)s of %(invited)s invited companies (%(percent)s%%) have answered “%(wave)s”.",
        response.invited,
    ) % {
        "submitted": f"{response.submitted:,}",
        "invited": f"{response.invited:,}",
        "percent": response.rate,
        "wave": in_words(response.title),
    }
    before = _("A week before it was %(before)s.") % {"before": f"{response.submitted_before:,}"}
    started = ngettext(
        "%(started)s more has begun.", "%(started)s more have begun.", response.started
    ) % {"started": response.started}
    return Section(
        title=_("Response"),
        lead=[answered, before, *([started] if response.started else [])],
        columns=(
            _("AI field, the furthest behind first"),
            _("Answered"),
            pgettext("by how much a number changed", "Change"),
        ),
        rows=[_field_row(field) for field in response.fields[:MOST_ROWS]],
        more=_and_more(
            lambda n: ngettext("and %(more)s more field", "and %(more)s more fields", n),
            len(response.fields),
        ),
        url=links.responses(),
        link=_("See all responses"),
    )


def _field_row(field: FieldResponse) -> Row:
    return Row(
        label=in_words(field.name) or _("Field not recorded"),
        value=companies_of(field.submitted, field.invited),
        change=changed(field.submitted, field.submitted_before),
    )


def _and_more(words: Callable[[int], str], total: int) -> str:
    more = total - MOST_ROWS
    return words(more) % {"more": more} if more > 0 else ""


# --- The plans ----------------------------------------------------------------------------------


def plans_section(figures: CityFigures, links: Links) -> Section:
    return Section(
        title=_("Plans, and who holds them"),
        lead=[],
        columns=(_("State"), _("Plans"), pgettext("by how much a number changed", "Change")),
        rows=[_queue_row(queue, links) for queue in figures.queues],
        url=links.plans(),
        link=_("See all plans"),
    )


def _queue_row(queue: Queue, links: Links) -> Row:
    return Row(
        label=_state(queue.state),
        value=_plans_counted(queue.plans),
        change=changed(queue.plans, queue.plans_before),
        facts=[fact for fact in (_holder(queue), _oldest(queue)) if fact] if queue.plans else [],
        url=links.plans(*STATES[queue.state]) if queue.plans else "",
    )


def _state(state: str) -> str:
    names = {
        Status.DRAFTED: _("Drafted, not reviewed yet"),
        Status.RETURNED: _("Returned to the officer"),
        Status.IN_REVIEW: _("Waiting for approval"),
        Status.APPROVED: _("Approved, not published yet"),
        Status.PUBLISHED: _("Published, not answered yet"),
    }
    return names.get(Status(state), state) if state in Status.values else _("Answered in full")


def _plans_counted(count: int) -> str:
    return ngettext("%(count)s plan", "%(count)s plans", count) % {"count": f"{count:,}"}


def _holder(queue: Queue) -> str:
    if queue.state == Status.PUBLISHED:
        return _("with the companies")
    if queue.state not in Status.values:
        return ""
    if not queue.people:
        return _("with nobody: no one has this right")
    if queue.state == Status.IN_REVIEW:
        words = ngettext("with %(people)s approver", "with %(people)s approvers", queue.people)
    elif queue.state == Status.APPROVED:
        words = ngettext(
            "with %(people)s person who may publish",
            "with %(people)s people who may publish",
            queue.people,
        )
    else:
        words = ngettext("with %(people)s officer", "with %(people)s officers", queue.people)
    return words % {"people": queue.people}


def _oldest(queue: Queue) -> str:
    if queue.oldest_days is None or queue.state not in Status.values:
        return ""
    days = queue.oldest_days
    return ngettext("oldest %(days)s day", "oldest %(days)s days", days) % {"days": days}


def decisions_section(figures: CityFigures) -> Section | None:
    said = figures.decisions
    if not said.plans:
        return None
    rows = [
        (_("Accepted"), said.accepted, said.accepted_before),
        (_("Declined"), said.declined, said.declined_before),
        (_("Not answered yet"), said.open, said.open_before),
    ]
    lead = ngettext(
        "Companies can read %(plans)s plan.", "Companies can read %(plans)s plans.", said.plans
    ) % {"plans": said.plans}
    total = said.accepted + said.declined + said.open
    return Section(
        title=_("What the companies decided"),
        lead=[lead],
        columns=(
            _("Recommendations"),
            _("Number"),
            pgettext("by how much a number changed", "Change"),
        ),
        rows=[
            Row(label, recommendations_of(count, total), changed(count, before))
            for label, count, before in rows
        ],
    )


# --- The programmes and the week ----------------------------------------------------------------


def budget_section(figures: CityFigures, links: Links) -> Section | None:
    budgeted = [demand for demand in figures.demands if demand.budget_krw]
    if not any(demand.asked_krw for demand in budgeted):
        return None
    return Section(
        title=_("Budget that the plans ask for"),
        lead=[
            _(
                "Counted are the recommendations in each company’s newest plan, approved or not,"
                " that the company has not declined."
            )
        ],
        columns=(_("Programme, the largest share first"), _("Of its budget"), _("Change (points)")),
        rows=[_demand_row(demand) for demand in budgeted[:MOST_ROWS]],
        more=_and_more(
            lambda n: ngettext("and %(more)s more programme", "and %(more)s more programmes", n),
            len(budgeted),
        ),
        url=links.programmes(),
        link=_("See all programmes"),
    )


def _demand_row(demand: Demand) -> Row:
    money = _("%(asked)s asked for, %(budget)s budgeted") % {
        "asked": won(demand.asked_krw),
        "budget": won(demand.budget_krw or 0),
    }
    companies = ngettext("%(companies)s company", "%(companies)s companies", demand.companies) % {
        "companies": demand.companies
    }
    places = [
        ngettext("%(places)s place", "%(places)s places", places) % {"places": places}
        for places in [demand.places]
        if places is not None
    ]
    return Row(
        label=in_words(demand.name),
        value=f"{demand.share:,}%",
        change=changed(demand.share, demand.share_before),
        facts=[money, companies, *places],
    )


def week_section(figures: CityFigures, links: Links) -> Section:
    names = {
        "submitted": _("Answers submitted"),
        "drafted": _("Plans drafted"),
        "proposed": _("Plans handed over for approval"),
        "returned": _("Plans returned"),
        "approved": _("Plans approved"),
        "published": _("Plans published"),
    }
    return Section(
        title=_("That week and the week before"),
        lead=[],
        columns=(_("What happened"), _("That week"), _("The week before")),
        rows=[Row(names[flow.what], f"{flow.now:,}", f"{flow.before:,}") for flow in figures.flows],
        url=links.digests(),
        link=_("See earlier digests"),
    )
