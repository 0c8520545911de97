"""Background work of the plans. A task takes ids, calls one service, and may run twice."""

from datetime import datetime

from celery import shared_task

from support_plans.services.digest import send_due_digests
from support_plans.services.draft import draft_plan_for, submissions_without_plan


@shared_task
def draft_plan(submission_id: int, at: str | None = None) -> None:
    """Draft the plan of a submission, unless it has one; `at` (ISO 8601) replays a past moment."""
    moment = datetime.fromisoformat(at) if at else None
    draft_plan_for(submission_id=submission_id, at=moment)


@shared_task
def sweep_submissions() -> int:
    """Draft what a lost message left undrafted; returns how many submissions that were."""
    waiting = list(submissions_without_plan())
    for submission_id in waiting:
        draft_plan.delay(submission_id)
    return len(waiting)


@shared_task
def send_digests() -> int:
    """Send every digest whose time has come; returns how many."""
    return send_due_digests()
