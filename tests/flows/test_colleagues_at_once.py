"""Several people change who answers at the same moment, on PostgreSQL."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone
from post_office.models import Email

from surveys.models import Contact, Invitation, Response
from surveys.services.answer import find_response, save_page
from surveys.services.colleagues import (
    MOST_COLLEAGUES,
    NewColleague,
    add_colleague,
    name_signatory,
    remove_colleague,
    signatories,
)
from surveys.services.lost_link import send_lost_links
from surveys.services.problems import AlreadyThere, ColleagueGone, TooManyColleagues
from tests.factories import SMALL_ANSWERS, ContactFactory, InvitationFactory
from tests.flows.at_once import at_once

pytestmark = [
    pytest.mark.services,
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
]

NEW = NewColleague("helper@example.org", sections=("company",))


def read(invitation: Invitation) -> Invitation:
    """As each request reads it anew."""
    found = Invitation.objects.select_related("wave__version__survey", "contact__company")
    return found.get(pk=invitation.pk)


def adding(by: Invitation, new: NewColleague = NEW) -> Callable[[], Invitation]:
    return lambda: add_colleague(new=new, by=read(by), now=timezone.now())


def naming(by: Invitation, one: Invitation) -> Callable[[], None]:
    return lambda: name_signatory(pk=one.pk, by=read(by), now=timezone.now())


def removing(by: Invitation, one: Invitation) -> Callable[[], Invitation]:
    return lambda: remove_colleague(pk=one.pk, by=read(by), now=timezone.now())


def test_of_eight_who_add_one_address_one_does_and_the_others_are_told() -> None:
    invitation = InvitationFactory()
    spellings = ["helper@example.org", "Helper@example.org"] * 4

    outcomes = at_once([adding(invitation, NewColleague(one)) for one in spellings])

    added = Invitation.objects.get(invited_by=invitation)
    assert outcomes.count(added) == 1
    told = [one for one in outcomes if isinstance(one, AlreadyThere)]
    assert [one.invitation for one in told] == [added] * 7
    assert Contact.objects.filter(email__iexact="helper@example.org").count() == 1
    assert Email.objects.count() == 1


def test_together_they_add_no_more_than_a_company_may() -> None:
    invitation = InvitationFactory()
    contacts = ContactFactory.create_batch(MOST_COLLEAGUES - 2, company=invitation.contact.company)
    for contact in contacts:
        InvitationFactory(wave=invitation.wave, contact=contact, invited_by=invitation)
    Invitation.objects.update(created_at=timezone.now() - timedelta(hours=2))

    outcomes = at_once([adding(invitation, NewColleague(f"{n}@example.org")) for n in range(6)])

    assert sum(isinstance(one, Invitation) for one in outcomes) == 2
    assert sum(isinstance(one, TooManyColleagues) for one in outcomes) == 4
    assert Invitation.objects.filter(invited_by=invitation).count() == MOST_COLLEAGUES


def test_colleagues_named_at_once_leave_one_who_signs() -> None:
    invitation = InvitationFactory()
    added = [adding(invitation, NewColleague(f"{n}@example.org"))() for n in range(6)]

    outcomes = at_once([naming(invitation, one) for one in added])

    assert outcomes == [None] * 6
    response = find_response(invitation=read(invitation))
    [who] = signatories(response=response, invitation=read(invitation))
    assert who == Response.objects.get().signatory.contact


def test_somebody_removed_while_they_are_named_does_not_sign() -> None:
    invitation = InvitationFactory()
    for _ in range(5):
        added = adding(invitation)()
        removed, named = at_once([removing(invitation, added), naming(invitation, added)])
        assert removed == added
        assert named is None or isinstance(named, ColleagueGone)
        assert Response.objects.filter(signatory__isnull=False).count() == 0


def test_a_link_asked_for_eight_times_at_once_is_mailed_once() -> None:
    invitation = InvitationFactory()
    other = ContactFactory(email=invitation.contact.email)
    InvitationFactory(contact=other)
    address, now = invitation.contact.email, timezone.now()

    counts = at_once([lambda: send_lost_links(address=address, now=now)] * 8)

    assert sorted(counts) == [0] * 7 + [2]
    assert Email.objects.count() == 1


def test_colleagues_save_while_another_is_added() -> None:
    """Adding holds the company's row, which saving a first page refers to."""
    invitation = InvitationFactory()

    def save() -> None:
        mine = read(invitation)
        save_page(
            response=find_response(invitation=mine),
            page="company_size",
            answers=SMALL_ANSWERS["company_size"],
            revision=0,
            by=mine.contact,
            now=timezone.now(),
        )

    outcomes = at_once([save, adding(invitation), save, adding(invitation)])
    assert [outcomes[0], outcomes[2]] == [None, None]
