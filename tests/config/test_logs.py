"""What goes into the log and to the administrators, and what is kept out."""

import logging
import sys
from typing import Any

import pytest
from django.test import Client, RequestFactory
from django.urls import reverse
from post_office.models import Email

from config.logs import Line, MailToAdministrators, without_tokens
from surveys.models.links import new_token


def record(message: str, *args: object, level: int = logging.ERROR, **more: Any) -> Any:
    made = logging.LogRecord("django.request", level, __file__, 1, message, args, None)
    for name, value in more.items():
        setattr(made, name, value)
    return made


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"Not Found: /s/{new_token()}/", "Not Found: /s/…/"),
        (f"GET https://city.example/p/{new_token()}/ HTTP", "GET https://city.example/p/…/ HTTP"),
        (f'"/s/{"a" * 64}"', '"/s/…"'),
        ("Not Found: /survey/pages/company_size/", "Not Found: /survey/pages/company_size/"),
        ("Not Found: /plan/items/12345678/", "Not Found: /plan/items/12345678/"),
        ("/usr/lib/s/something", "/usr/lib/s/something"),
    ],
)
def test_links_that_let_in_are_left_out(text: str, expected: str) -> None:
    assert without_tokens(text) == expected


def test_a_line_of_the_log_holds_no_token_in_its_arguments_either() -> None:
    line = Line("{levelname} {message}", style="{")
    path = reverse("surveys:enter", args=[new_token()])
    assert line.format(record("%s: %s", "Gone", path)) == "ERROR Gone: /s/…/"


@pytest.mark.django_db
def test_an_unknown_link_is_logged_without_its_token(client: Client) -> None:
    lines: list[str] = []
    kept = logging.Handler()
    kept.emit = lambda one: lines.append(Line("{message}", style="{").format(one))  # type: ignore[method-assign]
    logger = logging.getLogger("django.request")
    logger.addHandler(kept)
    try:
        client.get(reverse("surveys:enter", args=[new_token()]))
    finally:
        logger.removeHandler(kept)
    assert lines == ["Not Found: /s/…/"]


@pytest.fixture
def administrators(settings: Any) -> MailToAdministrators:
    settings.ADMINS = [("admin@city.example", "admin@city.example")]
    settings.EMAIL_BACKEND = "post_office.EmailBackend"
    handler = MailToAdministrators()
    handler.setFormatter(Line("{levelname} {message}", style="{"))
    return handler


def failed(rf: RequestFactory) -> Any:
    """The record of a request that failed while a company's answers were in it."""
    request = rf.post(reverse("surveys:enter", args=[new_token()]), {"employees": "a secret"})
    try:
        raise ValueError("no such thing")
    except ValueError:
        return record(
            "Internal Server Error: %s", request.path, request=request, exc_info=sys.exc_info()
        )


@pytest.mark.django_db
def test_administrators_are_told_what_failed_and_nothing_that_was_sent(
    administrators: MailToAdministrators, rf: RequestFactory
) -> None:
    administrators.handle(failed(rf))
    mail = Email.objects.get()
    assert mail.to == ["admin@city.example"]
    assert mail.subject.endswith("Internal Server Error: /s/…/")
    assert "ValueError: no such thing" in mail.message
    assert __file__.rpartition("/")[2] in mail.message
    assert "a secret" not in mail.message
    assert mail.html_message == ""


@pytest.mark.django_db
def test_nobody_is_mailed_where_nobody_is_named(
    administrators: MailToAdministrators, rf: RequestFactory, settings: Any
) -> None:
    settings.ADMINS = []
    administrators.handle(failed(rf))
    assert not Email.objects.exists()


def test_an_outbox_that_cannot_be_reached_does_not_break_the_error_page(
    administrators: MailToAdministrators, rf: RequestFactory, capsys: pytest.CaptureFixture[str]
) -> None:
    administrators.handle(failed(rf))  # this test may not use the database
    assert "--- Logging error ---" in capsys.readouterr().err
