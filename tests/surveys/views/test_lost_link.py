"""A lost link is sent again, and nobody learns whether an address is known."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from post_office.models import Email

from surveys.models import Invitation
from tests.surveys.views.conftest import Browser
from tests.surveys.views.test_colleagues import words

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("tasks_in_process")]

LOST = reverse("surveys:lost_link")


@pytest.fixture
def reader() -> Client:
    client = Client()
    client.cookies["django_language"] = "en"
    return client


def test_the_answer_is_the_same_for_every_address(reader: Client, invitation: Invitation) -> None:
    known = reader.post(LOST, {"email": invitation.contact.email.upper()}, follow=True)
    assert len(Email.objects.all()) == 1
    unknown = reader.post(LOST, {"email": "nobody@example.org"}, follow=True)
    assert len(Email.objects.all()) == 1
    token = r'name="csrfmiddlewaretoken" value="[^"]*"'
    assert known.redirect_chain == unknown.redirect_chain == [(reverse("surveys:link_sent"), 302)]
    assert re.sub(token, "", known.text) == re.sub(token, "", unknown.text)
    assert invitation.contact.email not in known.text


def test_the_link_in_the_mail_lets_its_owner_in_and_ends_no_session(
    reader: Client, company: Browser, invitation: Invitation
) -> None:
    reader.post(LOST, {"email": f"  {invitation.contact.email} "})
    mail = Email.objects.get()
    assert mail.to == [invitation.contact.email]
    found = re.search(r"/s/\d+/\S+/", mail.message)
    assert found
    assert reader.get(found[0])["Location"] == reverse("surveys:sections")
    assert reader.get(reverse("surveys:sections")).status_code == 200
    assert company.get(reverse("surveys:sections")).status_code == 200


@pytest.mark.parametrize("typed", ["", "not an address", "a@b", "a@example.org\0"])
def test_what_is_no_address_is_said_to_be_none(reader: Client, typed: str) -> None:
    response = reader.post(LOST, {"email": typed})
    assert response.status_code == 422
    assert words(response, "title")[0].startswith("Error: Have your link sent again")
    assert len(words(response, ".error-summary a")) == 1


@pytest.mark.parametrize("address", ["/", "/survey/", "/s/unknown/"])
def test_whoever_is_stuck_is_shown_the_way(reader: Client, address: str) -> None:
    response = reader.get(address)
    assert f'href="{LOST}"' in response.text


def test_the_page_of_an_expired_link_shows_the_way(
    company: Browser, invitation: Invitation
) -> None:
    wave = invitation.wave
    wave.opens_at, wave.closes_at = (
        at - timedelta(days=200) for at in (wave.opens_at, wave.closes_at)
    )
    wave.save()
    response = company.get(reverse("surveys:sections"))
    assert response.status_code == 410
    assert f'href="{LOST}"' in response.text
