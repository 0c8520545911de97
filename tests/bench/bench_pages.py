"""What answering costs: pages rendered and saved, and whole responses, as companies feel it."""

import statistics
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from itertools import cycle

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.bench import Result
from tests.bench.browser import Browser, Unexpected
from tests.bench.city import Invited, invite_companies, open_wave
from tests.bench.ground import own_database
from tests.machine.site import start_web, start_worker

AT_ONCE = 8
WALKS = 40
ROUNDS = 3
SECONDS = 3.0  # of rendering only, and of saving only, in each round
NOTE = f"{AT_ONCE} companies at once, gunicorn with 2 workers, Celery worker with 2 processes"


@dataclass
class Walk:
    """One company on its way, and how many seconds each step took."""

    browser: Browser
    company: Invited
    rendered: list[float] = field(default_factory=list)
    saved: list[float] = field(default_factory=list)
    revisions: dict[str, int] = field(default_factory=dict)

    def answer_everything(self) -> "Walk":
        """From the link to the confirmation, every page shown, filled in and saved."""
        self.browser.get(reverse("surveys:enter", args=[self.company.token]), status=302)
        self.browser.get(reverse("surveys:sections"))
        for code in self.company.typed:
            self.render(code)
            led_to = self.save(code)
            if led_to == reverse("surveys:sections"):
                self.browser.get(led_to)
        self.browser.get(reverse("surveys:check"))
        confirmation = self.browser.post(reverse("surveys:submit"), {})
        self.browser.get(confirmation.location)
        return self

    def render(self, code: str) -> None:
        self.rendered.append(self.browser.get(reverse("surveys:page", args=[code])).seconds)

    def save(self, code: str) -> str:
        """Save the page over what it holds; returns where the site leads next."""
        revision = self.revisions.get(code, 0)
        typed = {**self.company.typed[code], "revision": [str(revision)]}
        answer = self.browser.post(reverse("surveys:page", args=[code]), typed)
        self.saved.append(answer.seconds)
        self.revisions[code] = revision + 1
        return answer.location


def run() -> list[Result]:
    with own_database() as env:
        companies = invite_companies(open_wave(), 1 + AT_ONCE + WALKS)
        results = _queries(companies[0])
        with start_web(env, workers=2) as site, start_worker(env, concurrency=2):

            def walk(company: Invited) -> Walk:
                return Walk(Browser(site.url), company).answer_everything()

            with ThreadPoolExecutor(AT_ONCE) as pool:
                list(pool.map(walk, companies[1 : 1 + AT_ONCE]))  # fills each process's memory
                began = time.perf_counter()
                walks = list(pool.map(walk, companies[1 + AT_ONCE :]))
                took = time.perf_counter() - began
                results += _walked(walks, took)
                results += _repeated(pool, walks[:AT_ONCE])
    return results


def _walked(walks: Sequence[Walk], took: float) -> list[Result]:
    rendered = [seconds for walk in walks for seconds in walk.rendered]
    saved = [seconds for walk in walks for seconds in walk.saved]
    questions = statistics.mean(len(walk.company.answers) for walk in walks)
    return [
        *_percentiles("page rendered", rendered),
        *_percentiles("page saved", saved),
        Result(
            "whole responses",
            len(walks) / took,
            "per second",
            f"{questions:.0f} answers on {len(saved) / len(walks):.0f} pages each; {NOTE}",
        ),
    ]


def _percentiles(name: str, seconds: Sequence[float]) -> list[Result]:
    cuts = statistics.quantiles(seconds, n=20)
    return [
        Result(f"{name}, p50", cuts[9] * 1000, "ms", NOTE),
        Result(f"{name}, p95", cuts[18] * 1000, "ms", NOTE),
    ]


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


def _queries(company: Invited) -> list[Result]:
    """Of the page that needs most, counted in this process."""
    client = Client(headers={"host": "127.0.0.1"})
    client.get(reverse("surveys:enter", args=[company.token]))
    client.get(reverse("surveys:sections"))  # reads the questionnaire, which is then kept
    rendered, saved = [], []
    for code, typed in company.typed.items():
        url = reverse("surveys:page", args=[code])
        with CaptureQueriesContext(connection) as queries:
            client.get(url)
        rendered.append(len(queries))
        for revision in (0, 1):
            with CaptureQueriesContext(connection) as queries:
                answer = client.post(url, {**typed, "revision": str(revision)})
            if answer.status_code != 302:
                raise Unexpected(answer.content.decode())
            saved.append(len(queries))
    return [
        Result("queries of a page rendered", max(rendered), "queries", f"least {min(rendered)}"),
        Result("queries of a page saved", max(saved), "queries", f"least {min(saved)}"),
    ]
