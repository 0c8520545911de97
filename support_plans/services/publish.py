"""Publishing a plan to its company, and taking the company's answer."""

from datetime import datetime, timedelta

from django.conf import settings
from django.contrib.auth.models import User
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from support_plans.models import Plan, PlanEvent, PlanItem, PlanLink
from support_plans.services.events import record_event
from support_plans.services.problems import NobodyToTell, PlanHasMoved
from support_plans.services.review import Status, move_plan, require
from surveys.models import Contact
from surveys.models.links import new_token
from surveys.services.invite import unknown_or_replaced
from surveys.services.mail import queue_mail
from surveys.services.problems import LinkExpired, LinkRevoked

READABLE_FOR = timedelta(days=365)


@transaction.atomic
def publish_plan(*, plan: Plan, by: User, revision: int, at: datetime | None = None) -> Plan:
    """Make an approved plan readable to the company and tell its contacts, by one mail each.

    They are those whose invitation to the wave stands. Raises PlanHasMoved where the plan is not
    approved, NobodyToTell where there is no such contact.
    """
    require(by, "publish_plan")
    now = at or timezone.now()
    moved = move_plan(
        plan,
        revision=revision,
        allowed=[Status.APPROVED],
        status=Status.PUBLISHED,
        published_at=now,
    )
    contacts = Contact.objects.filter(
        invitations__wave=moved.submission.response.wave,
        invitations__revoked_at__isnull=True,
        company=moved.company,
    ).distinct()
    if not contacts:
        raise NobodyToTell
    record_event(plan=moved, kind=PlanEvent.Kind.PUBLISHED, at=now, by=by)
    for contact in contacts:
        send_plan_link(plan=moved, contact=contact, now=now)
    return moved


def send_plan_link(*, plan: Plan, contact: Contact, now: datetime, token: str | None = None) -> str:
    """Mail the contact a link of their own to the plan; an earlier one stops working."""
    token = token or new_token()
    row = PlanLink.objects.filter(plan=plan, contact=contact).first()
    row = row or PlanLink(plan=plan, contact=contact)
    row.give_token(token)
    row.expires_at = now + READABLE_FOR
    row.save()
    link = f"{settings.BASE_URL}{reverse('support_plans:enter', args=[token])}"
    recommended = plan.items.filter(outcome=PlanItem.Outcome.RECOMMENDED).count()
    queue_mail(
        kind="plan_published",
        to=contact.email,
        language=contact.language,
        context={
            "company": plan.company.name_in(contact.language),
            "reference": plan.reference,
            "recommended": recommended,
            "summary": plan.summary_text.in_language(contact.language),
            "link": link,
        },
    )
    return link


def plan_link_for_token(*, token: str, now: datetime) -> PlanLink:
    """The link's row. Raises LinkUnknown, LinkRevoked or LinkExpired."""
    link = PlanLink.with_token(token).first()
    if link is None:
        raise unknown_or_replaced(token)
    check_plan_link(link=link, now=now)
    return link


def check_plan_link(*, link: PlanLink, now: datetime) -> None:
    """Raises LinkRevoked or LinkExpired."""
    if link.revoked_at is not None or link.plan.status not in Status.visible_to_company():
        raise LinkRevoked(link.pk)
    if link.is_expired(now):
        raise LinkExpired(link.pk)


@transaction.atomic
def decide_item(
    *,
    item: PlanItem,
    contact: Contact,
    decision: PlanItem.Decision,
    reason: str,
    at: datetime | None = None,
) -> Plan:
    """Take the company's answer to one recommendation; it may change its mind.

    Once every recommendation is answered the plan is accepted, partly accepted or declined. The
    same answer again changes nothing and leaves no event. Raises PlanHasMoved where the plan is not
    open to the company or the item not recommended.
    """
    plan = Plan.objects.select_for_update().select_related("submission").get(pk=item.plan_id)
    now = at or timezone.now()
    item.refresh_from_db(fields=["outcome", "decision", "decision_reason"])
    is_open = plan.status in Status.visible_to_company()
    if not is_open or item.outcome != PlanItem.Outcome.RECOMMENDED:
        raise PlanHasMoved(plan)
    if (item.decision, item.decision_reason) == (decision, reason):
        return plan
    item.decision, item.decision_reason = decision, reason
    item.decided_by, item.decided_at = contact, now
    item.save(update_fields=["decision", "decision_reason", "decided_by", "decided_at"])
    plan.status = _answered_status(plan)
    plan.revision += 1
    plan.save(update_fields=["status", "revision"])
    details = {
        "programme": item.programme_version.programme.code,
        "decision": str(decision),
        "reason": reason,
    }
    record_event(plan=plan, kind=PlanEvent.Kind.DECIDED, at=now, contact=contact, details=details)
    return plan


def _answered_status(plan: Plan) -> Plan.Status:
    decisions = set(
        plan.items.filter(outcome=PlanItem.Outcome.RECOMMENDED).values_list("decision", flat=True)
    )
    if "" in decisions:
        return Status.PUBLISHED
    if decisions == {PlanItem.Decision.ACCEPTED}:
        return Status.ACCEPTED
    if decisions == {PlanItem.Decision.DECLINED}:
        return Status.DECLINED
    return Status.PARTLY_ACCEPTED
