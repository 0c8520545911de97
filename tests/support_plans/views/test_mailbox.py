"""The demonstration's mailbox: every mail, as a mail program shows it, and only in DEBUG."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from post_office.models import Email

from surveys.services.mail import queue_mail

pytestmark = pytest.mark.django_db


def published() -> Email:
    return queue_mail(
        kind="plan_published",
        to="contact@example.org",
        language="en",
        context={
            "company": "[Demo] Mudeung",
            "reference": "P-26-00042-1",
            "recommended": 2,
            "summary": "We recommend two programmes.",
            "link": "https://support.example.org/p/token/",
        },
    )


@pytest.fixture
def demonstration(settings: Any) -> None:
    settings.DEBUG = True


@pytest.mark.usefixtures("demonstration")
def test_the_mailbox_lists_mails_and_finds_a_recipient(client: Client) -> None:
    published()
    url = reverse("support_plans:mailbox")
    assert "P-26-00042-1" in client.get(url).content.decode()
    assert "P-26-00042-1" in client.get(url, {"to": "contact@"}).content.decode()
    assert "P-26-00042-1" not in client.get(url, {"to": "somebody.else"}).content.decode()


@pytest.mark.usefixtures("demonstration")
@pytest.mark.parametrize(("mails", "pages"), [(20, 1), (21, 2)])
def test_the_mailbox_shows_twenty_mails_at_once(client: Client, mails: int, pages: int) -> None:
    for _ in range(mails):
        published()
    page = client.get(reverse("support_plans:mailbox")).context["mails"]
    assert (len(page), page.paginator.num_pages) == (20, pages)


@pytest.mark.usefixtures("demonstration")
def test_a_mail_shows_in_a_frame_that_runs_nothing(client: Client) -> None:
    mail = published()
    page = client.get(reverse("support_plans:mail", args=[mail.pk])).content.decode()
    frame = reverse("support_plans:mail_html", args=[mail.pk])
    assert f'src="{frame}"' in page
    response = client.get(frame)
    policy = dict(
        part.strip().split(" ", 1) for part in response["Content-Security-Policy"].split(";")
    )
    assert policy["default-src"] == "'none'"
    assert policy["style-src"] == "'unsafe-inline'"
    assert policy["frame-ancestors"] == "'self'"
    assert "allow-scripts" not in policy["sandbox"]
    assert response["X-Frame-Options"] == "SAMEORIGIN"


@pytest.mark.parametrize(("page", "args"), [("mailbox", []), ("mail", [1]), ("mail_html", [1])])
def test_a_real_site_has_no_mailbox(client: Client, page: str, args: list[int]) -> None:
    published()
    address = reverse(f"support_plans:{page}", args=args)
    assert client.get(address).status_code == 404
