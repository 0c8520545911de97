"""The demonstration city: refused on a real site, forced without a mail, the same when repeated."""

import json
from io import StringIO
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from post_office.models import Email

from support_plans.demonstration.city import invite_companies, visiting_company
from support_plans.demonstration.companies import DemonstrationCompany, demonstration_companies
from support_plans.demonstration.faces import PASSWORD, demonstration_token
from support_plans.models import Plan
from surveys.models import Company, Contact, Invitation, QuestionnaireVersion, Wave
from surveys.services.invite import invitation_for_token
from surveys.services.problems import LinkRevoked
from tests.factories import CompanyFactory, ContactFactory, WaveFactory, user

pytestmark = pytest.mark.django_db


def test_a_real_site_refuses_the_demonstration() -> None:
    with pytest.raises(CommandError, match="Add --force"):
        call_command("demo")
    assert not User.objects.exists()


def test_somebody_elses_account_stops_a_forced_demonstration() -> None:
    user("officer", "officer")
    with pytest.raises(CommandError, match=r"somebody else's: officer\. Nothing was changed\."):
        call_command("demo", force=True)
    assert list(User.objects.values_list("username", flat=True)) == ["officer"]
    assert not Company.objects.exists()


@pytest.mark.usefixtures("tasks_in_process")
def test_a_forced_demonstration_is_whole_and_writes_to_nobody(client: Client) -> None:
    told = StringIO()
    call_command("demo", force=True, json=True, stdout=told, stderr=StringIO())
    entrances = json.loads(told.getvalue())
    assert not Email.objects.exists()
    assert Invitation.objects.count() == 306  # the visiting company has two colleagues
    assert Plan.objects.count() == 125
    assert Plan.objects.filter(published_at__isnull=False).count() == 53
    assert "mailbox_url" not in entrances
    for role in ("officer", "approver", "manager", "administrator"):
        signing_in = User.objects.get(username=entrances[role]["name"])
        assert signing_in.check_password(entrances[role]["password"])
        assert not signing_in.check_password(PASSWORD)
    link = entrances["survey_link"].removeprefix(entrances["base_url"])
    assert client.get(link).status_code in {200, 302}
    again = StringIO()
    call_command("demo", force=True, json=True, stdout=again, stderr=StringIO())
    assert json.loads(again.getvalue())["survey_link"] == entrances["survey_link"]
    assert QuestionnaireVersion.objects.count() == 1
    assert (Invitation.objects.count(), Plan.objects.count()) == (306, 125)


# --- The link of the visiting company -----------------------------------------------------------


@pytest.fixture
def invited() -> tuple[Wave, tuple[DemonstrationCompany, ...], dict[str, Contact]]:
    """The visiting company and its neighbour, as the city knows them."""
    everybody = demonstration_companies()
    place = everybody.index(visiting_company(everybody))
    contacts = {
        one.registration_number: ContactFactory(
            company=CompanyFactory(registration_number=one.registration_number)
        )
        for one in everybody
        if one in everybody[place : place + 2]
    }
    return WaveFactory(), everybody[place : place + 2], contacts


def test_inviting_again_changes_no_link(invited: Any, monkeypatch: Any) -> None:
    _only_these_visit(monkeypatch, invited[1])
    invite_companies(*invited)
    before = list(Invitation.objects.order_by("pk").values_list("token_hash", flat=True))
    invite_companies(*invited)
    assert list(Invitation.objects.order_by("pk").values_list("token_hash", flat=True)) == before
    assert len(before) == Email.objects.count() == 2


def test_under_another_key_the_link_of_then_opens_nothing_and_the_new_one_does(
    invited: Any, monkeypatch: Any, settings: Any
) -> None:
    _only_these_visit(monkeypatch, invited[1])
    invite_companies(*invited)
    known = demonstration_token("survey")
    settings.SECRET_KEY = "another"
    invite_companies(*invited)
    now = timezone.now()
    found = invitation_for_token(token=demonstration_token("survey"), now=now)
    assert found.contact.company.registration_number == invited[1][0].registration_number
    with pytest.raises(LinkRevoked):
        invitation_for_token(token=known, now=now)
    assert Invitation.objects.count() == 2


def _only_these_visit(monkeypatch: Any, companies: tuple[DemonstrationCompany, ...]) -> None:
    """Of two companies, the first is the visitor: choosing it takes all 299."""
    monkeypatch.setattr(
        "support_plans.demonstration.city.visiting_company", lambda among: companies[0]
    )


# --- What pages say -----------------------------------------------------------------------------


@pytest.mark.parametrize("is_demonstration", [True, False])
def test_a_demonstration_on_a_real_site_says_so_and_shows_no_password(
    client: Client, settings: Any, is_demonstration: bool
) -> None:
    settings.DEMONSTRATION = is_demonstration
    client.cookies["django_language"] = "en"
    page = client.get(reverse("support_plans:home")).content.decode()
    assert ("This is a demonstration." in page) is is_demonstration
    assert PASSWORD not in page
