"""Background work of the surveys. A task takes ids, calls one service, and may run twice."""

from celery import shared_task
from django.utils import timezone

from surveys.services.lost_link import send_lost_links as send_lost_links_to
from surveys.services.mail import deliver_queued_mail
from surveys.services.uploads import sweep_uploads


@shared_task
def deliver_mail() -> None:
    """Send what waits in the outbox."""
    deliver_queued_mail()


@shared_task
def sweep_unnamed_uploads() -> None:
    """Delete files that no answer names any more."""
    sweep_uploads(now=timezone.now())


@shared_task
def send_lost_links(address: str) -> None:
    """Mail the address its links, if it has any."""
    send_lost_links_to(address=address, now=timezone.now())
