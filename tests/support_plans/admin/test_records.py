"""Digests, programmes and the outbox, as the desk shows them."""

from datetime import date

import pytest
from django.contrib.auth.models import User
from django.urls import reverse
from lxml import html
from post_office.models import Email

from support_plans.models import Digest, DigestSubscription, ProgrammeVersion
from support_plans.services.digest import send_digest
from tests.factories import four_programmes, programme, published_version, user
from tests.support_plans.admin.desk import select, signed_in

pytestmark = pytest.mark.django_db


def digest(reader: User) -> Digest:
    subscription = DigestSubscription.objects.create(user=reader, language="en")
    return send_digest(subscription=subscription, starts_on=date(2026, 3, 2))


def test_a_manager_reads_their_own_digest_and_no_other() -> None:
    client = signed_in("manager", name="sora")
    own = digest(User.objects.get(username="sora"))
    other = digest(user("minho", "manager"))

    page = html.fromstring(client.get(reverse("admin:support_plans_digest_changelist")).text)

    links = [link.get("href") for link in select(page, "a.desk-link")]
    assert links == [reverse("admin:digest_mail", args=[own.pk])]
    Email.objects.update(message="", html_message="")  # as of one that was sent
    shown = html.fromstring(client.get(links[0]).text)
    assert select(shown, "h1")[0].text_content() == "Weekly city overview2–8 March 2026"
    assert client.get(reverse("admin:digest_mail", args=[other.pk])).status_code == 404


@pytest.mark.parametrize("role", ["officer", "auditor", "programme_manager"])
def test_a_digest_is_for_managers(role: str) -> None:
    sent = digest(user("minho", "manager"))

    response = signed_in(role).get(reverse("admin:digest_mail", args=[sent.pk]))

    assert response.status_code == 403


def _rule_of(version: ProgrammeVersion, language: str = "en") -> list[str]:
    address = reverse("admin:support_plans_programmeversion_change", args=[version.pk])
    page = html.fromstring(signed_in("officer", language=language).get(address).text)
    return [" ".join(line.text_content().split()) for line in select(page, ".desk-rule li")]


def test_a_rule_is_read_as_sentences() -> None:
    published_version()
    version = programme("gpu-hours", "${employees} < 50", "selected(${compute_barriers}, 'cost')")

    eligible, needed = _rule_of(version)

    assert eligible == "Employees is under 50 people within the company’s power · eligible"
    assert needed == "Difficulties includes Cost weight 1 · needed"


def test_a_rule_is_read_even_where_no_questionnaire_has_its_words() -> None:
    version = programme("gpu-hours", "${employees} < 50")

    assert _rule_of(version)[0].startswith("employees is under 50")


def test_nobody_types_into_a_version() -> None:
    four_programmes()
    version = ProgrammeVersion.objects.order_by("pk").first()
    assert version is not None
    address = reverse("admin:support_plans_programmeversion_change", args=[version.pk])

    response = signed_in("programme_manager").post(address, {"name_ko": "다른 이름"})

    assert response.status_code == 403
    version.refresh_from_db()
    assert version.name_ko != "다른 이름"


def test_an_administrator_reads_a_mail_of_the_outbox() -> None:
    sent = digest(user("minho", "manager"))
    client = signed_in(name="root")
    User.objects.filter(username="root").update(is_superuser=True)

    response = client.get(reverse("admin:post_office_email_change", args=[sent.mail_id]))

    assert response.status_code == 200


@pytest.mark.parametrize("model", ["auth_user", "auth_group"])
def test_an_administrator_adds_people_and_roles(model: str) -> None:
    client = signed_in(name="root")
    User.objects.filter(username="root").update(is_superuser=True)

    assert client.get(reverse(f"admin:{model}_add")).status_code == 200


def test_signing_in_offers_both_languages(client) -> None:  # type: ignore[no-untyped-def]
    page = html.fromstring(client.get(reverse("admin:login")).text)

    buttons = select(page, "button[name=language]")
    assert [(one.get("value"), one.text_content()) for one in buttons] == [
        ("ko", "한국어"),
        ("en", "English"),
    ]
