"""Officers see what the company was asked to look at again, so that they can ask, too."""

from datetime import timedelta

import pytest
from django.urls import reverse
from lxml import html

from surveys.models import Submission
from tests.factories import SMALL_ANSWERS, CompanyFactory, WaveFactory, submission
from tests.support_plans.admin.desk import select, signed_in

pytestmark = pytest.mark.django_db


def with_employees(count: int) -> dict[str, dict[str, object]]:
    return {**SMALL_ANSWERS, "company_size": {"employees": count, "uses_gpu": "yes"}}


@pytest.fixture
def tenfold() -> Submission:
    """The second submission of a company, with ten times the employees of the first."""
    company, wave = CompanyFactory(), WaveFactory()
    opened = wave.opens_at - timedelta(days=180)
    before = WaveFactory(version=wave.version, opens_at=opened, title_en="Spring")
    submission(with_employees(38), company=company, wave=before)
    return submission(with_employees(380), company=company, wave=wave)


def said(submission: Submission) -> list[str]:
    page = signed_in("auditor").get(
        reverse("admin:surveys_submission_change", args=[submission.pk])
    )
    row = select(html.fromstring(page.content.decode()), ".desk-second-look")
    return [" ".join(one.text_content().split()) for one in row]


def test_what_is_odd_is_said_on_the_submission(tenfold: Submission) -> None:
    assert said(tenfold) == [
        "“Employees” was 38 people in “Spring” and is 380 people now: "
        "ten times as much, or a tenth. Is that right?"
    ]


def test_where_nothing_is_odd_it_says_so(tenfold: Submission) -> None:
    first = Submission.objects.earliest("pk")
    assert said(first) == ["Nothing stands out."]
