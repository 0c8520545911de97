"""A demonstration city and a browser for the whole session; a visitor for each test that asks."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, sync_playwright

from support_plans.demonstration.companies import DemonstrationCompany
from tests.browser.city import City, demonstration_city
from tests.browser.companies import fresh_companies
from tests.browser.visitor import DESK, Visitor
from tests.machine.browser import launch_options
from tests.machine.processes import ROOT

SEEN_LAST = ROOT / "build" / "browser"
Arrive = Callable[..., Visitor]
NextCompany = Callable[[str], DemonstrationCompany]


@pytest.fixture(scope="session")
def city() -> Iterator[City]:
    with demonstration_city() as one:
        yield one


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with pytest.MonkeyPatch.context() as patch:
        # Playwright leaves its event loop running between its calls, at which Django would take
        # every query of a later test in this process for one from a coroutine.
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
        with sync_playwright() as playwright:
            chromium = playwright.chromium.launch(**launch_options())
            yield chromium
            chromium.close()


@pytest.fixture
def arrive(request: pytest.FixtureRequest, city: City, browser: Browser) -> Iterator[Arrive]:
    """A function: somebody new at a browser of their own, of a language and a screen width.

    Where the test fails, build/browser/ shows what each of them saw last.
    """
    here: list[Visitor] = []

    def somebody(language: str = "en", width: int = DESK, *, javascript: bool = True) -> Visitor:
        here.append(Visitor(browser, city.url, language, width, javascript=javascript))
        return here[-1]

    failures = request.session.testsfailed
    yield somebody
    if request.session.testsfailed > failures:
        for number, visitor in enumerate(here, 1):
            visitor.page.screenshot(path=SEEN_LAST / f"{request.node.name}-{number}.png")
    for visitor in here:
        visitor.leave()


@pytest.fixture(scope="session")
def next_company() -> NextCompany:
    """A function: an invited company that has not begun, another one at each call."""
    waiting = {language: fresh_companies(language) for language in ("ko", "en")}
    return lambda language: next(waiting[language])
