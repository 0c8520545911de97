"""The home page: what waits for whom."""

from datetime import date, timedelta

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.utils import timezone
from lxml import html

from support_plans.models import Digest, DigestSubscription, Plan
from support_plans.services.review import propose_plan
from tests.factories import plan, user
from tests.support_plans.admin.desk import more_plans_like, select, signed_in

pytestmark = pytest.mark.django_db


def tiles(client: Client) -> list[tuple[str, str, str]]:
    """(figure, label, where it leads) of each tile."""
    page = html.fromstring(client.get("/admin/").text)
    return [
        (
            select(tile, ".desk-figure")[0].text_content(),
            select(tile, ".desk-tile-label")[0].text_content(),
            select(tile, "a")[0].get("href"),
        )
        for tile in select(page, ".desk-tile")
    ]


@pytest.fixture(autouse=True)
def _two_wait_for_review_and_one_for_approval() -> None:
    first = plan()
    more_plans_like(first, 2)
    propose_plan(plan=first, by=user("somebody", "officer"), revision=1)


QUEUE = "/admin/support_plans/plan/"
ANSWERED = ("3 of 3", "companies have submitted their answers")


def test_an_officer() -> None:
    reviews, answers = tiles(signed_in("officer"))

    assert reviews == ("2", "Awaiting review", f"{QUEUE}?waiting=review")
    assert answers[:2] == ANSWERED


def test_an_approver() -> None:
    approvals, publications, answers = tiles(signed_in("approver"))

    assert approvals == ("1", "Waiting for approval", f"{QUEUE}?waiting=approval")
    assert publications == ("0", "Waiting to be published", f"{QUEUE}?waiting=publication")
    assert answers[:2] == ANSWERED


def test_a_manager_comes_to_the_digests() -> None:
    assert tiles(signed_in("manager")) == [("0", "weekly digests", "/admin/support_plans/digest/")]


@pytest.mark.parametrize(
    ("language", "period"), [("en", "16–22 November 2026"), ("ko", "2026년 11월 16일(월)~22일(일)")]
)
def test_a_manager_reads_which_week_as_people_write_it(language: str, period: str) -> None:
    manager = signed_in("manager", language=language)
    subscription = DigestSubscription.objects.create(user=User.objects.get(username="manager"))
    Digest.objects.create(
        subscription=subscription, starts_on=date(2026, 11, 16), ends_on=date(2026, 11, 22)
    )

    for address in ("/admin/", "/admin/support_plans/digest/"):
        assert period in manager.get(address).text


@pytest.mark.parametrize(("days", "said"), [(0, None), (1, "1 day ago"), (3, "3 days ago")])
def test_the_age_of_the_oldest_draft(days: int, said: str | None) -> None:
    Plan.objects.update(drafted_at=timezone.now() - timedelta(days=days))

    page = signed_in("officer").get("/admin/").text

    assert (f"The oldest was drafted {said}." in page) if said else "The oldest" not in page


def test_a_programme_manager() -> None:
    assert tiles(signed_in("programme_manager")) == [
        (
            "4",
            "programmes in force",
            "/admin/support_plans/programmeversion/?status__exact=in_force",
        )
    ]


def test_an_auditor() -> None:
    assert tiles(signed_in("auditor")) == [
        ("3", "plans on record", "/admin/support_plans/planevent/")
    ]


def test_without_a_role_it_says_whom_to_ask() -> None:
    page = signed_in().get("/admin/").text

    assert "Your account has no role yet. Ask an administrator to give you one." in page


def test_a_tile_leads_somewhere() -> None:
    officer = signed_in("officer")

    for _, _, address in tiles(officer):
        assert officer.get(address).status_code == 200
