"""The confirmation and the answers to keep: the company's own, as they were submitted."""

from typing import Any

import pytest
from django.urls import reverse
from lxml import html
from lxml.html import HtmlElement

from surveys.models import Invitation, Submission, Wave
from surveys.models.links import new_token, token_hash
from tests.factories import (
    InvitationFactory,
    WaveFactory,
    at,
    published_version,
    shortest_questionnaire,
)
from tests.support_plans.admin.desk import select
from tests.surveys.views.conftest import SIZE, Browser
from tests.surveys.views.test_check import BARRIERS, SIGNATURE, submit, words

pytestmark = pytest.mark.django_db

PAGES = ["surveys:submitted", "surveys:submitted_answers"]


@pytest.fixture
def submission(company: Browser) -> Submission:
    company.send("company_size", SIZE)
    company.send("compute_barriers", BARRIERS)
    company.send("signature", SIGNATURE)
    submit(company)
    return Submission.objects.get()


def change(company: Browser) -> Submission:
    company.send("company_size", {"employees": "41", "uses_gpu": "no"})
    submit(company)
    return Submission.objects.get(number=2)


def url(submission: Submission, page: str = "surveys:submitted") -> str:
    return reverse(page, args=[submission.reference])


def shown(browser: Browser, submission: Submission, page: str = PAGES[0]) -> HtmlElement:
    return html.fromstring(browser.get(url(submission, page)).text)


def links(page: HtmlElement) -> list[str]:
    return [str(one.get("href")) for one in select(page, "main a")]


# --- The confirmation -----------------------------------------------------------------------------


def test_it_says_what_was_received_from_whom_and_what_comes_next(
    company: Browser, submission: Submission, invitation: Invitation
) -> None:
    page = shown(company, submission)
    assert words(page, "h1") == ["Your answers were submitted"]
    assert words(page, ".reference") == [submission.reference]
    assert words(page, "dt") == ["Received", "Signed by", "Submitted by"]
    assert words(page, "dd")[1:] == ["시연 담당자", str(invitation.contact)]
    assert words(page, "h2") == ["What happens next", "How your company compares"]
    assert url(submission, PAGES[1]) in links(page)
    assert "again until" in words(page, ".card")[0]


def test_after_the_wave_nothing_is_offered_to_be_changed(
    company: Browser, submission: Submission
) -> None:
    Wave.objects.update(opens_at=at("2026-01-01"), closes_at=submission.submitted_at)
    page = shown(company, submission)
    assert words(page, "h1") == ["Your answers were submitted"]
    assert "again until" not in words(page, ".card")[0]


def test_an_earlier_one_says_so_and_leads_to_the_newest(
    company: Browser, submission: Submission
) -> None:
    newer = change(company)
    page = shown(company, submission)
    assert words(page, "h1") == ["These answers were replaced"]
    assert words(page, ".reference") == [submission.reference]
    assert url(newer) in links(page)
    assert "What happens next" not in words(page, "h2")  # that is said of the newest
    assert words(shown(company, newer), "h1") == ["Your answers were submitted"]


def test_a_bookmark_without_a_session_leads_back_in(
    company: Browser, submission: Submission
) -> None:
    company.lose_session()
    for page in PAGES:
        told = company.get(url(submission, page))
        assert (told.status_code, told.context["title"]) == (403, "Please open your link again")
        assert "the mail that confirmed your submission" in told.text
    company.come_in()
    sections = html.fromstring(company.get(reverse("surveys:sections")).text)
    assert url(submission) in links(sections)
    assert company.get(url(submission)).status_code == 200


def test_nobody_else_reads_it(submission: Submission, invitation: Invitation) -> None:
    """Neither another company in the wave, nor the same company by an invitation to another."""
    tokens = new_token(), new_token()
    InvitationFactory(wave=invitation.wave, token_hash=token_hash(tokens[0]))
    InvitationFactory(
        wave=WaveFactory(), contact=invitation.contact, token_hash=token_hash(tokens[1])
    )
    for token in tokens:
        stranger = Browser(token)
        stranger.come_in()
        assert [stranger.get(url(submission, page)).status_code for page in PAGES] == [404, 404]


# --- The answers to keep --------------------------------------------------------------------------


def test_the_answers_as_they_were_submitted(company: Browser, submission: Submission) -> None:
    company.send("company_size", {"employees": "41", "uses_gpu": "no"})  # and not submitted
    page = shown(company, submission, PAGES[1])
    assert words(page, ".stack h2") == ["Company", "Signature"]
    assert words(page, ".stack dd") == ["38 people", "Yes", "Cost and Waiting time", "시연 담당자"]
    assert submission.reference in words(page, ".page-head")[0]
    assert "number 1" in words(page, ".page-head")[0]
    assert page.xpath("//script[not(@src)]") == []


def test_in_the_words_of_its_own_version(
    company: Browser, submission: Submission, invitation: Invitation
) -> None:
    before = words(shown(company, submission, PAGES[1]), ".stack")
    Wave.objects.update(version=published_version(shortest_questionnaire()))
    assert words(shown(company, submission, PAGES[1]), ".stack") == before


def test_in_korean_by_the_switch(company: Browser, submission: Submission) -> None:
    company.post(reverse("set_language"), {"language": "ko", "next": url(submission, PAGES[1])})
    page = shown(company, submission, PAGES[1])
    assert words(page, ".stack h2") == ["기업", "서명"]
    assert words(page, ".stack dd") == ["38명", "예", "비용, 대기 시간", "시연 담당자"]


def test_an_earlier_one_stays_and_says_that_it_was_replaced(
    company: Browser, submission: Submission
) -> None:
    newer = change(company)
    page = shown(company, submission, PAGES[1])
    assert words(page, ".stack dd")[0] == "38 people"
    assert url(newer, PAGES[1]) in links(page)
    assert words(shown(company, newer, PAGES[1]), ".krds-alert") == []


def test_a_colleague_with_some_of_the_sections_reads_those(
    submission: Submission, invitation: Invitation
) -> None:
    token = new_token()
    InvitationFactory(
        wave=invitation.wave,
        contact__company=invitation.contact.company,
        invited_by=invitation,
        sections=["company"],
        token_hash=token_hash(token),
    )
    helper = Browser(token)
    helper.come_in()
    assert words(shown(helper, submission, PAGES[1]), ".stack h2") == ["Company"]


@pytest.mark.parametrize("page", PAGES)
def test_costs_the_same_for_any_number_of_answers(
    company: Browser, submission: Submission, page: str, django_assert_num_queries: Any
) -> None:
    company.get(url(submission, page))
    with django_assert_num_queries(3):
        company.get(url(submission, page))
