"""The line with Celery workers as processes of their own, on PostgreSQL and Redis."""

import re
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager

import psycopg
import pytest
from django.db import connection
from django.db.models import Count
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from post_office.models import STATUS, Email

from config import celery_app
from support_plans.models import Plan, PlanEvent, PlanItem
from support_plans.services.draft import submissions_without_plan
from support_plans.services.publish import publish_plan
from support_plans.services.review import approve_plan, propose_plan
from support_plans.tasks import draft_plan, sweep_submissions
from surveys.forms import PageForm
from surveys.models import Submission, Wave
from surveys.services.invite import invite
from tests.factories import (
    SMALL_ANSWERS,
    ContactFactory,
    WaveFactory,
    four_programmes,
    submission,
    user,
)
from tests.machine.processes import Running
from tests.machine.site import database_url, start_worker

pytestmark = [
    pytest.mark.services,
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
]

ITEMS_OF_A_PLAN = 4  # one for each of `four_programmes`
PATIENCE = 20


@pytest.fixture(autouse=True)
def _programmes_and_an_empty_queue() -> None:
    four_programmes()
    celery_app.control.purge()
    with celery_app.connection_for_write() as broker:
        # What a worker held when it was killed comes back after `visibility_timeout`.
        broker.default_channel.client.delete("unacked", "unacked_index")


def worker(*, processes: int) -> AbstractContextManager[Running]:
    return start_worker({"DATABASE_URL": database_url()}, concurrency=processes)


def wait_until(is_so: Callable[[], bool], *, worker: Running, seconds: float = PATIENCE) -> None:
    """Fails with the end of the worker's log where it does not come true in time."""
    deadline = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < deadline, worker.log_end()
        time.sleep(0.02)


def test_from_the_answers_to_the_accepted_plan(client: Client) -> None:
    wave, contact = WaveFactory(), ContactFactory(language="en")
    with worker(processes=1) as running:
        link = invite(wave=wave, contact=contact)
        assert client.get(link, follow=True).status_code == 200
        answer_and_submit(client, wave)

        wait_until(Plan.objects.exists, worker=running)
        publish(Plan.objects.get())
        wait_until(lambda: not unsent_mail(), worker=running)

    [invitation, receipt, published] = Email.objects.order_by("pk")
    assert link in invitation.message
    kept = re.search(r"http\S+/s/\S+", receipt.message)
    assert kept is not None
    assert client.get(kept[0], follow=True).context["submission"] == Submission.objects.get()
    plan_link = re.search(r"http\S+/p/\S+", published.message)
    assert plan_link is not None
    plan_page = client.get(plan_link[0], follow=True)
    assert plan_page.status_code == 200
    [item] = plan_page.context["recommended"]

    client.post(item.answer_url, {"decision": "accepted"})

    assert Plan.objects.get().status == Plan.Status.ACCEPTED
    assert [event.kind for event in PlanEvent.objects.order_by("number")] == [
        "drafted",
        "proposed",
        "approved",
        "published",
        "decided",
    ]


def answer_and_submit(client: Client, wave: Wave) -> None:
    """As a browser would, page after page."""
    whole = wave.version.questionnaire
    for code, answers in SMALL_ANSWERS.items():
        page = whole.pages_by_code[code]
        typed = PageForm(whole, page, answers=answers, today=timezone.localdate()).typed
        saved = client.post(reverse("surveys:page", args=[code]), {**typed, "revision": "0"})
        assert saved.status_code == 302
    confirmation = client.post(reverse("surveys:submit"), follow=True)
    assert Submission.objects.get().reference in confirmation.content.decode()


def publish(plan: Plan) -> None:
    approver = user("approver", "approver")
    proposed = propose_plan(plan=plan, by=user("officer", "officer"), revision=plan.revision)
    approved = approve_plan(plan=proposed, by=approver, revision=proposed.revision)
    publish_plan(plan=approved, by=approver, revision=approved.revision)


def unsent_mail() -> bool:
    return Email.objects.exclude(status=STATUS.sent).exists()


def test_a_worker_killed_in_the_middle_of_drafting_leaves_no_plan_out_and_none_twice(
    lock: psycopg.Connection[tuple[object, ...]],
) -> None:
    wave = WaveFactory()

    with worker(processes=2) as first:
        for _ in range(10):
            submission(wave=wave)
        wait_until(lambda: PlanEvent.objects.count() == 10, worker=first)
        # From here on a plan and its items can be written, but not the event that completes them:
        # both processes stand in the middle of a plan.
        lock.execute("LOCK TABLE support_plans_planevent IN SHARE MODE")
        for _ in range(90):
            submission(wave=wave)
        wait_until(lambda: waiting_for_the_lock() == 2, worker=first)
        first.kill()
        lock.rollback()

    # What stood half-written goes when PostgreSQL notices that nobody is there any more.
    wait_until(lambda: writing() == 0, worker=first)
    assert Plan.objects.count() == 10
    assert PlanItem.objects.count() == 10 * ITEMS_OF_A_PLAN
    assert len(submissions_without_plan()) == 90

    with worker(processes=2) as second:
        sweep_submissions.delay()
        wait_until(lambda: PlanEvent.objects.count() >= 100, worker=second)

    assert not submissions_without_plan()
    assert Plan.objects.count() == Submission.objects.count() == 100
    plans = Plan.objects.annotate(
        item_count=Count("items", distinct=True), event_count=Count("events", distinct=True)
    )
    assert set(plans.values_list("item_count", "event_count")) == {(ITEMS_OF_A_PLAN, 1)}
    assert set(PlanEvent.objects.values_list("kind", flat=True)) == {PlanEvent.Kind.DRAFTED}


@pytest.fixture
def lock() -> Iterator[psycopg.Connection[tuple[object, ...]]]:
    """A connection beside Django's own, in a transaction."""
    with psycopg.connect(database_url()) as beside:
        yield beside


def waiting_for_the_lock() -> int:
    return number(
        "SELECT count(*) FROM pg_locks"
        " WHERE relation = 'support_plans_planevent'::regclass AND NOT granted"
    )


def writing() -> int:
    """How many others are in the middle of a transaction in this database."""
    return number(
        "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
        " AND backend_type = 'client backend' AND pid <> pg_backend_pid()"
        " AND xact_start IS NOT NULL"
    )


def number(query: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(query)
        return int(cursor.fetchone()[0])


def test_a_message_that_comes_again_changes_nothing() -> None:
    wave = WaveFactory()
    with worker(processes=1) as running:
        first = submission(wave=wave)
        wait_until(Plan.objects.exists, worker=running)
        before = everything()
        draft_plan.delay(first.pk)
        draft_plan.delay(first.pk)
        last = submission(wave=wave)  # one process: by the time of this, the two were dealt with
        wait_until(Plan.objects.filter(submission=last).exists, worker=running)

    assert [one for one in everything() if one in before] == before
    assert Plan.objects.count() == 2
    assert "raised" not in running.log.read_text()


def everything() -> list[dict[str, object]]:
    return [
        row
        for model in (Plan, PlanItem, PlanEvent)
        for row in model._default_manager.order_by("pk").values()
    ]
