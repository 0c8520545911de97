"""Counting the city for its managers: exactly for a period, with the period before beside it."""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import NamedTuple

from django.db.models import Count, Q

from support_plans.digests.figures import STATES, CityFigures, Decisions, Demand, Flow, Queue
from support_plans.models import Plan, PlanEvent, PlanItem, ProgrammeVersion
from support_plans.periods import Period
from support_plans.services.people import people_who_may
from support_plans.services.plan_history import (
    PlanHistory,
    PlanThen,
    Recommendation,
    read_history,
)
from support_plans.services.response import wave_response
from surveys.models import Submission

Status = Plan.Status
Kind = PlanEvent.Kind
Decision = PlanItem.Decision

_MOVED_BY: Mapping[str, str] = {
    Status.DRAFTED: "review_plan",
    Status.RETURNED: "review_plan",
    Status.IN_REVIEW: "approve_plan",
    Status.APPROVED: "publish_plan",
}
SUBMITTED = "submitted"
_FLOWS = [Kind.DRAFTED, Kind.PROPOSED, Kind.RETURNED, Kind.APPROVED, Kind.PUBLISHED]


class _Origin(NamedTuple):
    """Which submission a plan came from, and how soon its company was promised the plan."""

    response_id: int
    number: int
    submitted_at: datetime
    promised_days: int


def count_city(*, period: Period, now: datetime) -> CityFigures:
    """The figures of the period, with what is happening after it or after `now` left out.

    The number of queries does not depend on how many companies or plans there are. Budgets,
    places and who may do what are today's; everything else is as it was.
    """
    until = min(period.ends_at, now)
    history = read_history()
    origins = _origins()
    plans, plans_before = history.plans_at(until), history.plans_at(period.starts_at)
    unpublished = [pk for pk, plan in plans.items() if plan.status in Status.unpublished()]
    return CityFigures(
        starts_on=period.starts_on,
        counted_at=until,
        response=wave_response(period=period, until=until),
        queues=_queues(plans, plans_before, until),
        unpublished=len(unpublished),
        late=sum(_is_late(origins[pk], until) for pk in unpublished),
        decisions=_decisions(history, period, until),
        demands=_demands(history, origins, period, until),
        flows=_flows(history, period, until),
    )


def _origins() -> dict[int, _Origin]:
    rows = Plan.objects.values_list(
        "pk",
        "submission__response_id",
        "submission__number",
        "submission__submitted_at",
        "submission__response__wave__plans_promised_within_days",
    )
    return {row[0]: _Origin(*row[1:]) for row in rows}


def _is_late(origin: _Origin, at: datetime) -> bool:
    return origin.submitted_at + timedelta(days=origin.promised_days) < at


# --- The plans ----------------------------------------------------------------------------------


def _queues(
    plans: Mapping[int, PlanThen], plans_before: Mapping[int, PlanThen], until: datetime
) -> tuple[Queue, ...]:
    people = {  # superusers keep the machine, not the plans
        permission: people_who_may(permission).count()
        for permission in sorted(set(_MOVED_BY.values()))
    }
    before = Counter(plan.status for plan in plans_before.values())
    queues = []
    for state, statuses in STATES.items():
        days = [(until - plan.since).days for plan in plans.values() if plan.status in statuses]
        queues.append(
            Queue(
                state=str(state),
                plans=len(days),
                plans_before=sum(before[status] for status in statuses),
                people=people.get(_MOVED_BY.get(state, ""), 0),
                oldest_days=max(days, default=None),
            )
        )
    return tuple(queues)


def _decisions(history: PlanHistory, period: Period, until: datetime) -> Decisions:
    plans, now = _said(history, until)
    _, before = _said(history, period.starts_at)
    return Decisions(
        plans=plans,
        accepted=now[Decision.ACCEPTED],
        accepted_before=before[Decision.ACCEPTED],
        declined=now[Decision.DECLINED],
        declined_before=before[Decision.DECLINED],
        open=now[""],
        open_before=before[""],
    )


def _said(history: PlanHistory, moment: datetime) -> tuple[int, Counter[str]]:
    """How many plans companies could read at the moment, and what they had said to the items."""
    visible = {
        pk
        for pk, plan in history.plans_at(moment).items()
        if plan.status in Status.visible_to_company()
    }
    items = history.recommendations_at(moment)
    return len(visible), Counter(item.decision for item in items if item.plan_id in visible)


# --- The programmes -----------------------------------------------------------------------------


def _demands(
    history: PlanHistory, origins: Mapping[int, _Origin], period: Period, until: datetime
) -> tuple[Demand, ...]:
    """Programmes with a budget or places, the largest share of the budget first."""
    now = list(_standing(history, origins, until))
    before = list(_standing(history, origins, period.starts_at))
    versions = (
        ProgrammeVersion.objects.in_force_on(period.ends_on)
        .filter(Q(budget_krw__isnull=False) | Q(places__isnull=False))
        .select_related("programme")
    )
    demands = [
        Demand(
            code=version.programme.code,
            name=version.name,
            companies=sum(item.version_id == version.pk for item in now),
            places=version.places,
            asked_krw=_asked(now, version),
            asked_before_krw=_asked(before, version),
            budget_krw=version.budget_krw,
        )
        for version in versions
    ]
    return tuple(sorted(demands, key=lambda one: (-one.share, -one.asked_krw, one.code)))


def _standing(
    history: PlanHistory, origins: Mapping[int, _Origin], moment: datetime
) -> Iterable[Recommendation]:
    """Recommendations nobody declined, of each company's newest plan: it replaces those before."""
    newest: dict[int, int] = {}
    for pk in sorted(history.plans_at(moment), key=lambda pk: origins[pk].number):
        newest[origins[pk].response_id] = pk
    kept = set(newest.values())
    for item in history.recommendations_at(moment):
        if item.plan_id in kept and item.decision != Decision.DECLINED:
            yield item


def _asked(items: Iterable[Recommendation], version: ProgrammeVersion) -> int:
    return sum(item.amount_krw for item in items if item.version_id == version.pk)


# --- What happened ------------------------------------------------------------------------------


def _flows(history: PlanHistory, period: Period, until: datetime) -> tuple[Flow, ...]:
    middle, start = period.starts_at, period.before.starts_at
    submissions = Submission.objects.aggregate(
        now=Count("pk", filter=Q(submitted_at__gte=middle, submitted_at__lt=until)),
        before=Count("pk", filter=Q(submitted_at__gte=start, submitted_at__lt=middle)),
    )
    return (
        Flow(SUBMITTED, submissions["now"], submissions["before"]),
        *(
            Flow(
                str(kind),
                _plans_with(history, kind, middle, until),
                _plans_with(history, kind, start, middle),
            )
            for kind in _FLOWS
        ),
    )


def _plans_with(history: PlanHistory, kind: Kind, start: datetime, end: datetime) -> int:
    return len(
        {
            event.plan_id
            for event in history.events
            if event.kind == kind and start <= event.at < end
        }
    )
