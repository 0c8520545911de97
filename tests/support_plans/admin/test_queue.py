"""The queue: order, labels, filters, search; and that it costs the same at any length."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import User
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from lxml import html

from support_plans.admin.plans import as_stored
from support_plans.models import Plan, PlanItem
from support_plans.services.review import edit_item, propose_plan
from tests.factories import CompanyFactory, plan, user
from tests.support_plans.admin.desk import more_plans_like, signed_in

pytestmark = pytest.mark.django_db
QUEUE = "/admin/support_plans/plan/"

QUERIES = 13
"""Session, user, their own rights and their groups' (4); the newest questionnaire for the words of
fields and sizes, and what companies are of, as this questionnaire does not ask (5); how many were
found, how many there are, what waits (3); the rows."""


@pytest.fixture
def officer() -> Client:
    return signed_in("officer")


def rows(client: Client, query: str = "") -> list[list[str]]:
    page = html.fromstring(client.get(QUEUE + query).text)
    return [
        [" ".join(cell.text_content().split()) for cell in row.xpath("./th | ./td")]
        for row in page.xpath("//table[@id='result_list']/tbody/tr")
    ]


def test_a_row_says_what_an_officer_wants_to_know(officer: Client) -> None:
    drafted = plan(company=CompanyFactory(name_en="Mudeung Vision", field="mobility"))

    assert rows(officer) == [
        [
            f"Mudeung Vision {drafted.reference}",
            "mobility",
            "Drafted",
            "1",
            "1",
            "today",
            "–",
        ]
    ]


def test_the_oldest_comes_first(officer: Client) -> None:
    younger = plan()
    more_plans_like(younger, 1)
    older = Plan.objects.exclude(pk=younger.pk).get()
    Plan.objects.filter(pk=older.pk).update(drafted_at=younger.drafted_at - timedelta(days=3))

    shown = rows(officer)

    assert [row[0].split()[-1] for row in shown] == [older.reference, younger.reference]
    assert [row[5] for row in shown] == ["3 days ago", "today"]


def test_filters_by_what_a_plan_waits_for(officer: Client) -> None:
    drafted = plan()
    more_plans_like(drafted, 1)
    propose_plan(plan=drafted, by=user("somebody", "officer"), revision=1)

    assert len(rows(officer)) == 2
    assert len(rows(officer, "?waiting=review")) == 1
    assert [row[2] for row in rows(officer, "?waiting=approval")] == ["Waiting for approval"]
    assert rows(officer, "?waiting=publication") == []


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("?field=mobility", 1),
        ("?field=energy", 0),
        ("?size=small", 1),
        ("?size=large", 0),
        ("?q=Mudeung", 1),
        ("?q=무등", 1),
        ("?q=1208147521", 1),
        ("?q=120-81-47521", 1),
        ("?q={reference}", 1),
        ("?q=nobody", 0),
    ],
)
def test_finds_plans(officer: Client, query: str, found: int) -> None:
    company = CompanyFactory(
        name_ko="무등비전",
        name_en="Mudeung Vision",
        field="mobility",
        registration_number="1208147521",
    )
    drafted = plan(company=company)

    assert len(rows(officer, query.format(reference=drafted.reference))) == found


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("P-26-00042-1", "BG-26-00042-1"),
        ("p-26-00042-1", "BG-26-00042-1"),
        ("BG-26-00042-1", "BG-26-00042-1"),
        ("120-81-47521", "1208147521"),
        ("무등 비전", "무등 비전"),
    ],
)
def test_what_is_typed_finds_what_is_stored(typed: str, stored: str) -> None:
    assert as_stored(typed) == stored


def test_who_edited_last_is_named(officer: Client) -> None:
    drafted = plan()
    editor = user("editor", "officer")
    User.objects.filter(pk=editor.pk).update(first_name="Sora", last_name="Kim")
    _edit(drafted, editor)

    assert rows(officer)[0][-1] == "Sora Kim"


@pytest.mark.parametrize("length", [1, 3, 100])
def test_costs_the_same_at_any_length(
    officer: Client,
    length: int,
    django_assert_num_queries,  # type: ignore[no-untyped-def]
) -> None:
    first = plan()
    _edit(first, user("editor", "officer"))
    more_plans_like(first, length - 1)
    officer.get(QUEUE)  # what a process reads once
    cache.clear()

    with django_assert_num_queries(QUERIES):
        response = officer.get(QUEUE + "?waiting=review")

    assert response.context["cl"].result_count == length


def test_the_sidebar_counts_what_waits_for_me(officer: Client) -> None:
    drafted = plan()
    more_plans_like(drafted, 2)
    propose_plan(plan=drafted, by=user("somebody", "officer"), revision=1)

    def badges(client: Client) -> dict[str, int]:
        groups = client.get(reverse("admin:index")).context["sidebar_navigation"]
        return {item["title"]: item["badge"] for item in groups[1]["items"] if item["badge"]}

    assert badges(officer) == {"Awaiting review": 2}
    assert badges(signed_in("approver")) == {"Waiting for approval": 1}


def _edit(plan: Plan, by: User) -> None:
    edit_item(
        item=plan.items.get(outcome=PlanItem.Outcome.RECOMMENDED),
        by=by,
        revision=plan.revision,
        outcome="recommended",
        amount_krw=1_000_000,
        note="",
        reason="A round sum.",
    )
