"""A plan's events as its reader sees them: who did what, when, and why."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from support_plans.admin.words import person_name
from support_plans.models import Plan, PlanEvent, PlanItem
from support_plans.words import won


@dataclass(frozen=True, slots=True)
class Entry:
    """One step. `changes` are whole phrases; `reason` is what the person wrote."""

    what: str
    who: str
    at: datetime
    programme: str
    changes: tuple[str, ...]
    reason: str
    is_return: bool


def timeline(plan: Plan, names: Mapping[str, str]) -> list[Entry]:
    """Every event of the plan, the newest first. `names` are the programmes', by code."""
    events = plan.events.select_related("by", "contact").order_by("-number")
    return [_entry(event, names) for event in events]


def _entry(event: PlanEvent, names: Mapping[str, str]) -> Entry:
    details = event.details
    code = str(details.get("programme", ""))
    return Entry(
        what=event.get_kind_display(),
        who=person_name(event.by) or str(event.contact or _("The platform")),
        at=event.at,
        programme=names.get(code, code),
        changes=tuple(_changes(details)),
        reason=str(details.get("reason", "")),
        is_return=event.kind == PlanEvent.Kind.RETURNED,
    )


def _changes(details: Mapping[str, Any]) -> list[str]:
    before, after = details.get("before", {}), details.get("after", {})
    changes = []
    if before.get("outcome") != after.get("outcome"):
        changes.append(f"{_outcome(before['outcome'])} → {_outcome(after['outcome'])}")
    if before.get("amount_krw") != after.get("amount_krw"):
        changes.append(f"{_amount(before['amount_krw'])} → {_amount(after['amount_krw'])}")
    if before.get("note") != after.get("note"):
        changes.append(_("Note to the company changed"))
    if "decision" in details:
        decision = details["decision"]
        changes.append(str(dict(PlanItem.Decision.choices).get(decision, decision)))
    return changes


def _outcome(code: str) -> str:
    return str(dict(PlanItem.Outcome.choices).get(code, code))


def _amount(amount_krw: int | None) -> str:
    return _("no amount") if amount_krw is None else won(amount_krw)
