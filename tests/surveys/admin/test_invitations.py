"""Inviting contacts, sending links again and taking them back, from the lists of the desk."""

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from lxml import html
from post_office.models import Email

from surveys.models import Contact, Invitation, Wave
from surveys.services.colleagues import NewColleague, add_colleague
from surveys.services.invite import invite, revoke
from tests.factories import ContactFactory, InvitationFactory, WaveFactory
from tests.support_plans.admin.desk import select, signed_in

pytestmark = pytest.mark.django_db

CONTACTS = reverse("admin:surveys_contact_changelist")
INVITATIONS = reverse("admin:surveys_invitation_changelist")


def act(client: Client, where: str, action: str, *chosen: Contact | Invitation) -> str:
    """The page that the action ends with."""
    typed = {"action": action, "_selected_action": [str(one.pk) for one in chosen]}
    return client.post(where, typed, follow=True).text


def test_contacts_are_invited_to_the_open_wave() -> None:
    WaveFactory(opens_at=timezone.now() + timedelta(days=1))
    WaveFactory(closes_at=timezone.now() - timedelta(days=1))
    wave = WaveFactory(title_en="Autumn survey")
    contacts = [ContactFactory(), ContactFactory()]
    ContactFactory()

    page = act(signed_in("officer"), CONTACTS, "invite", *contacts)

    assert "2 contacts were invited to “Autumn survey”" in page
    invited = Invitation.objects.order_by("contact")
    assert [(one.wave, one.contact) for one in invited] == [(wave, one) for one in contacts]
    assert [mail.to for mail in Email.objects.order_by("pk")] == [[one.email] for one in contacts]


def test_without_an_open_wave_nobody_is_invited() -> None:
    WaveFactory(closes_at=timezone.now() - timedelta(days=1))

    page = act(signed_in("officer"), CONTACTS, "invite", ContactFactory())

    assert "Nobody was invited: no wave is open now." in page
    assert not Invitation.objects.exists()


def test_a_revoked_link_stops_working_for_who_is_inside_by_it(client: Client) -> None:
    wave, contact = WaveFactory(), ContactFactory()
    link = invite(wave=wave, contact=contact)
    client.get(link)
    assert client.get(reverse("surveys:sections")).status_code == 200

    page = act(signed_in("officer"), INVITATIONS, "revoke", Invitation.objects.get())

    assert "1 invitation was revoked. Its link stops working." in page
    assert client.get(reverse("surveys:sections")).status_code == 410
    assert client.get(link).status_code == 410


def test_revoking_twice_keeps_the_first_moment() -> None:
    invitation, now = InvitationFactory(), timezone.now()
    revoke(invitation=invitation, now=now)
    revoke(invitation=invitation, now=now + timedelta(days=1))
    assert invitation.revoked_at == now


def test_a_link_sent_again_works_and_the_one_before_does_not(client: Client) -> None:
    before = invite(wave=WaveFactory(), contact=ContactFactory())
    invitation = Invitation.objects.get()
    revoke(invitation=invitation, now=timezone.now())

    page = act(signed_in("officer"), INVITATIONS, "send_again", invitation)

    assert "A new link was sent to 1 contact." in page
    newest = Email.objects.latest("pk").message
    [address] = [line for line in newest.splitlines() if "/s/" in line]
    assert client.get(before).status_code == 410
    assert client.get(address).status_code == 302


def test_a_wave_that_is_over_asks_for_nothing_more() -> None:
    invitation = InvitationFactory()
    Wave.objects.update(closes_at=timezone.now() - timedelta(minutes=1))

    page = act(signed_in("officer"), INVITATIONS, "send_again", invitation)

    assert "1 invitation was left as it is, because its wave is over." in page
    assert not Email.objects.exists()


@pytest.mark.parametrize("action", ["invite", "send_again", "revoke"])
def test_who_may_not_change_invitations_is_not_offered_it(action: str) -> None:
    WaveFactory()
    invitation = InvitationFactory()
    where, chosen = (
        (CONTACTS, invitation.contact) if action == "invite" else (INVITATIONS, invitation)
    )
    before = Invitation.objects.values().get()

    act(signed_in("approver"), where, action, chosen)

    assert Invitation.objects.values().get() == before
    assert f'value="{action}"' not in signed_in("auditor", "approver").get(where).text


def test_an_administrator_may_without_a_role() -> None:
    WaveFactory()
    client = signed_in(name="root")
    User.objects.filter(username="root").update(is_superuser=True)

    act(client, CONTACTS, "invite", ContactFactory())

    assert Invitation.objects.count() == 1


# --- Colleagues -----------------------------------------------------------------------------------


@pytest.fixture
def colleague() -> Invitation:
    invitation = InvitationFactory(contact=ContactFactory(name="시연 대표"))
    new = NewColleague("helper@example.org", "시연 재무 담당", sections=("consent",))
    return add_colleague(new=new, by=invitation, now=timezone.now())


def test_the_list_shows_who_was_invited_by_whom_and_to_which_sections(
    colleague: Invitation, django_assert_max_num_queries: Any
) -> None:
    officer = signed_in("officer")
    rows = cells_of(officer.get(INVITATIONS).text)
    assert [row[2:4] for row in rows] == [["시연 대표", "Signature"], ["the city", "All sections"]]
    wave, company = colleague.wave, colleague.contact.company
    for _ in range(5):
        theirs = ContactFactory(company=company)
        InvitationFactory(wave=wave, contact=theirs, invited_by=colleague, sections=["company"])
    with django_assert_max_num_queries(12):
        assert len(cells_of(officer.get(INVITATIONS).text)) == 7


def cells_of(page: str) -> list[list[str]]:
    rows = select(html.fromstring(page), "#result_list tbody tr")
    return [[" ".join(one.text_content().split()) for one in row[1:]] for row in rows]


def test_a_colleague_s_link_sent_again_leaves_them_a_colleague(colleague: Invitation) -> None:
    page = act(signed_in("officer"), INVITATIONS, "send_again", colleague)

    assert "A new link was sent to 1 contact." in page
    theirs = Invitation.objects.get(pk=colleague.pk)
    assert (theirs.invited_by, theirs.sections) == (colleague.invited_by, ["consent"])
    assert theirs.token_hash != colleague.token_hash
    assert Email.objects.latest("pk").to == ["helper@example.org"]
