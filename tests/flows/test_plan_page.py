"""The company reads its published plan by a link of its own, and answers it."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from lxml import html
from lxml.html import HtmlElement

from support_plans.models import Plan, PlanItem, PlanLink
from support_plans.services.problems import PlanHasMoved
from support_plans.services.publish import publish_plan, send_plan_link
from support_plans.services.review import approve_plan, propose_plan
from support_plans.views.plan import COOKIE
from surveys.logic.text import Text
from surveys.models.links import new_token
from tests.factories import plan, user
from tests.support_plans.admin.desk import select

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


def typed_into(box: HtmlElement) -> str:
    """A browser drops the line's end that follows <textarea>."""
    return str(box.text_content()).removeprefix("\n")


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
def test_a_mangled_answer_is_told_and_keeps_what_was_typed(
    company: Client, published: Plan, decision: str
) -> None:
    item = published.items.get(outcome="recommended")
    url = reverse("support_plans:decide", args=[item.pk])
    response = company.post(url, {"decision": decision, "reason": "We <hired> already."})
    assert response.status_code == 422
    page = html.fromstring(response.text)
    [line] = select(page, ".error-summary a")
    assert line.text_content() == "Press “Accept” or “Decline”."
    assert line.get("href") == f"#item-{item.pk}"
    assert typed_into(page.get_element_by_id(f"item-{item.pk}-reason")) == "We <hired> already."
    item.refresh_from_db()
    assert item.decision == ""


def test_a_reason_is_counted_as_it_was_typed(company: Client, published: Plan) -> None:
    typed = "\n".join(["x" * 199] * 10)
    sent = typed.replace("\n", "\r\n")
    assert (len(typed), len(sent)) == (1999, 2008)
    item = decide(company, published, decision="declined", reason=sent)
    assert (item.decision, item.decision_reason) == ("declined", typed)


def test_a_reason_that_is_too_long_is_told_and_kept(company: Client, published: Plan) -> None:
    item = published.items.get(outcome="recommended")
    url = reverse("support_plans:decide", args=[item.pk])
    reason = "y" * 2001
    response = company.post(url, {"decision": "declined", "reason": reason})
    assert response.status_code == 422
    page = html.fromstring(response.text)
    [summary] = select(page, ".error-summary")
    assert (summary.get("tabindex"), summary.get("role")) == ("-1", "alert")
    assert summary.get("autofocus") is not None
    [line] = select(summary, "a")
    assert line.text_content() == "Shorten your reason to 2000 characters; it has 2001."
    box = page.get_element_by_id(line.get("href").removeprefix("#"))
    assert typed_into(box) == reason
    said = page.get_element_by_id(box.get("aria-describedby"))
    assert "Shorten your reason" in said.text_content()
    assert select(page, "details[open]")
    item.refresh_from_db()
    assert item.decision == ""


def test_a_plan_that_moved_says_so_and_keeps_what_was_typed(
    company: Client, published: Plan, monkeypatch: pytest.MonkeyPatch
) -> None:
    def moved(**arguments: object) -> None:
        raise PlanHasMoved(published)

    monkeypatch.setattr("support_plans.views.plan.decide_item", moved)
    item = published.items.get(outcome="recommended")
    url = reverse("support_plans:decide", args=[item.pk])
    response = company.post(url, {"decision": "declined", "reason": "My careful words."})
    assert response.status_code == 409
    assert "Your answer was not saved" in response.text
    assert "You had written: “My careful words.”" in response.text
    assert reverse("support_plans:plan") in response.text


def test_a_lost_session_keeps_what_was_typed(client: Client, published: Plan) -> None:
    client.cookies["django_language"] = "en"
    item = published.items.get(outcome="recommended")
    url = reverse("support_plans:decide", args=[item.pk])
    response = client.post(url, {"decision": "declined", "reason": "My careful words."})
    assert response.status_code == 403
    assert "You had written: “My careful words.”" in response.text


