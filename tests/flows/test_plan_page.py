"""The company reads its published plan by a link of its own, and answers it."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from support_plans.models import Plan, PlanItem, PlanLink
from support_plans.services.publish import publish_plan, send_plan_link
from support_plans.services.review import approve_plan, propose_plan
from surveys.models.links import new_token
from tests.factories import plan, user

pytestmark = pytest.mark.django_db


@pytest.fixture
def published() -> Plan:
    officer, approver = user("officer", "officer"), user("approver", "approver")
    drafted = plan()
    proposed = propose_plan(plan=drafted, by=officer, revision=drafted.revision)
    approved = approve_plan(plan=proposed, by=approver, revision=proposed.revision)
    return publish_plan(plan=approved, by=approver, revision=approved.revision)


@pytest.fixture
def token(published: Plan) -> str:
    token = new_token()
    contact = published.submission.submitted_by
    assert contact is not None
    send_plan_link(plan=published, contact=contact, now=timezone.now(), token=token)
    return token


@pytest.fixture
def company(client: Client, token: str) -> Client:
    client.cookies["django_language"] = "en"
    response = client.get(reverse("support_plans:enter", args=[token]))
    assert response["Location"] == reverse("support_plans:plan")
    return client


def decide(company: Client, plan: Plan, **data: str) -> PlanItem:
    item = plan.items.get(outcome="recommended")
    response = company.post(reverse("support_plans:decide", args=[item.pk]), data)
    assert response.status_code == 302
    item.refresh_from_db()
    return item


@pytest.mark.parametrize("language", ["ko", "en"])
def test_the_plan_says_what_why_and_what_would_change_it(
    company: Client, published: Plan, language: str
) -> None:
    company.cookies["django_language"] = language
    body = company.get(reverse("support_plans:plan")).content.decode()
    assert published.reference in body
    assert published.summary[language] in body
    for item in published.items.all():
        assert item.programme_version.name.in_language(language) in body
    recommended = published.items.get(outcome="recommended")
    assert recommended.reason_texts[0].in_language(language) in body


def test_the_company_accepts(company: Client, published: Plan) -> None:
    assert decide(company, published, decision="accepted").decision == "accepted"
    published.refresh_from_db()
    assert published.status == Plan.Status.ACCEPTED


def test_the_company_declines_with_a_reason_and_changes_its_mind(
    company: Client, published: Plan
) -> None:
    item = decide(company, published, decision="declined", reason="올해는 어렵습니다.")
    assert (item.decision, item.decision_reason) == ("declined", "올해는 어렵습니다.")
    assert decide(company, published, decision="accepted").decision == "accepted"


@pytest.mark.parametrize("decision", ["", "maybe"])
def test_a_mangled_answer_changes_nothing(company: Client, published: Plan, decision: str) -> None:
    assert decide(company, published, decision=decision).decision == ""


def test_items_of_other_plans_cannot_be_answered(company: Client, published: Plan) -> None:
    other = plan()
    item = other.items.get(outcome="recommended")
    url = reverse("support_plans:decide", args=[item.pk])
    assert company.post(url, {"decision": "accepted"}).status_code == 404


def test_without_a_link_nobody_reads_a_plan(client: Client, published: Plan) -> None:
    assert client.get(reverse("support_plans:plan")).status_code == 403
    unknown = reverse("support_plans:enter", args=[new_token()])
    assert client.get(unknown).status_code == 404


def test_an_old_or_revoked_link_stops_working(company: Client, published: Plan) -> None:
    url = reverse("support_plans:plan")
    assert company.get(url).status_code == 200
    PlanLink.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    assert company.get(url).status_code == 410
    PlanLink.objects.update(revoked_at=timezone.now())
    assert company.get(url).status_code == 410


def test_a_plan_that_is_not_published_is_not_shown(company: Client, published: Plan) -> None:
    Plan.objects.filter(pk=published.pk).update(status=Plan.Status.APPROVED)
    assert company.get(reverse("support_plans:plan")).status_code == 410


def test_a_newer_link_replaces_the_one_before(company: Client, published: Plan, token: str) -> None:
    contact = published.submission.submitted_by
    assert contact is not None
    send_plan_link(plan=published, contact=contact, now=timezone.now())
    assert Client().get(reverse("support_plans:enter", args=[token])).status_code == 410
    assert company.get(reverse("support_plans:plan")).status_code == 403


def test_the_page_costs_the_same_for_any_number_of_items(
    company: Client, published: Plan, django_assert_max_num_queries: object
) -> None:
    with django_assert_max_num_queries(6):  # type: ignore[operator]
        company.get(reverse("support_plans:plan"))
