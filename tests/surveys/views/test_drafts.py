"""Drafts between one Continue and the next, another language, Back; skip logic on its own page."""

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from surveys.logic.text import Text
from surveys.logic.xlsform_syntax import parse
from surveys.models import Invitation, PageAnswers, TypedPage, Wave
from surveys.models.links import token_hash
from surveys.questionnaire import Page, Question, QuestionType, Section
from tests.factories import (
    ContactFactory,
    InvitationFactory,
    WaveFactory,
    published_version,
    small_questionnaire,
)
from tests.surveys.views.conftest import SIZE, Browser

pytestmark = pytest.mark.django_db

DRAFT = reverse("surveys:draft", args=["company_size"])
LEAVE = reverse("surveys:leave", args=["company_size"])


def employees(number: int) -> dict[str, str]:
    return {**SIZE, "employees": str(number)}


def keep(browser: Client, hidden: Mapping[str, str], number: int, window: str = "one") -> Any:
    return browser.post(DRAFT, {**hidden, **employees(number), "window": window})


def told(response: Any) -> tuple[str, bool]:
    answer = json.loads(response.content)
    return answer["told"], answer["is_trouble"]


# --- Drafts ---------------------------------------------------------------------------------------


def test_a_draft_is_offered_on_the_return(company: Browser) -> None:
    response = keep(company, company.hidden("company_size"), 111)
    sentence, is_trouble = told(response)
    assert sentence == f"Draft kept at {timezone.localtime().strftime('%H:%M')}"
    assert not is_trouble
    context = company.show("company_size").context
    assert context["form"].typed["employees"] == ["111"]
    assert context["kept_at"] is not None
    assert PageAnswers.objects.count() == 0


def test_a_draft_replaces_the_one_before_of_its_window_only(company: Browser) -> None:
    hidden = company.hidden("company_size")
    for number, window in ((1, "one"), (2, "two"), (3, "one"), (4, "one")):
        keep(company, hidden, number, window)
    kept = TypedPage.objects.newest_first().values_list("typed", flat=True)
    assert [one["employees"] for one in kept] == [["4"], ["2"]]


def test_continue_forgets_the_drafts_of_its_window(company: Browser) -> None:
    hidden = company.hidden("company_size")
    keep(company, hidden, 111)
    keep(company, hidden, 222, "other")
    company.send("company_size", {**employees(112), "window": "one"}, hidden)
    assert TypedPage.objects.get().typed["employees"] == ["222"]


def test_a_draft_that_a_continue_overtook_is_not_offered(company: Browser) -> None:
    hidden = company.hidden("company_size")
    company.send("company_size", {**employees(111), "window": "one"}, hidden)
    _, is_trouble = told(keep(company, hidden, 111))
    assert not is_trouble
    assert TypedPage.objects.count() == 0


def test_a_draft_over_a_colleague_s_save_is_kept_and_says_so(
    company: Browser, invitation: Invitation, colleague_of: Browser
) -> None:
    hidden = company.hidden("company_size")
    colleague_of.send("company_size", employees(222))
    assert told(keep(company, hidden, 111)) == (
        "A colleague saved this page meanwhile. What you type is kept. When you continue, you see "
        "both and choose.",
        True,
    )
    assert TypedPage.objects.get().typed["employees"] == ["111"]


def test_a_draft_over_one_s_own_save_in_another_window_says_so(company: Browser) -> None:
    hidden = company.hidden("company_size")
    company.send("company_size", employees(222))
    sentence, is_trouble = told(keep(company, hidden, 111))
    assert sentence.startswith("This page was saved with your link in another window.")
    assert is_trouble


def test_a_lost_session_keeps_the_draft_and_says_so(company: Browser) -> None:
    hidden = company.hidden("company_size")
    company.lose_session()
    assert told(keep(company, hidden, 111)) == (
        "You are signed out. What you typed is kept. Open your link again to go on.",
        True,
    )
    assert TypedPage.objects.get().typed["employees"] == ["111"]


def test_a_revoked_link_keeps_the_draft_and_says_so(
    company: Browser, invitation: Invitation
) -> None:
    hidden = company.hidden("company_size")
    Invitation.objects.filter(pk=invitation.pk).update(revoked_at=timezone.now())
    sentence, is_trouble = told(keep(company, hidden, 111))
    assert sentence.startswith("Your link is no longer valid. What you typed is kept.")
    assert is_trouble
    assert TypedPage.objects.count() == 1


@pytest.mark.parametrize(
    ("closed_for", "sentence"),
    [
        (
            timedelta(minutes=1),
            "The survey is over. What you typed is kept, but cannot be saved any more.",
        ),
        (
            timedelta(days=4000),
            "Your link has expired. What you typed is kept, but cannot be saved any more.",
        ),
    ],
)
def test_a_closed_wave_keeps_the_draft_and_says_so(
    company: Browser, invitation: Invitation, closed_for: timedelta, sentence: str
) -> None:
    hidden = company.hidden("company_size")
    closed_at = timezone.now() - closed_for
    Wave.objects.filter(pk=invitation.wave_id).update(
        opens_at=closed_at - timedelta(days=1), closes_at=closed_at
    )
    assert told(keep(company, hidden, 111)) == (sentence, True)
    assert TypedPage.objects.count() == 1


