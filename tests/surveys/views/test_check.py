"""Check answers: what stands there, where "Change" leads, and who may submit."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from lxml import html
from lxml.html import HtmlElement

from surveys.models import Invitation, Response, Submission
from surveys.models.links import new_token, token_hash
from tests.factories import ContactFactory, InvitationFactory
from tests.support_plans.admin.desk import select
from tests.surveys.views.conftest import SIZE, Browser

pytestmark = pytest.mark.django_db

SIGNATURE = {"signatory_name": "시연 담당자"}
BARRIERS = {"compute_barriers": ["cost", "waiting_time"]}
NOT_READY = "Some pages still need an answer before you can submit"


@pytest.fixture
def answered(company: Browser) -> Browser:
    company.send("company_size", SIZE)
    company.send("compute_barriers", BARRIERS)
    company.send("signature", SIGNATURE)
    return company


def check(browser: Client) -> HtmlElement:
    return html.fromstring(browser.get(reverse("surveys:check")).text)


def submit(browser: Client, **form: str) -> Any:
    return browser.post(reverse("surveys:submit"), form)


def words(of: HtmlElement, css: str) -> list[str]:
    return [" ".join(one.text_content().split()) for one in select(of, css)]


def seen(page: HtmlElement) -> str:
    [field] = select(page, "input[name=seen]")
    return str(field.get("value"))


# --- What stands there ----------------------------------------------------------------------------


def test_only_what_was_asked_by_section(company: Browser) -> None:
    company.send("company_size", {**SIZE, "uses_gpu": "no"})
    page = check(company)
    assert words(page, ".stack h2") == ["Company", "Signature"]
    assert words(page, ".stack dt") == [
        "How many employees do you have?",
        "Do you use GPUs?",
        "Who signs?",
    ]
    assert [one for one in words(page, ".stack dd") if not one.startswith("Change")] == [
        "38 people",
        "No",
        "Not provided",
    ]


def test_change_leads_to_the_field_and_back(answered: Browser) -> None:
    [link, *_] = select(check(answered), ".change a")
    assert link.get("href") == "/survey/pages/company_size/?back=check#id_employees"
    back = answered.send("company_size", {**SIZE, "employees": "41"}, query="?back=check")
    assert back["Location"] == "/survey/check/"


def test_what_a_change_newly_opens_is_asked_before_coming_back(company: Browser) -> None:
    company.send("company_size", {**SIZE, "uses_gpu": "no"})
    company.send("signature", SIGNATURE)
    opened = company.send("company_size", SIZE, query="?back=check")
    assert opened["Location"] == "/survey/pages/compute_barriers/?back=check"
    back = company.send("compute_barriers", BARRIERS, query="?back=check")
    assert back["Location"] == "/survey/check/"


def test_what_was_open_before_the_change_does_not_hold_it_up(company: Browser) -> None:
    company.send("company_size", {**SIZE, "uses_gpu": "no"})
    back = company.send("company_size", {"employees": "41", "uses_gpu": "no"}, query="?back=check")
    assert back["Location"] == "/survey/check/"
    assert words(check(company), ".krds-alert h2") == [NOT_READY]


# --- Who signs ------------------------------------------------------------------------------------


def test_who_signs_and_for_what_stand_beside_the_one_button(answered: Browser) -> None:
    page = check(answered)
    assert words(page, ".signing dt") == ["Who signs?"]
    assert words(page, ".signing dd") == ["시연 담당자"]
    assert "시연 담당자 signs these answers for [Demo] Mudeung" in words(page, ".signing")[0]
    assert words(page, "main button") == ["Submit answers"]


def test_there_is_no_button_before_everything_is_answered(company: Browser) -> None:
    company.send("company_size", SIZE)
    page = check(company)
    assert words(page, "main button") == []
    assert words(page, ".krds-alert h2") == [NOT_READY]


def test_after_submitting_there_is_nothing_to_press(answered: Browser) -> None:
    submit(answered)
    page = check(answered)
    assert words(page, "main button") == []
    assert words(page, ".krds-alert h2") == ["These answers are submitted"]


@pytest.fixture
def helper(invitation: Invitation) -> Browser:
    """A colleague who answers and does not sign."""
    token = new_token()
    contact = ContactFactory(company=invitation.contact.company, name="Helper")
    InvitationFactory(
        wave=invitation.wave, contact=contact, invited_by=invitation, token_hash=token_hash(token)
    )
    browser = Browser(token)
    browser.come_in()
    return browser


def test_who_does_not_sign_sees_no_button_but_who_does(
    answered: Browser, helper: Browser, invitation: Invitation
) -> None:
    page = check(helper)
    assert words(page, "main button") == []
    assert select(page, "input[name=seen]") == []
    assert f"{invitation.contact} submits for your company." in words(page, ".card")[0]
    refused = submit(helper)
    assert refused.status_code == 403
    assert f"Who may submit: {invitation.contact}." in refused.text
    assert Submission.objects.count() == 0


def test_a_colleague_named_to_sign_submits_and_nobody_else(
    answered: Browser, helper: Browser
) -> None:
    Response.objects.update(signatory=Invitation.objects.get(contact__name="Helper"))
    assert "Helper submits for your company." in words(check(answered), ".card")[0]
    assert submit(answered).status_code == 403
    assert submit(helper, seen=seen(check(helper))).status_code == 302
    assert Submission.objects.get().submitted_by.name == "Helper"


# --- Two tabs, two people -------------------------------------------------------------------------


def test_the_same_form_from_two_tabs_and_two_people_is_one_submission(
    answered: Browser, colleague: Browser
) -> None:
    form = seen(check(answered))
    sent = [submit(one, seen=form) for one in (answered, answered, colleague)]
    submission = Submission.objects.get()
    assert [one["Location"] for one in sent] == [f"/survey/submitted/{submission.reference}/"] * 3


def test_nobody_submits_what_a_colleague_changed_meanwhile(
    answered: Browser, colleague: Browser
) -> None:
    form = seen(check(answered))
    colleague.send("company_size", {**SIZE, "employees": "41"})
    told = submit(answered, seen=form)
    assert told.status_code == 409
    page = html.fromstring(told.text)
    assert words(page, "[role=alert] h2") == ["An answer was changed while you were reading"]
    assert "41 people" in words(page, ".stack dd")
    assert Submission.objects.count() == 0
    assert submit(answered, seen=seen(page)).status_code == 302


# --- Change after submit --------------------------------------------------------------------------


def test_what_changed_since_comes_first(answered: Browser) -> None:
    submit(answered)
    answered.send("company_size", {"employees": "41", "uses_gpu": "no"})
    page = check(answered)
    assert words(page, "h2")[0] == "What has changed since you submitted"
    assert words(page, ".change-list dt") == [
        "How many employees do you have?",
        "Do you use GPUs?",
        "What holds you back?",
    ]
    assert words(page, ".change-list dd") == [
        "Before38 people",
        "Now41 people",
        "BeforeYes",
        "NowNo",
        "BeforeCost and Waiting time",
        "NowNot asked any more",
    ]
    assert words(page, "main button") == ["Submit the changes"]


def test_the_changes_become_the_next_submission(answered: Browser) -> None:
    submit(answered)
    answered.send("company_size", {**SIZE, "employees": "41"})
    submit(answered, seen=seen(check(answered)))
    assert [(one.number, one.answers["employees"]) for one in Submission.objects.all()] == [
        (1, 38),
        (2, 41),
    ]


def test_the_page_costs_the_same_for_any_number_of_changes(
    answered: Browser, django_assert_num_queries: Any
) -> None:
    submit(answered)
    for size in ({**SIZE, "employees": "41"}, {"employees": "42", "uses_gpu": "no"}):
        answered.send("company_size", size)
        answered.get(reverse("surveys:check"))
        with django_assert_num_queries(7):
            answered.get(reverse("surveys:check"))
