"""A company changes its answers and submits again: the plan follows, and everybody is told."""

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from post_office.models import Email

from support_plans.models import Plan
from support_plans.services.draft import draft_plan_for
from support_plans.services.publish import publish_plan
from support_plans.services.review import approve_plan, propose_plan
from surveys.models import Invitation, Submission
from surveys.models.links import new_token, token_hash
from tests.factories import (
    SMALL_ANSWERS,
    ContactFactory,
    InvitationFactory,
    WaveFactory,
    four_programmes,
    user,
)
from tests.surveys.views.conftest import Browser

pytestmark = pytest.mark.django_db


@pytest.fixture
def company() -> Browser:
    """Whoever the city invited, with everything answered and submitted once."""
    token = new_token()
    InvitationFactory(
        wave=WaveFactory(),
        contact=ContactFactory(language="en"),
        token_hash=token_hash(token),
    )
    browser = Browser(token)
    browser.come_in()
    for page, answers in SMALL_ANSWERS.items():
        browser.send(page, answers)
    browser.post(reverse("surveys:submit"))
    return browser


@pytest.fixture
def first() -> Plan:
    four_programmes()
    return draft_plan_for(submission_id=Submission.objects.get(number=1).pk)


def submit_again(company: Browser) -> Plan:
    """With one answer changed; returns the plan that follows it."""
    company.send("company_size", {"employees": "60", "uses_gpu": "yes"})
    assert "Your last changes are not submitted" in sections(company)
    company.post(reverse("surveys:submit"))
    assert "Your last changes are not submitted" not in sections(company)
    return draft_plan_for(submission_id=Submission.objects.get(number=2).pk)


def sections(company: Browser) -> str:
    return str(company.get(reverse("surveys:sections")).text)


def publish(plan: Plan) -> Client:
    """Publish the plan; returns the company's browser at the link in its mail."""
    officer, approver = (user(f"{role}-{plan.pk}", role) for role in ("officer", "approver"))
    proposed = propose_plan(plan=plan, by=officer, revision=plan.revision)
    approved = approve_plan(plan=proposed, by=approver, revision=proposed.revision)
    publish_plan(plan=approved, by=approver, revision=approved.revision)
    link = re.search(r"http\S+/p/\S+", Email.objects.latest("pk").message)
    assert link is not None
    reader = Client()
    reader.cookies["django_language"] = "en"
    reader.get(link[0])
    return reader


def read(reader: Client) -> Any:
    return reader.get(reverse("support_plans:plan"))


def test_an_unpublished_plan_makes_way_for_the_one_of_the_newer_answers(
    company: Browser, first: Plan
) -> None:
    second = submit_again(company)
    first.refresh_from_db()
    assert (first.status, second.status) == (Plan.Status.SUPERSEDED, Plan.Status.DRAFTED)
    assert second.reference == first.reference.removesuffix("-1") + "-2"
    outcomes = [
        {item.programme_version.programme.code: item.outcome for item in plan.items.all()}
        for plan in (first, second)
    ]
    assert [one["gpu-hours"] for one in outcomes] == ["recommended", "not_eligible"]


def test_a_published_plan_stands_until_the_newer_one_is_out(company: Browser, first: Plan) -> None:
    reader = publish(first)
    assert "You have sent newer answers" not in read(reader).text
    second = submit_again(company)
    told = read(reader).text
    assert f"under reference {second.submission.reference}. A plan for them is being made" in told
    assert "Until then this plan stands" in told
    publish(second)
    assert "You have sent newer answers, and there is a newer plan for them." in read(reader).text
    first.refresh_from_db()
    assert first.status == Plan.Status.PUBLISHED


def test_the_company_is_told_what_becomes_of_a_plan_that_it_has(
    company: Browser, first: Plan
) -> None:
    kept = "A plan that you already have stays readable"
    assert kept not in submission_page(company, 1)
    submit_again(company)
    assert kept in submission_page(company, 2)
    receipts = [mail.message for mail in Email.objects.order_by("pk")]
    assert [kept in message for message in receipts] == [False, True]


def submission_page(company: Browser, number: int) -> str:
    submission = Submission.objects.get(number=number)
    return str(company.get(reverse("surveys:submitted", args=[submission.reference])).text)


def test_the_section_list_after_the_wave_names_the_answers_that_count(company: Browser) -> None:
    company.send("company_size", {"employees": "60", "uses_gpu": "yes"})
    wave = Invitation.objects.get().wave
    wave.closes_at = timezone.now()
    wave.save()
    reference = Submission.objects.get().reference
    assert f"The answers under reference {reference} are the ones that count." in sections(company)
    check = company.get(reverse("surveys:check")).text
    assert "What has changed since you submitted" in check
    assert "Submit the changes" not in check