def test_the_address_of_an_answer_leads_to_the_plan(company: Client, published: Plan) -> None:
    """The language switch of a page that a refused answer brought back comes by this way."""
    item = published.items.get(outcome="recommended")
    url = reverse("support_plans:decide", args=[item.pk])
    assert company.get(url)["Location"] == reverse("support_plans:plan")
    assert company.put(url).status_code == 405


@pytest.mark.parametrize("outcome", PlanItem.Outcome.values)
def test_the_officer_s_note_is_read_whatever_the_outcome(
    company: Client, published: Plan, outcome: str
) -> None:
    published.items.filter(outcome=outcome).update(note="Ask the <office> first.")
    page = html.fromstring(company.get(reverse("support_plans:plan")).text)
    [note] = select(page, ".officer-note p")
    assert note.text_content() == "Ask the <office> first."


@pytest.mark.parametrize("outcome", PlanItem.Outcome.values)
def test_who_overrules_the_draft_speaks_instead_of_it(
    company: Client, published: Plan, outcome: str
) -> None:
    """The drafted reasons argue for what the draft said."""
    item = published.items.exclude(outcome=outcome).exclude(outcome="recommended").first()
    assert item is not None
    drafted_reasons = [*item.reason_texts, *map(Text.from_json, item.would_be_if)]
    published.items.filter(pk=item.pk).update(outcome=outcome, note="Our own words.")
    body = company.get(reverse("support_plans:plan")).text
    shown = html.fromstring(body)
    programme = item.programme_version.name.en
    [own] = [
        one
        for one in select(shown, "section.programme") + select(shown, "li")
        if programme in one.text_content()
    ]
    text = " ".join(own.text_content().split())
    assert "Our own words." in text
    for reason in drafted_reasons:
        assert reason.en not in text
    assert "Why we recommend it" not in text
    assert "become possible" not in text
    assert "The question:" not in text


def test_recommendations_are_numbered_without_gaps(company: Client, published: Plan) -> None:
    late = published.items.get(outcome="needs_information")
    published.items.filter(pk=late.pk).update(outcome="recommended", position=7, need=5)
    page = html.fromstring(company.get(reverse("support_plans:plan")).text)
    assert [one.text_content() for one in select(page, ".position")] == ["1", "2"]


def test_items_of_other_plans_cannot_be_answered(company: Client, published: Plan) -> None:
    other = plan()
    item = other.items.get(outcome="recommended")
    url = reverse("support_plans:decide", args=[item.pk])
    assert company.post(url, {"decision": "accepted"}).status_code == 404


def test_without_a_link_nobody_reads_a_plan(client: Client, published: Plan) -> None:
    assert client.get(reverse("support_plans:plan")).status_code == 403
    unknown = reverse("support_plans:enter", args=[new_token()])
    assert client.get(unknown).status_code == 404


@pytest.mark.parametrize("how", ["lost", "expired", "revoked"])
def test_what_is_said_is_about_the_plan(company: Client, published: Plan, how: str) -> None:
    if how == "lost":
        company.cookies.pop(COOKIE)
    elif how == "expired":
        PlanLink.objects.update(expires_at=timezone.now())
    else:
        PlanLink.objects.update(revoked_at=timezone.now())
    said = " ".join(company.get(reverse("support_plans:plan")).text.split())
    expected = {
        "lost": "Open the link in the mail that told you that your support plan is ready.",
        "expired": "A link to a support plan works for a year. Your plan is still with us.",
        "revoked": "What you answered on the plan is not lost.",
    }
    assert expected[how] in said
    assert "invitation" not in said
    assert "survey it belongs to" not in said


def test_an_expired_link_in_a_mail_is_told_so(client: Client, published: Plan, token: str) -> None:
    client.cookies["django_language"] = "en"
    PlanLink.objects.update(expires_at=timezone.now())
    response = client.get(reverse("support_plans:enter", args=[token]))
    assert response.status_code == 410
    assert "A link to a support plan works for a year." in response.text


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
