"""What happens here when something happened in a service."""

from typing import Any

from django.dispatch import receiver

from surveys.signals import mail_queued
from surveys.tasks import deliver_mail


@receiver(mail_queued)
def deliver_soon(**kwargs: Any) -> None:
    """Have the outbox emptied. Where the broker is down, the schedule does it a little later."""
    deliver_mail.delay()
