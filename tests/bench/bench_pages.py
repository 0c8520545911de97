"""What answering costs: pages rendered and saved, and whole responses, as companies feel it."""

import statistics
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import cycle

from tests.bench import Result
from tests.bench.city import invite_companies, open_wave
from tests.bench.counting import queries
from tests.bench.ground import own_database
from tests.bench.walk import AT_ONCE, NOTE, Walk, walk_all, walked
from tests.machine.site import start_web, start_worker

WALKS = 40
ROUNDS = 3
SECONDS = 3.0  # of rendering only, and of saving only, in each round


def run() -> list[Result]:
    with own_database() as env:
        companies = invite_companies(open_wave(), 1 + AT_ONCE + WALKS)
        results = queries(companies[0])
        with start_web(env, workers=2) as site, start_worker(env, concurrency=2):
            walk_all(site.url, companies[1 : 1 + AT_ONCE])  # fills each process's memory
            walks, took = walk_all(site.url, companies[1 + AT_ONCE :])
            results += walked(walks, took)
            with ThreadPoolExecutor(AT_ONCE) as pool:
                results += _repeated(pool, walks[:AT_ONCE])
    return results


def _repeated(pool: ThreadPoolExecutor, walks: Sequence[Walk]) -> Iterator[Result]:
    """Nothing but renders for a while, then nothing but saves."""
    for name, act in (("pages rendered", Walk.render), ("pages saved", Walk.save)):
        rates = [_rate(pool, walks, act) for _ in range(ROUNDS)]
        note = f"median of {ROUNDS} rounds of {SECONDS:g} s; {NOTE}"
        yield Result(name, statistics.median(rates), "per second", note)


def _rate(
    pool: ThreadPoolExecutor, walks: Sequence[Walk], act: Callable[[Walk, str], object]
) -> float:
    """How often a second all of them together do this to a page, going round their pages."""
    began = time.perf_counter()

    def repeat(walk: Walk) -> int:
        for done, code in enumerate(cycle(walk.company.typed)):
            if time.perf_counter() - began >= SECONDS:
                return done
            act(walk, code)
        return 0

    done = sum(pool.map(repeat, walks))
    return done / (time.perf_counter() - began)
