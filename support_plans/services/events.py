"""Writing the chain of a plan's events, and checking it."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import TYPE_CHECKING

from support_plans.models import Plan, PlanEvent
from surveys.models import Contact

if TYPE_CHECKING:
    from django.contrib.auth.models import User


def record_event(
    *,
    plan: Plan,
    kind: PlanEvent.Kind,
    at: datetime,
    by: "User | None" = None,
    contact: Contact | None = None,
    details: Mapping[str, object] | None = None,
) -> PlanEvent:
    """Append to the plan's chain. The caller holds the plan's row, so that numbers follow."""
    last = plan.events.order_by("-number").first()
    event = PlanEvent(
        plan=plan,
        number=last.number + 1 if last else 1,
        kind=kind,
        at=at,
        by=by,
        contact=contact,
        details=dict(details or {}),
        previous_digest=last.digest if last else "",
    )
    event.digest = event.computed_digest()
    event.save()
    return event


def broken_events(plan: Plan) -> Iterator[PlanEvent]:
    """The events whose content or place in the chain is not what was written."""
    previous, number = "", 0
    for event in plan.events.order_by("number"):
        number += 1
        is_in_place = event.number == number and event.previous_digest == previous
        if not is_in_place or event.digest != event.computed_digest():
            yield event
        previous, number = event.digest, event.number
