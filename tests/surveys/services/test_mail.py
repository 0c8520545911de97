"""Mail through the outbox: written with what it tells of, in both parts, and sent later."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.db import transaction
from django.utils import timezone
from post_office.models import STATUS, Email

from surveys.services.invite import invite
from surveys.services.mail import deliver_queued_mail, queue_mail, without_mail
from surveys.templatetags.mails import deadline
from tests.factories import CompanyFactory, ContactFactory, WaveFactory

pytestmark = pytest.mark.django_db

LINK = "https://support.example.org/p/token/"


def invited(language: str = "en", company: str = "[Demo] Mudeung") -> Email:
    contact = ContactFactory(
        company=CompanyFactory(name_en=company, name_ko="[시연] 무등"), language=language
    )
    invite(wave=WaveFactory(closes_at=datetime(2026, 12, 1, 9, tzinfo=UTC)), contact=contact)
    return Email.objects.get()


def published(recommended: int = 2) -> Email:
    return queue_mail(
        kind="plan_published",
        to="contact@example.org",
        language="en",
        context={
            "company": "[Demo] Mudeung",
            "reference": "P-26-00042-1",
            "recommended": recommended,
            "summary": "We recommend A & B to you.",
            "link": LINK,
        },
    )


# --- What they say ------------------------------------------------------------------------------


def test_an_invitation_says_why_how_long_until_when_and_whom_to_ask(settings: Any) -> None:
    mail = invited()
    assert mail.subject == (
        "[Demo] Mudeung: tell the city what you need, by Tuesday 1 December 2026 at 18:00"
    )
    for part in (mail.message, mail.html_message):
        assert "Demonstration survey" in part
        assert "about 2 minutes" in part
        assert "Tuesday 1 December 2026 at 18:00" in part
        assert "Colleagues can help" in part
        assert settings.CITY_CONTACT_EMAIL in part
        assert f"{settings.BASE_URL}/s/" in part


def test_the_link_of_an_invitation_is_a_button_and_an_address() -> None:
    link = next(line for line in invited().message.splitlines() if line.startswith("http"))
    assert Email.objects.get().html_message.count(f'href="{link}"') == 2


def test_a_korean_contact_is_written_to_under_the_korean_name() -> None:
    mail = invited(language="ko")
    assert mail.headers["Content-Language"] == "ko"
    assert "[시연] 무등" in mail.subject
    assert '<html lang="ko"' in mail.html_message


def test_the_mail_of_a_plan_holds_its_summary_and_link() -> None:
    mail = published()
    assert mail.subject == "The city recommends 2 programmes to [Demo] Mudeung (P-26-00042-1)"
    for part in (mail.message, mail.html_message):
        assert LINK in part
        assert "accept or decline each recommendation" in part


def test_a_plan_that_recommends_nothing_asks_for_no_decision() -> None:
    mail = published(recommended=0)
    assert mail.subject == "The support plan for [Demo] Mudeung is ready (P-26-00042-1)"
    assert "accept or decline" not in mail.message + mail.html_message


def test_only_the_html_part_is_escaped() -> None:
    mail = published()
    assert "We recommend A & B to you." in mail.message
    assert "We recommend A &amp; B to you." in mail.html_message


def test_a_company_name_cannot_put_markup_into_a_mail() -> None:
    mail = invited(company="<b>Bold & Co</b>")
    assert "<b>Bold & Co</b>:" in mail.subject
    assert "<b>Bold" not in mail.html_message


def test_styles_are_inline_and_dark_mode_is_kept() -> None:
    page = published().html_message
    assert '<h1 style="' in page
    assert "@media (prefers-color-scheme: dark)" in page
    assert "@media (max-width: 480px)" in page
    assert "<img" not in page


@pytest.mark.parametrize(
    ("closes_at", "words"),
    [
        (datetime(2026, 11, 30, 15, 0, tzinfo=UTC), "the end of Monday 30 November 2026"),
        (datetime(2026, 11, 30, 15, 1, tzinfo=UTC), "Tuesday 1 December 2026 at 00:01"),
        (datetime(2026, 11, 30, 9, 0, tzinfo=UTC), "Monday 30 November 2026 at 18:00"),
    ],
)
def test_a_deadline_at_midnight_is_the_end_of_the_day_before(
    closes_at: datetime, words: str, settings: Any
) -> None:
    settings.LANGUAGE_CODE = "en"
    with timezone.override("Asia/Seoul"):
        assert deadline(closes_at) == words


# --- How they leave -----------------------------------------------------------------------------


def test_a_mail_and_what_it_tells_of_are_kept_or_lost_together() -> None:
    with transaction.atomic():
        published()
        transaction.set_rollback(True)
    assert Email.objects.count() == 0


@pytest.mark.usefixtures("tasks_in_process")
def test_a_mail_leaves_after_the_commit(
    django_capture_on_commit_callbacks: Callable[..., Any],
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        mail = published()
        assert mail.status == STATUS.queued
    mail.refresh_from_db()
    assert mail.status == STATUS.sent
    assert deliver_queued_mail() == 0


def test_a_mail_that_has_left_forgets_its_link() -> None:
    mail = published()
    assert deliver_queued_mail() == 1
    mail.refresh_from_db()
    assert (mail.message, mail.html_message) == ("", "")
    assert mail.status == STATUS.sent
    assert mail.to == ["contact@example.org"]
    assert "P-26-00042-1" in mail.subject


def test_what_is_sent_is_whole_although_it_is_forgotten(
    settings: Any, mailoutbox: list[Any]
) -> None:
    settings.POST_OFFICE = {
        **settings.POST_OFFICE,
        "BACKENDS": {"default": "django.core.mail.backends.locmem.EmailBackend"},
    }
    published()
    deliver_queued_mail()
    assert LINK in mailoutbox[0].body
    assert LINK in mailoutbox[0].alternatives[0][0]


def test_the_mailbox_of_the_demonstration_keeps_what_was_sent(settings: Any) -> None:
    settings.DEBUG = True
    mail = published()
    deliver_queued_mail()
    mail.refresh_from_db()
    assert mail.status == STATUS.sent
    assert LINK in mail.message
    assert LINK in mail.html_message


def test_without_mail_nothing_is_queued_and_afterwards_it_is_again() -> None:
    with without_mail():
        assert published() is None
    assert not Email.objects.exists()
    assert published() == Email.objects.get()


def test_a_mail_that_cannot_be_sent_is_tried_again_later_and_then_given_up(settings: Any) -> None:
    settings.POST_OFFICE = {
        **settings.POST_OFFICE,
        "BACKENDS": {"default": "django.core.mail.backends.smtp.EmailBackend"},
    }
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1  # nobody listens there
    mail, now = published(), timezone.now()
    waits = []
    for _ in range(4):
        with time_machine.travel(now, tick=False):
            deliver_queued_mail()
        mail.refresh_from_db()
        assert mail.status == STATUS.requeued
        waits.append(mail.scheduled_time - now)
        with time_machine.travel(mail.scheduled_time - timedelta(seconds=1), tick=False):
            assert deliver_queued_mail() == 0
        now = mail.scheduled_time
    assert waits == [timedelta(minutes=minutes) for minutes in (5, 10, 20, 40)]
    with time_machine.travel(now, tick=False):
        deliver_queued_mail()
    mail.refresh_from_db()
    assert mail.status == STATUS.failed
    assert LINK in mail.message  # it may be sent yet
