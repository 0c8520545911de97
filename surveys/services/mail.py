"""The outbox: mail is a row first, committed with whatever it tells about, and sent later."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime, timedelta
from typing import Any

import css_inline
from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import override
from post_office import mail
from post_office.models import STATUS, Email
from post_office.settings import get_max_retries

from surveys.signals import mail_queued

RETRY_AFTER = timedelta(minutes=5)

_is_silent: ContextVar[bool] = ContextVar("is_silent", default=False)


def queue_mail(
    *,
    kind: str,
    to: str,
    language: str,
    context: Mapping[str, Any],
    headers: Mapping[str, str] | None = None,
) -> Email | None:
    """Write a mail into the outbox, in the reader's language, and have it sent after the commit.

    `kind` names three templates: emails/<kind>_subject.txt, emails/<kind>.txt and .html.
    Inside `without_mail()` there is no mail, and None comes back.
    """
    if _is_silent.get():
        return None
    words = {**context, "base_url": settings.BASE_URL, "contact_email": settings.CITY_CONTACT_EMAIL}
    with override(language):
        subject = " ".join(render_to_string(f"emails/{kind}_subject.txt", words).split())
        text = render_to_string(f"emails/{kind}.txt", words)
        html = css_inline.inline(render_to_string(f"emails/{kind}.html", words))
    queued: Email = mail.send(
        to,
        settings.DEFAULT_FROM_EMAIL,
        subject=subject,
        message=text,
        html_message=html,
        headers={
            "Auto-Submitted": "auto-generated",
            "Content-Language": language,
            **(headers or {}),
        },
        priority="medium",
    )
    _tell_after_commit()
    return queued


@contextmanager
def without_mail() -> Iterator[None]:
    """Whatever happens inside is told to nobody: for invented companies on a real mail server."""
    before = _is_silent.set(True)
    try:
        yield
    finally:
        _is_silent.reset(before)


def _tell_after_commit() -> None:
    """Once per transaction, however many mails it queues: each message may wait for the broker."""
    waiting = transaction.get_connection().run_on_commit
    if not any(function is _tell_of_queued_mail for _, function, _ in waiting):
        transaction.on_commit(_tell_of_queued_mail, robust=True)


def _tell_of_queued_mail() -> None:
    """Has a name, unlike a partial: Django logs it where a receiver fails."""
    mail_queued.send(sender=Email)


def deliver_queued_mail() -> int:
    """Send what is due in the outbox; returns how many mails left.

    Each mail is claimed by a row lock, sent and marked in one transaction, so that workers share
    the work. One killed between the server's "accepted" and the commit makes the mail go twice,
    never get lost. A failed one is tried again after a growing wait, `MAX_RETRIES` times.
    """
    sent = 0
    while _deliver_one():
        sent += 1
    return sent


def _deliver_one() -> bool:
    now = timezone.now()
    with transaction.atomic():
        email = (
            Email.objects.select_for_update(skip_locked=True)
            .filter(
                Q(scheduled_time__isnull=True) | Q(scheduled_time__lte=now),
                status__in=[STATUS.queued, STATUS.requeued],
            )
            .order_by("pk")
            .first()
        )
        if email is None:
            return False
        if email.dispatch(commit=True) == STATUS.failed:
            _try_again_later(email, now)
        elif not settings.DEBUG:
            _forget_words(email)
        return True


def _forget_words(email: Email) -> None:
    email.message = email.html_message = ""
    email.save(update_fields=["message", "html_message"])


def _try_again_later(email: Email, now: datetime) -> None:
    tried = (email.number_of_retries or 0) + 1
    email.number_of_retries = tried
    if tried <= get_max_retries():
        email.status = STATUS.requeued
        email.scheduled_time = now + RETRY_AFTER * 2 ** (tried - 1)
    email.save(update_fields=["status", "scheduled_time", "number_of_retries"])
