"""The peer view: before submitting, among too few, and beside five others."""

import re
from typing import Any

import pytest
from django.urls import reverse

from surveys.models import Invitation
from tests.factories import SMALL_ANSWERS, submission
from tests.surveys.views.conftest import SIZE, Browser

pytestmark = pytest.mark.django_db


@pytest.fixture
def submitted(company: Browser) -> Browser:
    company.send("company_size", SIZE)
    company.send("compute_barriers", {"compute_barriers": ["cost"]})
    company.send("signature", {"signatory_name": "A"})
    company.post(reverse("surveys:submit"))
    return company


def others(invitation: Invitation, numbers: list[int], **more: object) -> None:
    for employees in numbers:
        pages = {**SMALL_ANSWERS, "company_size": {"employees": employees, "uses_gpu": "yes"}}
        submission(pages, wave=invitation.wave, **more)


def show(browser: Browser, language: str = "en") -> Any:
    browser.cookies["django_language"] = language
    return browser.get(reverse("surveys:peers"))


def text(response: Any) -> str:
    words = re.sub(r"<[^>]+>", " ", response.content.decode())
    return " ".join(words.split())


def test_before_submitting_the_page_says_what_will_be_here(company: Browser) -> None:
    response = show(company)
    assert response.status_code == 200
    assert "Once your company has submitted its answers, this page shows them" in text(response)
    assert reverse("surveys:peers") not in company.get(reverse("surveys:sections")).content.decode()


def test_among_four_others_it_says_when_to_come_back(
    submitted: Browser, invitation: Invitation
) -> None:
    others(invitation, [10, 20, 30, 40])
    page = text(show(submitted))
    assert "Fewer than five other companies have submitted so far" in page
    assert "Come back when more companies have submitted, at the latest after" in page
    assert "20 people" not in page


def test_beside_five_others(submitted: Browser, invitation: Invitation) -> None:
    others(invitation, [10, 20, 30, 40, 50])
    page = text(show(submitted))
    assert "Your answers beside those of 5 other companies of your field." in page
    assert "Your company 38 people Median of 5 others 30 people" in page
    assert "Yours is higher than the median." in page
    assert "What 5 others chose: Yes Your answer 100% No 0%" in page
    assert "Who signs?" not in page


def test_ten_others_say_where_the_middle_half_lies(
    submitted: Browser, invitation: Invitation
) -> None:
    others(invitation, [10, 12, 14, 16, 18, 20, 22, 24, 26, 28])
    page = text(show(submitted))
    assert "The middle half of the others lies between 14.5 people and 23.5 people." in page
    assert "Yours is higher. " in page
    assert "Higher than most Employees" in page


def test_an_answer_that_few_gave_says_so(submitted: Browser, invitation: Invitation) -> None:
    others(invitation, [10, 20, 30, 40])
    no_gpu = {**SMALL_ANSWERS, "company_size": {"employees": 50, "uses_gpu": "no"}}
    submission(no_gpu, wave=invitation.wave)
    page = text(show(submitted))
    assert "Your answer: Cost Fewer than five companies of your field answered." in page


def test_a_small_field_is_compared_with_all(submitted: Browser, invitation: Invitation) -> None:
    others(invitation, [10, 20, 30, 40, 50], company__field="energy")
    page = text(show(submitted))
    assert "beside those of 5 other companies of all fields" in page


def test_in_korean_the_questionnaire_speaks_korean(
    submitted: Browser, invitation: Invitation
) -> None:
    others(invitation, [10, 20, 30, 40, 50])
    page = text(show(submitted, "ko"))
    assert "상시 근로자는 몇 명입니까?" in page
    assert "38명" in page
    assert "How many employees" not in page


def test_whoever_answers_a_part_sees_none_of_it(submitted: Browser, invitation: Invitation) -> None:
    others(invitation, [10, 20, 30, 40, 50])
    Invitation.objects.filter(pk=invitation.pk).update(sections=["company"])
    response = show(submitted)
    assert response.status_code == 403
    assert "This page is for those who answer the whole survey" in text(response)
    assert "Median" not in text(response)
    for address in ("sections",):
        page = submitted.get(reverse(f"surveys:{address}")).content.decode()
        assert reverse("surveys:peers") not in page


def test_it_is_linked_once_submitted(submitted: Browser, invitation: Invitation) -> None:
    reference = invitation.wave.responses.get().submissions.get().reference
    for address in (reverse("surveys:sections"), reverse("surveys:submitted", args=[reference])):
        assert reverse("surveys:peers") in submitted.get(address).content.decode()


def test_nothing_in_it_needs_an_inline_style(submitted: Browser, invitation: Invitation) -> None:
    others(invitation, [*range(10, 20)])
    page = show(submitted).content.decode()
    assert "<svg" in page
    assert "style=" not in page


def test_the_queries_do_not_grow_with_the_companies(
    submitted: Browser, invitation: Invitation, django_assert_max_num_queries: Any
) -> None:
    others(invitation, [10, 20, 30, 40, 50])
    show(submitted)
    with django_assert_max_num_queries(8):
        show(submitted)
    others(invitation, [10, 20, 30, 40, 50])
    with django_assert_max_num_queries(8):
        show(submitted)
