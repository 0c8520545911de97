"""Which links are sent again, to whom, and how often."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from post_office.models import Email

from surveys.models import Invitation
from surveys.models.waves import READABLE_AFTER_CLOSE
from surveys.services.invite import link_back
from surveys.services.lost_link import send_lost_links
from tests.factories import CompanyFactory, ContactFactory, InvitationFactory, WaveFactory

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
ADDRESS = "somebody@example.org"


def invited(closes_in: timedelta = timedelta(days=5), **fields: Any) -> Invitation:
    closes_at = NOW + closes_in
    wave = WaveFactory(opens_at=closes_at - timedelta(days=10), closes_at=closes_at)
    contact = fields.pop("contact", None) or ContactFactory(email=ADDRESS, language="en")
    return InvitationFactory(contact=contact, wave=wave, **fields)


def test_one_mail_holds_every_link_that_opens_something_the_newest_first() -> None:
    over, new = invited(timedelta(days=-20)), invited()
    contact = ContactFactory(email="Somebody@Example.org", company=CompanyFactory())
    newest = invited(timedelta(days=6), contact=contact)
    invited(-READABLE_AFTER_CLOSE)
    invited(revoked_at=NOW)
    invited(contact=ContactFactory(email="else@example.org"))

    assert send_lost_links(address=ADDRESS, now=NOW) == 3

    mail = Email.objects.get()
    links = [line for line in mail.message.splitlines() if "/s/" in line]
    assert links == [link_back(invitation=one) for one in (newest, new, over)]
    assert mail.to == ["Somebody@Example.org"]
    assert "nur" not in mail.message
    for one in (newest, new, over):
        assert one.contact.company.name_ko in mail.message
        assert link_back(invitation=one) in mail.html_message


def test_it_is_written_in_the_language_of_its_reader() -> None:
    invited()
    send_lost_links(address=ADDRESS, now=NOW)
    mail = Email.objects.get()
    assert mail.headers["Content-Language"] == "en"
    assert mail.subject == "Your link to the city’s survey"


@pytest.mark.parametrize("address", ["nobody@example.org", "", "somebody", "%", ADDRESS[1:]])
def test_an_unknown_address_gets_nothing(address: str) -> None:
    invited()
    assert send_lost_links(address=address, now=NOW) == 0
    assert Email.objects.count() == 0


def test_a_link_is_mailed_at_most_once_in_ten_minutes() -> None:
    first = invited()
    assert send_lost_links(address=ADDRESS, now=NOW) == 1
    assert send_lost_links(address=ADDRESS, now=NOW + timedelta(minutes=9, seconds=59)) == 0
    invited()
    assert send_lost_links(address=ADDRESS, now=NOW + timedelta(minutes=9, seconds=59)) == 1
    assert send_lost_links(address=ADDRESS, now=NOW + timedelta(minutes=10)) == 1
    assert Email.objects.count() == 3
    first.refresh_from_db()
    assert first.link_sent_at == NOW + timedelta(minutes=10)


def test_asking_changes_no_link() -> None:
    before = invited()
    send_lost_links(address=ADDRESS, now=NOW)
    after = Invitation.objects.get()
    assert (after.token_hash, after.revoked_at) == (before.token_hash, None)
