"""Somebody at a browser of their own, who notices everything that goes wrong."""

import re
from urllib.parse import urlsplit

from django.utils.translation import gettext, override
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Page,
    Request,
    WebError,
    expect,
)

from tests.browser.accessibility import assert_accessible

NARROW, PHONE, DESK = 320, 390, 1280
"""A window of 320 is a desk's at 400 %: what WCAG 1.4.10 asks pages to fit."""
HEIGHTS = {NARROW: 640, PHONE: 844, DESK: 900}
LOCALES = {"ko": "ko-KR", "en": "en-US"}
_IS_AS_WIDE = "document.documentElement.scrollWidth <= document.documentElement.clientWidth"
_A_REFUSED_PAGE = "Failed to load resource"


class Visitor:
    """A fresh browser context in one language; `faults` collects what no page may do.

    A fault is an error or a warning on the console (a breach of the content security policy is
    one), an exception in a script, or a request that leaves the site.
    """

    def __init__(
        self, browser: Browser, url: str, language: str, width: int, *, javascript: bool = True
    ) -> None:
        self.url, self.language = url, language
        self.faults: list[str] = []
        self._visited: set[str] = set()
        self.context: BrowserContext = browser.new_context(
            base_url=url,
            locale=LOCALES[language],
            timezone_id="Asia/Seoul",
            viewport={"width": width, "height": HEIGHTS[width]},
            java_script_enabled=javascript,
            reduced_motion="reduce",
        )
        self.context.set_default_timeout(10_000)
        self.context.on("request", self._on_request)
        self.context.on("console", self._on_console)
        self.context.on("weberror", self._on_error)
        self.page: Page = self.context.new_page()

    def say(self, message: str, **values: object) -> str:
        """The interface's words for an English msgid, in the visitor's language."""
        with override(self.language):
            return gettext(message) % values if values else gettext(message)

    def open(self, address: str) -> None:
        self.page.goto(address)

    def press(self, message: str) -> None:
        """The first button of that name; hidden ones do not count."""
        self.page.get_by_role("button", name=self.say(message), exact=True).first.click()

    def follow(self, message: str) -> None:
        self.page.get_by_role("link", name=self.say(message), exact=True).first.click()

    def arrives(self, path: str) -> None:
        """Wait until the address bar shows this path (a regular expression)."""
        expect(self.page).to_have_url(re.compile(rf"^{re.escape(self.url)}{path}(?:[?#]|$)"))

    def sees(self, text: str) -> None:
        expect(self.page.locator("body")).to_contain_text(text)

    def look(self, include: str | None = None) -> None:
        """Look at the page, or at its part `include` (CSS), as somebody who cannot see it does.

        Nor may it be wider than the window: who enlarges it would have to scroll to and fro.
        """
        self.page.wait_for_load_state()  # a page without its styles yet is another page
        assert self.page.evaluate(_IS_AS_WIDE), f"{self.page.url} is wider than the window"
        assert_accessible(self.page, include)

    @property
    def path(self) -> str:
        return urlsplit(self.page.url).path

    def leave(self) -> None:
        """Close the browser; fails with whatever went wrong on the way."""
        self.context.close()
        assert not self.faults, "\n".join(self.faults)

    def _on_request(self, request: Request) -> None:
        if request.is_navigation_request():
            self._visited.add(request.url)
        if not request.url.startswith((f"{self.url}/", "data:", "blob:")):
            self.faults.append(f"A request left the site: {request.url}")

    def _on_console(self, message: ConsoleMessage) -> None:
        if message.type not in ("error", "warning"):
            return
        # A page that says what went wrong comes with status 4xx, of which the console tells.
        if message.text.startswith(_A_REFUSED_PAGE) and message.location["url"] in self._visited:
            return
        where = message.page.url if message.page else ""
        self.faults.append(f"Console at {where}: {message.text} {message.location}")

    def _on_error(self, error: WebError) -> None:
        self.faults.append(f"Script error: {error.error}")
