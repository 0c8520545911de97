"""What conditions cost: 50 rules of 9 leaves on one submission, and on 100,000."""

import statistics
import time
from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal

from surveys.logic.columns import Columns, evaluate_columns
from surveys.logic.compiled import compiled
from surveys.logic.evaluate import trace
from surveys.logic.expressions import Expression
from surveys.logic.kinds import Context
from surveys.logic.values import Facts
from surveys.logic.xlsform_syntax import parse
from tests.bench import Result
from tests.surveys.logic.waves import wave

RULES = 50
LEAVES = 9
SUBMISSIONS = 100_000
TODAY = date(2026, 3, 1)

# Every leaf is reached: the company below meets them all, and of an `or` only the last.
RULE = (
    "${{employees}} < {0} and ${{revenue}} >= 100000000 and ${{share}} > {1}.5"
    " and (${{head_office}} = 'seoul' or selected(${{sites}}, 'lab'))"
    " and not(${{sector}} = 'other') and ${{opened_on}} > date('2019-03-{2:02}')"
    " and (selected(${{needs}}, 'npu') or ${{gpu_hours}} >= 1{2})"
)
COMPANY: Facts = {
    "employees": 38,
    "revenue": 4_200_000_000,
    "share": Decimal("72.5"),
    "head_office": "gwangju",
    "sites": ("branch", "lab"),
    "sector": "mobility",
    "opened_on": date(2021, 3, 12),
    "needs": ("gpu", "data"),
    "gpu_hours": 1200,
}


def run() -> list[Result]:
    rules = [parse(RULE.format(50 + at, at, 1 + at % 28)) for at in range(RULES)]
    named = f"{RULES} rules of {LEAVES} leaves"
    traced = _median(lambda: _traced(rules), rounds=200)
    functions, context = [compiled(rule) for rule in rules], Context(TODAY)
    quick = _median(lambda: [one(COMPANY, context) for one in functions], rounds=500)
    facts = wave(SUBMISSIONS)
    began = time.perf_counter()
    columns = Columns.of(facts)
    building = time.perf_counter() - began
    began = time.perf_counter()
    _in_columns(rules, columns)
    first = time.perf_counter() - began
    at_once = _median(lambda: _in_columns(rules, columns), rounds=5)
    one_by_one = quick * SUBMISSIONS
    return [
        Result("logic traced", traced * 1000, "ms", f"{named}, one submission; median"),
        Result("logic compiled", quick * 1000, "ms", f"{named}, one submission; median"),
        Result("logic compiled, how much faster", traced / quick, "times", "than traced"),
        Result("logic columns built", building, "s", f"{SUBMISSIONS:,} submissions"),
        Result("logic in columns, first time", first, "s", f"{named}; then numbers are prepared"),
        Result("logic in columns", at_once, "s", f"{named}, {SUBMISSIONS:,} submissions; median"),
        Result("logic in columns, how much faster", one_by_one / at_once, "times", "than compiled"),
    ]


def _traced(rules: Sequence[Expression]) -> None:
    for rule in rules:
        if trace(rule, COMPANY, today=TODAY).value is not True:
            raise RuntimeError("A leaf was not reached.")


def _in_columns(rules: Sequence[Expression], columns: Columns) -> None:
    for rule in rules:
        _ = evaluate_columns(rule, columns, today=TODAY).tally


def _median(work: Callable[[], object], *, rounds: int) -> float:
    """Seconds."""
    work()
    seconds = []
    for _ in range(rounds):
        began = time.perf_counter()
        work()
        seconds.append(time.perf_counter() - began)
    return statistics.median(seconds)
