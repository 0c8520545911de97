"""Background work of the surveys. A task takes ids, calls one service, and may run twice."""

from celery import shared_task

from surveys.services.mail import deliver_queued_mail


@shared_task
def deliver_mail() -> None:
    """Send what waits in the outbox."""
    deliver_queued_mail()
