"""What drafting costs: plans per second by one worker, and queries per plan."""

import statistics
import time
from collections.abc import Iterator, Mapping, Sequence

import psycopg
from django.db import connection
from django.test.utils import CaptureQueriesContext

from support_plans.models import Plan
from support_plans.services.draft import draft_plan_for
from support_plans.tasks import draft_plan
from surveys.models import Submission
from tests.bench import Result
from tests.bench.city import Invited, invite_companies, open_wave, submit_all
from tests.bench.ground import own_database
from tests.machine.processes import Running
from tests.machine.site import start_worker

PLANS = 200
WARM_UP = 20
ROUNDS = 3
PATIENCE = 60


def run() -> list[Result]:
    with own_database() as env:
        companies = invite_companies(open_wave(), PLANS)
        numbers = iter(range(1, 100))
        results = [*_in_process(submit_all(companies[:WARM_UP], next(numbers)))]
        for processes in (1, 2):
            rates = [*_rates(env, companies, processes, numbers)]
            results.append(
                Result(
                    f"plans drafted, {processes} process{'es' if processes > 1 else ''}",
                    statistics.median(rates),
                    "per second",
                    f"a task each; median of {ROUNDS} rounds of {PLANS}; one Celery worker",
                )
            )
    return results


def _in_process(submissions: Sequence[int]) -> Iterator[Result]:
    draft_plan_for(submission_id=submissions[0])  # reads the questionnaire, which is then kept
    with CaptureQueriesContext(connection) as queries:
        plan = draft_plan_for(submission_id=submissions[1])
    note = f"{plan.items.count()} programmes"
    yield Result("queries of a plan drafted", len(queries), "queries", note)
    seconds = []
    for pk in submissions[2:]:
        began = time.perf_counter()
        draft_plan_for(submission_id=pk)
        seconds.append(time.perf_counter() - began)
    yield Result("plan drafted, p50", statistics.median(seconds) * 1000, "ms", f"{note}, no task")


def _rates(
    env: Mapping[str, str], companies: Sequence[Invited], processes: int, numbers: Iterator[int]
) -> Iterator[float]:
    """Plans per second in each round, by one worker that has warmed up."""
    with start_worker(env, concurrency=processes) as worker:
        _send(submit_all(companies[:WARM_UP], next(numbers)))
        _wait_for_all(worker)
        for _ in range(ROUNDS):
            submissions = submit_all(companies, next(numbers))
            with psycopg.connect(env["DATABASE_URL"]) as lock:
                # Nobody stores a plan before every message is sent: sending is not measured.
                lock.execute("LOCK TABLE support_plans_plan IN SHARE MODE")
                _send(submissions)
            began = time.perf_counter()
            _wait_for_all(worker)
            yield len(submissions) / (time.perf_counter() - began)


def _send(submissions: Sequence[int]) -> None:
    for pk in submissions:
        draft_plan.delay(pk)


def _wait_for_all(worker: Running) -> None:
    """Until each submission sent has its plan; raises TimeoutError."""
    expected = Submission.objects.count()
    deadline = time.monotonic() + PATIENCE
    while Plan.objects.count() < expected:
        if time.monotonic() > deadline:
            raise TimeoutError(worker.log_end())
        time.sleep(0.01)
