"""The page "Who answers", and the pages that change it."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone
from lxml import html
from post_office.models import Email

from surveys.models import Invitation, Response, Wave
from tests.factories import ContactFactory, InvitationFactory
from tests.support_plans.admin.desk import select
from tests.surveys.views.conftest import SIZE, Browser

pytestmark = pytest.mark.django_db

COLLEAGUES = reverse("surveys:colleagues")
ADD = reverse("surveys:add_colleague")
SIGNATORY = reverse("surveys:signatory")
NEW = {
    "email": "new@example.org",
    "name": "시연 인사 담당",
    "language": "ko",
    "which": "some",
    "sections": ["company"],
    "note": "부탁드립니다.",
}


def words(response: Any, css: str) -> list[str]:
    page = html.fromstring(response.content.decode())
    return [" ".join(one.text_content().split()) for one in select(page, css)]


def values(response: Any) -> dict[str, object]:
    """What stands in the form."""
    form = select(html.fromstring(response.content.decode()), "main form")[0]
    return {name: value.lstrip("\n") for name, value in form.form_values()}


def of_helper(name: str) -> str:
    pk = Invitation.objects.get(contact__email="helper@example.org").pk
    return reverse(f"surveys:{name}", args=[pk])


def test_everybody_sees_who_answers_what_they_have_and_what_they_saved(
    company: Browser, helper: Browser, invitation: Invitation
) -> None:
    helper.send("signature", {"signatory_name": "A"})
    people = words(company.get(COLLEAGUES), ".structured-item")
    assert [re.sub(r" on \d.*?:\d\d", "", person) for person in people] == [
        f"{invitation.contact.email} (you) Submits All sections No saved page carries their "
        "name yet. Invited by the city.",
        "시연 재무 담당 helper@example.org Sections: Signature Last saved “Signature”. "
        f"Added by {invitation.contact.email}.",
    ]
    assert "Add a colleague" in company.get(COLLEAGUES).text
    seen_by_helper = helper.get(COLLEAGUES)
    assert len(words(seen_by_helper, ".structured-item")) == 2
    assert words(seen_by_helper, ".structured-item a") == []
    assert words(seen_by_helper, ".button-row a") == []


def test_a_colleague_is_added_and_told_so_once(company: Browser) -> None:
    response = company.post(ADD, NEW, follow=True)
    assert response.redirect_chain == [(COLLEAGUES, 302)]
    assert words(response, ".krds-alert") == [
        "시연 인사 담당 was added and gets a link by mail at new@example.org."
    ]
    added = Invitation.objects.get(contact__email="new@example.org")
    assert (added.sections, added.contact.language) == (["company"], "ko")
    mail = Email.objects.get()
    assert "부탁드립니다." in mail.message
    assert words(company.get(COLLEAGUES), ".krds-alert") == []


def test_they_come_in_by_the_link_in_their_mail(company: Browser) -> None:
    company.post(ADD, NEW)
    found = re.search(r"/s/(\S+)/", Email.objects.get().message)
    assert found
    newcomer = Browser(found[1])
    newcomer.come_in()
    assert newcomer.show("company_size").status_code == 200
    assert newcomer.show("signature").status_code == 403


@pytest.mark.parametrize(
    ("change", "field", "sentence"),
    [
        ({"email": ""}, "email", "Enter your colleague’s e-mail address."),
        (
            {"email": "new@example"},
            "email",
            "Check the address: it should look like name@company.kr.",
        ),
        (
            {"email": "a@b.kr, c@d.kr"},
            "email",
            "Check the address: it should look like name@company.kr.",
        ),
        ({"name": "x" * 81}, "name", "Enter a name of at most 80 characters."),
        (
            {"sections": []},
            "sections",
            "Choose at least one section, or choose all sections.",
        ),
        ({"which": ""}, "which", "Choose whether all sections or only some."),
        ({"note": "x" * 301}, "note", "Shorten your note to 300 characters or fewer."),
    ],
)
def test_what_is_wrong_is_said_and_nothing_typed_is_lost(
    company: Browser, change: dict[str, object], field: str, sentence: str
) -> None:
    typed = {**NEW, **change}
    response = company.post(ADD, typed)
    assert response.status_code == 422
    assert words(response, "title") == ["Error: Add a colleague – Bitgoeul company support"]
    assert words(response, ".error-summary a") == [sentence]
    page = html.fromstring(response.content.decode())
    [link] = select(page, ".error-summary a")
    assert link.get("href") == f"#id_{field}"
    assert len(select(page, f"#id_{field}")) == 1
    assert words(response, f"#id_{field}-error") == [f"Error: {sentence}"]
    kept = values(response)
    for name in ("email", "name", "language", "note"):
        assert kept[name] == typed[name]
    assert Email.objects.count() == 0


def test_an_address_that_is_there_is_said_to_be_and_nothing_typed_is_lost(
    company: Browser, helper: Browser
) -> None:
    response = company.post(ADD, {**NEW, "email": "Helper@Example.org"})
    assert response.status_code == 409
    assert words(response, ".error-summary a") == [
        "시연 재무 담당 is on the list already, with 1 section. Nothing was changed; you can "
        "change the sections on the page “Who answers”."
    ]
    assert values(response)["name"] == NEW["name"]


def test_when_the_wave_is_over_meanwhile_nothing_typed_is_lost(company: Browser) -> None:
    Wave.objects.update(closes_at=timezone.now() - timedelta(minutes=1))
    response = company.post(ADD, NEW)
    assert response.status_code == 409
    assert words(response, ".error-summary a")[0].startswith("The survey was open until")
    assert values(response)["note"] == NEW["note"]
    assert "nobody can be added or removed" in company.get(COLLEAGUES).text
    assert words(company.get(COLLEAGUES), ".button-row a") == []


def test_sections_are_changed(company: Browser, helper: Browser) -> None:
    address = of_helper("colleague")
    form = company.get(address)
    assert words(form, "h1") == ["시연 재무 담당"]
    assert values(form)["sections"] == "consent"
    done = company.post(address, {"which": "some", "sections": ["company"]}, follow=True)
    assert words(done, ".krds-alert") == ["The sections of 시연 재무 담당 were changed."]
    assert Invitation.objects.get(contact__email="helper@example.org").sections == ["company"]
    company.post(address, {"which": "all", "sections": ["company"]})
    assert Invitation.objects.get(contact__email="helper@example.org").sections == []
    wrong = company.post(address, {"which": "some"})
    assert wrong.status_code == 422
    assert words(wrong, ".error-summary a") == [
        "Choose at least one section, or choose all sections."
    ]


def test_removing_asks_first_and_ends_the_session_at_once(
    company: Browser, helper: Browser
) -> None:
    form = helper.hidden("signature")
    address = of_helper("remove_colleague")
    assert "Remove 시연 재무 담당?" in words(company.get(address), "h1")
    assert helper.get(reverse("surveys:sections")).status_code == 200
    done = company.post(address, follow=True)
    assert words(done, ".krds-alert") == [
        "시연 재무 담당 was removed. Their link opens nothing now."
    ]
    refused = helper.send("signature", {"signatory_name": "typed"}, form)
    assert refused.status_code == 410
    assert "What you typed is kept." in refused.text
    again = company.post(address, follow=True)
    assert words(again, ".krds-alert") == [
        "This person is not on the list any more. Perhaps a colleague removed them."
    ]


def test_the_link_is_sent_again_once(company: Browser, helper: Browser) -> None:
    Invitation.objects.update(created_at=timezone.now() - timedelta(hours=2))
    address = of_helper("send_link_again")
    assert words(company.post(address, follow=True), ".krds-alert") == [
        "시연 재무 담당 gets their link by mail once more."
    ]
    [told] = words(company.post(address, follow=True), ".krds-alert")
    assert told.startswith("This person was sent their link only minutes ago.")
    assert Email.objects.count() == 1
    assert helper.get(reverse("surveys:sections")).status_code == 200


def test_who_submits_is_chosen_among_the_people(company: Browser, helper: Browser) -> None:
    pk = Invitation.objects.get(contact__email="helper@example.org").pk
    assert values(company.get(SIGNATORY))["signatory"] != str(pk)
    done = company.post(SIGNATORY, {"signatory": pk}, follow=True)
    assert words(done, ".krds-alert") == ["시연 재무 담당 submits for your company now."]
    assert Response.objects.get().signatory_id == pk
    assert words(helper.get(COLLEAGUES), ".structured-item .krds-badge") == ["Submits"]
    assert helper.show("company_size").status_code == 200
    wrong = company.post(SIGNATORY, {"signatory": "x"}, follow=True)
    assert words(wrong, ".krds-alert")[0].startswith("This person is not on the list any more.")


def test_a_colleague_is_told_who_may_change_who_answers(
    company: Browser, helper: Browser, invitation: Invitation
) -> None:
    addresses = [ADD, SIGNATORY, of_helper("colleague"), of_helper("remove_colleague")]
    for address in addresses:
        assert words(helper.get(address, follow=True), ".krds-alert") == [
            "Only the person whom the city invited and the person who submits can change who "
            "answers."
        ]
    for address in addresses:
        helper.post(address, {**NEW, "signatory": "1"})
    helper.post(of_helper("send_link_again"))
    assert Invitation.objects.filter(revoked_at__isnull=True).count() == 2
    assert Email.objects.count() == 0


def test_the_list_costs_the_same_for_many(
    company: Browser, helper: Browser, invitation: Invitation, django_assert_num_queries: Any
) -> None:
    company.send("company_size", SIZE)
    for _ in range(2):
        with django_assert_num_queries(6):
            company.get(COLLEAGUES)
        for _ in range(8):
            contact = ContactFactory(company=invitation.contact.company)
            InvitationFactory(wave=invitation.wave, contact=contact, invited_by=invitation)


def test_somebody_whose_sections_are_gone_has_none_and_not_all(
    company: Browser, helper: Browser
) -> None:
    Invitation.objects.filter(invited_by__isnull=False).update(sections=["gone"])
    assert "Their sections are not asked any more." in words(company.get(COLLEAGUES), "li")[1]
    assert helper.show("signature").status_code == 403
    Invitation.objects.update(created_at=timezone.now() - timedelta(hours=2))
    company.post(of_helper("send_link_again"))
    assert "all of the sections" not in Email.objects.get().message
