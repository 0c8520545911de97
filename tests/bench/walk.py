"""Companies on their way from the link to the confirmation, and what their steps cost."""

import statistics
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

from django.urls import reverse

from tests.bench import Result
from tests.bench.browser import Browser
from tests.bench.city import Invited

AT_ONCE = 8
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


def walk_all(url: str, companies: Sequence[Invited]) -> tuple[list[Walk], float]:
    """Every company answers everything, `AT_ONCE` of them at a time; with how long it took."""
    with ThreadPoolExecutor(AT_ONCE) as pool:
        began = time.perf_counter()
        walks = list(pool.map(lambda one: Walk(Browser(url), one).answer_everything(), companies))
        return walks, time.perf_counter() - began


def walked(walks: Sequence[Walk], took: float, name: str = "") -> list[Result]:
    """`name` stands before that of each result."""
    rendered = [seconds for walk in walks for seconds in walk.rendered]
    saved = [seconds for walk in walks for seconds in walk.saved]
    questions = statistics.mean(len(walk.company.answers) for walk in walks)
    return [
        *_percentiles(f"{name}page rendered", rendered),
        *_percentiles(f"{name}page saved", saved),
        Result(
            f"{name}whole responses",
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
