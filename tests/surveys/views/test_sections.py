"""The section list after submitting: are the answers on the screen the ones the city has?"""

import pytest
from django.urls import reverse

from surveys.models import Invitation, Submission
from tests.surveys.views.conftest import SIZE, Browser

pytestmark = pytest.mark.django_db

CHANGED = "You changed answers after submitting on"


@pytest.fixture
def submitted(company: Browser) -> Browser:
    company.send("company_size", SIZE)
    company.send("compute_barriers", {"compute_barriers": ["cost"]})
    company.send("signature", {"signatory_name": "A"})
    company.post(reverse("surveys:submit"))
    assert Submission.objects.count() == 1
    return company


def sections(browser: Browser) -> str:
    return " ".join(browser.get(reverse("surveys:sections")).content.decode().split())


def test_as_submitted(submitted: Browser) -> None:
    page = sections(submitted)
    assert "Your answers were submitted" in page
    assert CHANGED not in page
    assert "Check and submit" not in page


def test_changed_answers_are_said_to_be_unsent(submitted: Browser) -> None:
    submitted.send("company_size", {**SIZE, "employees": "50"})
    page = sections(submitted)
    assert "Your answers were submitted" not in page
    assert CHANGED in page
    assert "Check and submit your changed answers" in page
    submitted.post(reverse("surveys:submit"))
    assert Submission.objects.count() == 2
    assert CHANGED not in sections(submitted)


def test_changed_back_is_as_submitted(submitted: Browser) -> None:
    submitted.send("company_size", {**SIZE, "employees": "50"})
    submitted.send("company_size", SIZE)
    assert CHANGED not in sections(submitted)


def test_a_change_that_opens_a_question_is_a_change(
    submitted: Browser, invitation: Invitation
) -> None:
    submitted.send("company_size", {**SIZE, "uses_gpu": "no"})
    assert CHANGED in sections(submitted)
