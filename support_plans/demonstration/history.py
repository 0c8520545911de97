"""What officers and companies have done with the demonstration's plans so far."""

from datetime import datetime, timedelta

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone

from support_plans.demonstration.chance import Chance
from support_plans.demonstration.companies import SEED
from support_plans.models import Plan, PlanItem
from support_plans.services.publish import decide_item, publish_plan
from support_plans.services.review import approve_plan, edit_item, propose_plan, return_plan
from surveys.models import Wave

PROPOSED, APPROVED, PUBLISHED, ANSWERED = 72, 60, 48, 30
"""How far the oldest plans have come: of the first 72 looked through, 60 were approved …"""
RETURNED = {63, 69}  # by their place among the oldest


def replay_reviews(*, wave: Wave, officer: User, approver: User) -> None:
    """Take the oldest plans of the wave through their moves, each at a plausible moment.

    A plan that anybody has touched since it was drafted is left as it is.
    """
    plans = (
        Plan.objects.filter(submission__response__wave=wave)
        .select_related("submission__response__wave", "company")
        .oldest_first()
    )
    for place, plan in enumerate(plans[:PROPOSED]):
        if plan.status == Plan.Status.DRAFTED and plan.edited_by_id is None:
            _replay(plan, place, officer, approver)


@transaction.atomic
def _replay(plan: Plan, place: int, officer: User, approver: User) -> None:
    chance = Chance(f"{SEED}:{plan.submission.reference}")
    clock = _Clock(plan.drafted_at, chance)
    if place % 6 == 2:
        plan = _edited(plan, officer, clock())
    plan = propose_plan(plan=plan, by=officer, revision=plan.revision, at=clock())
    if place in RETURNED:
        reason = "추천 금액이 예산 잔액을 넘습니다. 금액을 다시 확인해 주십시오."
        return_plan(plan=plan, by=approver, revision=plan.revision, reason=reason, at=clock())
    elif place < APPROVED:
        plan = approve_plan(plan=plan, by=approver, revision=plan.revision, at=clock())
        if place < PUBLISHED:
            plan = publish_plan(plan=plan, by=approver, revision=plan.revision, at=clock())
        if place < ANSWERED:
            _decided(plan, chance, clock)


class _Clock:
    """Moments of office life: each some hours after the one before, never in the future."""

    def __init__(self, start: datetime, chance: Chance) -> None:
        self.moment, self.chance, self.now = start, chance, timezone.now()

    def __call__(self) -> datetime:
        self.moment += timedelta(minutes=self.chance.randint(50, 1500))
        self.moment = min(self.moment, self.now)
        return self.moment


def _edited(plan: Plan, officer: User, at: datetime) -> Plan:
    item = plan.items.filter(outcome=PlanItem.Outcome.RECOMMENDED, amount_krw__gt=0).first()
    if item is None:
        return plan
    edit_item(
        item=item,
        by=officer,
        revision=plan.revision,
        outcome=item.outcome,
        amount_krw=(item.amount_krw or 0) * 8 // 10,
        note="신청 전에 담당 부서와 지원 범위를 먼저 상의하시기 바랍니다.",
        reason="신청 기업 수를 고려해 지원 금액을 조정했습니다.",
        at=at,
    )
    plan.refresh_from_db()
    return plan


def _decided(plan: Plan, chance: Chance, clock: _Clock) -> None:
    contact = plan.submission.submitted_by
    if contact is None:
        return
    items = plan.items.filter(outcome=PlanItem.Outcome.RECOMMENDED)
    for item in items.select_related("programme_version__programme"):
        accepts = chance.yes(0.72)
        decide_item(
            item=item,
            contact=contact,
            decision=PlanItem.Decision.ACCEPTED if accepts else PlanItem.Decision.DECLINED,
            reason="" if accepts else "올해는 신청을 준비할 인력이 없습니다.",
            at=clock(),
        )
