"""Officers' moves: edit, propose, return, approve. Each is conditional and leaves an event.

`at` is the time for the record; now, unless somebody replays the past.
"""

from datetime import datetime
from typing import Any

from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from support_plans.models import Plan, PlanEvent, PlanItem
from support_plans.services.events import record_event
from support_plans.services.problems import (
    AmountTooHigh,
    NoteMissing,
    PlanHasMoved,
    ReasonMissing,
    SamePerson,
)
from support_plans.services.summary import summary_of

Status = Plan.Status


def require(by: User, permission: str) -> None:
    """Raises PermissionDenied where the person may not do this at all."""
    if not by.has_perm(f"support_plans.{permission}"):
        raise PermissionDenied(permission)


@transaction.atomic
def edit_item(
    *,
    item: PlanItem,
    by: User,
    revision: int,
    outcome: str,
    amount_krw: int | None,
    note: str,
    reason: str,
    at: datetime | None = None,
) -> None:
    """Change what the plan says of one programme, with the reason for the record.

    The plan's summary follows. Raises PlanHasMoved where somebody changed the plan since
    `revision`, or it is approved; ReasonMissing, NoteMissing and AmountTooHigh.
    """
    require(by, "review_plan")
    if not reason.strip():
        raise ReasonMissing
    if outcome != PlanItem.Outcome.RECOMMENDED:
        amount_krw = None  # what is not recommended is not promised either
    _check_for_company(item, outcome=outcome, amount_krw=amount_krw, note=note)
    before = {"outcome": item.outcome, "amount_krw": item.amount_krw, "note": item.note}
    after = {"outcome": outcome, "amount_krw": amount_krw, "note": note}
    now = at or timezone.now()
    plan = move_plan(
        item.plan,
        revision=revision,
        allowed=Status.editable(),
        edited_by=by,
        edited_at=now,
    )
    PlanItem.objects.filter(pk=item.pk).update(**after)
    item.refresh_from_db()
    items = plan.items.clearest_need_first().select_related("programme_version")
    summary = summary_of(plan.company, items).to_json()
    Plan.objects.filter(pk=plan.pk).update(summary=summary)
    details = {
        "programme": item.programme_version.programme.code,
        "before": {**before, "summary": plan.summary},
        "after": {**after, "summary": summary},
        "reason": reason,
    }
    record_event(plan=plan, kind=PlanEvent.Kind.EDITED, at=now, by=by, details=details)


def _check_for_company(item: PlanItem, *, outcome: str, amount_krw: int | None, note: str) -> None:
    """Raises NoteMissing or AmountTooHigh."""
    if outcome != item.drafted_outcome and not note.strip():
        raise NoteMissing
    ceiling = item.programme_version.ceiling_krw
    if amount_krw is not None and ceiling is not None and amount_krw > ceiling:
        raise AmountTooHigh(ceiling)


@transaction.atomic
def propose_plan(*, plan: Plan, by: User, revision: int, at: datetime | None = None) -> Plan:
    """An officer has gone through the plan and hands it to a second person."""
    require(by, "review_plan")
    now = at or timezone.now()
    moved = move_plan(
        plan,
        revision=revision,
        allowed=[Status.DRAFTED, Status.RETURNED],
        status=Status.IN_REVIEW,
        proposed_by=by,
        proposed_at=now,
    )
    record_event(plan=moved, kind=PlanEvent.Kind.PROPOSED, at=now, by=by)
    return moved


@transaction.atomic
def return_plan(
    *, plan: Plan, by: User, revision: int, reason: str, at: datetime | None = None
) -> Plan:
    """The second person sends the plan back, saying why."""
    require(by, "approve_plan")
    if not reason.strip():
        raise ReasonMissing
    moved = move_plan(plan, revision=revision, allowed=[Status.IN_REVIEW], status=Status.RETURNED)
    record_event(
        plan=moved,
        kind=PlanEvent.Kind.RETURNED,
        at=at or timezone.now(),
        by=by,
        details={"reason": reason},
    )
    return moved


@transaction.atomic
def approve_plan(*, plan: Plan, by: User, revision: int, at: datetime | None = None) -> Plan:
    """A second person agrees. Raises SamePerson to whoever edited or proposed the plan."""
    require(by, "approve_plan")
    if has_worked_on(plan=plan, by=by):
        raise SamePerson
    now = at or timezone.now()
    moved = move_plan(
        plan,
        revision=revision,
        allowed=[Status.IN_REVIEW],
        status=Status.APPROVED,
        approved_by=by,
        approved_at=now,
    )
    record_event(plan=moved, kind=PlanEvent.Kind.APPROVED, at=now, by=by)
    return moved


def has_worked_on(*, plan: Plan, by: User) -> bool:
    """Whether the person ever edited or proposed this plan."""
    kinds = [PlanEvent.Kind.EDITED, PlanEvent.Kind.PROPOSED]
    return plan.events.filter(by=by, kind__in=kinds).exists()


def move_plan(plan: Plan, *, revision: int, allowed: list[Plan.Status], **changes: Any) -> Plan:
    """Change the plan if it still is what its reader saw; every move is a new revision."""
    moved = Plan.objects.filter(pk=plan.pk, revision=revision, status__in=allowed).update(
        revision=revision + 1, **changes
    )
    fresh = Plan.objects.select_related("submission").get(pk=plan.pk)
    if not moved:
        raise PlanHasMoved(fresh)
    return fresh
