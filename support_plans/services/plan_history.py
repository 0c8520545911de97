"""Where the plans stood at a moment in the past, read from their events."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple

from django.db.models import Q

from support_plans.models import Plan, PlanEvent, PlanItem

Status = Plan.Status
Kind = PlanEvent.Kind
Decision = PlanItem.Decision

_LEADS_TO = {
    Kind.DRAFTED: Status.DRAFTED,
    Kind.PROPOSED: Status.IN_REVIEW,
    Kind.RETURNED: Status.RETURNED,
    Kind.APPROVED: Status.APPROVED,
    Kind.PUBLISHED: Status.PUBLISHED,
    Kind.SUPERSEDED: Status.SUPERSEDED,
}


class PastEvent(NamedTuple):
    """What the history needs of an event."""

    plan_id: int
    kind: str
    at: datetime
    details: Mapping[str, object]


class Item(NamedTuple):
    """What the history needs of a plan's item, as it is today."""

    plan_id: int
    programme: str
    version_id: int
    outcome: str
    amount_krw: int | None


@dataclass(slots=True)
class PlanThen:
    """A plan at a moment: its state, since when, and what was said of which programme."""

    status: Status
    since: datetime
    decisions: dict[str, str] = field(default_factory=dict)


class Recommendation(NamedTuple):
    """A recommended item at a moment; `decision` is empty where the company had said nothing."""

    plan_id: int
    version_id: int
    amount_krw: int
    decision: str


class PlanHistory:
    """Every plan at any moment. Needs all events, each plan's in their order, and the items."""

    def __init__(self, events: Sequence[PastEvent], items: Sequence[Item]) -> None:
        self.events = events
        self.items = items
        self._recommended: dict[int, int] = defaultdict(int)
        for item in items:
            self._recommended[item.plan_id] += item.outcome == PlanItem.Outcome.RECOMMENDED

    def plans_at(self, moment: datetime) -> dict[int, PlanThen]:
        """The plans that existed right before `moment`, by id."""
        plans: dict[int, PlanThen] = {}
        for event in self.events:
            if event.at < moment:
                self._replay(event, plans)
        return plans

    def _replay(self, event: PastEvent, plans: dict[int, PlanThen]) -> None:
        if event.kind == Kind.DRAFTED:
            plans[event.plan_id] = PlanThen(Status.DRAFTED, event.at)
            return
        plan = plans[event.plan_id]
        if event.kind == Kind.DECIDED:
            plan.decisions[str(event.details["programme"])] = str(event.details["decision"])
            status = self._answered_status(event.plan_id, plan)
        else:
            status = _LEADS_TO.get(Kind(event.kind), plan.status)  # an edit moves nothing
        if status != plan.status:
            plan.status, plan.since = status, event.at

    def _answered_status(self, plan_id: int, plan: PlanThen) -> Status:
        """What `decide_item` made of the plan. No item changes its outcome after approval."""
        if len(plan.decisions) < self._recommended[plan_id]:
            return Status.PUBLISHED
        said = set(plan.decisions.values())
        if said == {Decision.ACCEPTED}:
            return Status.ACCEPTED
        return Status.DECLINED if said == {Decision.DECLINED} else Status.PARTLY_ACCEPTED

    def recommendations_at(self, moment: datetime) -> list[Recommendation]:
        """What was recommended right before `moment`: today's items with later edits taken back."""
        plans = self.plans_at(moment)
        then = {
            (item.plan_id, item.programme): item for item in self.items if item.plan_id in plans
        }
        for event in reversed(self.events):
            if event.kind == Kind.EDITED and event.at >= moment and event.plan_id in plans:
                key = (event.plan_id, str(event.details["programme"]))
                then[key] = _before_edit(then[key], event)
        return [
            Recommendation(
                item.plan_id,
                item.version_id,
                item.amount_krw or 0,
                plans[item.plan_id].decisions.get(item.programme, ""),
            )
            for item in then.values()
            if item.outcome == PlanItem.Outcome.RECOMMENDED
        ]


def _before_edit(item: Item, edit: PastEvent) -> Item:
    before = edit.details["before"]
    assert isinstance(before, Mapping)
    return item._replace(outcome=before["outcome"], amount_krw=before["amount_krw"])


def read_history() -> PlanHistory:
    """Two queries, whatever the number of plans."""
    events = PlanEvent.objects.order_by("plan_id", "number")
    items = PlanItem.objects.filter(
        Q(outcome=PlanItem.Outcome.RECOMMENDED) | Q(plan__edited_at__isnull=False)
    )
    return PlanHistory(
        [PastEvent(*row) for row in events.values_list("plan_id", "kind", "at", "details")],
        [
            Item(*row)
            for row in items.values_list(
                "plan_id",
                "programme_version__programme__code",
                "programme_version_id",
                "outcome",
                "amount_krw",
            )
        ],
    )