def test_a_draft_needs_no_csrf_cookie_but_a_ticket(company: Browser) -> None:
    hidden = company.hidden("company_size")
    stranger = Client(enforce_csrf_checks=True)
    assert stranger.post(DRAFT, employees(1)).status_code == 422
    assert stranger.post(DRAFT, {**employees(1), "ticket": "forged"}).status_code == 422
    assert TypedPage.objects.count() == 0
    assert keep(stranger, hidden, 111).status_code == 200
    assert TypedPage.objects.count() == 1


def test_what_one_person_kept_is_not_offered_to_another(
    company: Browser, colleague_of: Browser
) -> None:
    keep(company, company.hidden("company_size"), 111)
    assert colleague_of.show("company_size").context["kept_at"] is None


# --- Another language, and Back -------------------------------------------------------------------


def test_the_language_changes_and_what_was_typed_stays(company: Browser) -> None:
    hidden = company.hidden("company_size")
    response = company.post(LEAVE, {**hidden, **employees(111), "language": "ko"})
    assert response["Location"] == reverse("surveys:page", args=["company_size"])
    assert response.cookies["django_language"].value == "ko"
    context = company.show("company_size").context
    assert context["form"].typed["employees"] == ["111"]


def test_leaving_a_page_that_nobody_touched_keeps_nothing(company: Browser) -> None:
    company.send("company_size", SIZE)
    hidden = company.hidden("company_size")
    for button in ({"language": "ko"}, {}):
        company.post(LEAVE, {**hidden, **SIZE, **button})
    assert TypedPage.objects.count() == 0


def test_back_keeps_what_was_typed_and_leads_back(company: Browser) -> None:
    hidden = company.hidden("company_size")
    assert company.post(LEAVE, {**hidden, "employees": "4"})["Location"] == "/survey/"
    assert TypedPage.objects.get().typed["employees"] == ["4"]
    from_check = company.post(f"{LEAVE}?back=check", {**hidden, **SIZE})
    assert from_check["Location"] == reverse("surveys:check")


def test_an_unknown_language_is_not_remembered(company: Browser) -> None:
    response = company.post(LEAVE, {**company.hidden("company_size"), "language": "xx"})
    assert "django_language" not in response.cookies


# --- Skip logic on its own page -------------------------------------------------------------------


@pytest.fixture
def openings(token: str) -> Browser:
    """One page: whether there are openings, how many if so, and remarks."""
    kind = QuestionType
    questions = (
        Question("hires", kind.INTEGER, Text("채용", "Hires")),
        Question("why", kind.TEXT, Text("이유", "Why?"), relevant=parse("${hires} > 5")),
        Question("remarks", kind.TEXT, Text("의견", "Remarks"), is_required=False),
    )
    page = Page("hiring", Text("채용", "Hiring"), questions)
    section = Section("people", Text("인력", "People"), (page,))
    version = published_version(replace(small_questionnaire("hiring"), sections=(section,)))
    InvitationFactory(wave=WaveFactory(version=version), token_hash=token_hash(token))
    browser = Browser(token)
    browser.come_in()
    return browser


def redrawn(browser: Browser, typed: Mapping[str, str]) -> Any:
    return browser.post(
        reverse("surveys:page", args=["hiring"]), typed, headers={"HX-Request": "true"}
    )


def test_an_answer_opens_a_question_and_nothing_is_checked_or_saved(openings: Browser) -> None:
    hidden = openings.hidden("hiring")
    response = redrawn(openings, {**hidden, "hires": "6", "shown": "hires remarks"})
    content = response.content.decode()
    assert 'name="why"' in content
    assert "<h1" not in content
    assert "1 question was added below." in content
    assert response.context["form"].problems == ()
    assert (PageAnswers.objects.count(), TypedPage.objects.count()) == (0, 0)


def test_what_was_typed_in_a_question_that_goes_is_carried_on(openings: Browser) -> None:
    typed = {**openings.hidden("hiring"), "hires": "1", "why": "growth"}
    response = redrawn(openings, {**typed, "shown": "hires why remarks"})
    assert response.context["form"].carried == (("why", "growth"),)
    assert "1 question was taken away." in response.content.decode()
    saved = openings.send("hiring", {"hires": "1", "why": "growth", "shown": "hires remarks"})
    assert saved.status_code == 302
    assert PageAnswers.objects.get().answers == {"hires": 1, "remarks": None}


def test_a_script_that_asks_after_the_session_is_told_by_status_alone(openings: Browser) -> None:
    hidden = openings.hidden("hiring")
    openings.lose_session()
    response = redrawn(openings, {**hidden, "hires": "6"})
    assert (response.status_code, response.content) == (403, b"")
    assert TypedPage.objects.count() == 0


def test_a_page_that_reads_its_own_answers_asks_the_site(openings: Browser) -> None:
    assert 'hx-post="/survey/pages/hiring/"' in openings.show("hiring").content.decode()


def test_a_page_that_does_not_asks_for_nothing(company: Browser) -> None:
    assert "htmx" not in company.show("company_size").content.decode()


# --- Who else is here -----------------------------------------------------------------------------


@pytest.fixture
def colleague_of(invitation: Invitation) -> Browser:
    """Somebody else at the company, with a link of their own."""
    token = "a-link-of-their-own"
    contact = ContactFactory(company=invitation.contact.company)
    InvitationFactory(wave=invitation.wave, contact=contact, token_hash=token_hash(token))
    browser = Browser(token)
    browser.come_in()
    return browser
