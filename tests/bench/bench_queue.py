"""What the officers' queue costs: as many queries for 100 plans as for one."""

from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from support_plans.services.draft import draft_plan_for
from tests.bench import Result
from tests.bench.city import invite_companies, open_wave, submit_all
from tests.bench.ground import own_database

PLANS = 100


def run() -> list[Result]:
    with own_database():
        submissions = submit_all(invite_companies(open_wave(), PLANS), 1)
        officer = Client(headers={"host": "127.0.0.1"})
        officer.force_login(User.objects.create_superuser("bench"))
        draft_plan_for(submission_id=submissions[0])
        _queries(officer)  # content types and the like, which are then kept
        with_one = _queries(officer)
        for pk in submissions[1:]:
            draft_plan_for(submission_id=pk)
        return [
            Result("queries of the review queue, 1 plan", with_one, "queries"),
            Result(f"queries of the review queue, {PLANS} plans", _queries(officer), "queries"),
        ]


def _queries(officer: Client) -> int:
    with CaptureQueriesContext(connection) as queries:
        answer = officer.get(reverse("admin:support_plans_plan_changelist"))
    if answer.status_code != 200:
        raise RuntimeError(f"The queue answered {answer.status_code}.")
    return len(queries)
