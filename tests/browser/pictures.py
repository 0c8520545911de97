"""`python -m tests.browser.pictures`: the pictures of the README, into docs/pictures/.

Five faces of the demonstration city, each in both languages, on a desk and on a phone. Wants
DATABASE_URL and REDIS_URL, as the browser tests do.
"""

import os
import re
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import django
from playwright.sync_api import Browser, sync_playwright

from tests.browser.answers import fill_in
from tests.browser.city import City, demonstration_city
from tests.browser.steps import (
    QUEUE,
    follow_link_in_mail,
    open_newest_mail,
    read_as_a_mail_program,
    sign_in,
)
from tests.browser.visitor import DESK, PHONE, Visitor
from tests.machine.browser import launch_options
from tests.machine.processes import ROOT

PICTURES = ROOT / "docs" / "pictures"
TALLEST = 1500
DIGEST_READERS = {"ko": "manager", "en": "administrator"}


def a_company_answers(visitor: Visitor, city: City) -> None:
    visitor.open(city.entrances["survey_link"])
    visitor.open("/survey/pages/compute_today/")
    fill_in(visitor.page, {"gpu_hours_month": "1,200"})
    visitor.page.evaluate("document.activeElement.blur(); scrollTo(0, 0)")


def an_officer_reviews(visitor: Visitor, city: City) -> None:
    sign_in(visitor, city, "officer")
    visitor.open(f"{QUEUE}?waiting=review")
    visitor.page.locator("#result_list tbody tr a").first.click()
    visitor.page.locator(".desk-review").wait_for()


def an_officer_writes(visitor: Visitor, city: City) -> None:
    """A condition of the draft, which the first picture starts."""
    sign_in(visitor, city, "officer")
    visitor.open("/admin/surveys/questionnaireversion/")
    versions = visitor.page.locator(".desk-table a[href$='/change/']")
    is_first = versions.count() == 1
    start = visitor.page.locator("form[action$='/draft/'] button")
    (start if is_first else versions).first.click()
    visitor.arrives(r"/admin/surveys/questionnaireversion/\d+/change/")
    condition = "pages/incubation/conditions/relevant/"
    visitor.open(visitor.path.replace("change/", condition))


def a_plan_is_published(visitor: Visitor, city: City) -> None:
    open_newest_mail(visitor, "", re.compile(r"P-\d\d-\d{5}"))
    follow_link_in_mail(visitor, "/p/")
    visitor.arrives("/plan/")


def a_manager_reads(visitor: Visitor, city: City) -> None:
    open_newest_mail(visitor, f"{DIGEST_READERS[visitor.language]}@example.org")
    read_as_a_mail_program(visitor)


FACES: Mapping[str, Callable[[Visitor, City], None]] = {
    "company": a_company_answers,
    "officer": an_officer_reviews,
    "questionnaire": an_officer_writes,
    "plan": a_plan_is_published,
    "digest": a_manager_reads,
}


def take(browser: Browser, city: City, face: str, language: str, width: int) -> Path:
    visitor = Visitor(browser, city.url, language, width)
    # Whatever language the company's contact reads.
    visitor.context.add_cookies([{"name": "django_language", "value": language, "url": city.url}])
    FACES[face](visitor, city)
    visitor.page.wait_for_load_state("networkidle")
    # A window as tall as the picture: what sticks to the window's edges then ends with it.
    height = min(TALLEST, visitor.page.evaluate("document.documentElement.scrollHeight"))
    visitor.page.set_viewport_size({"width": width, "height": height})
    path = PICTURES / f"{face}-{language}-{width}.png"
    visitor.page.screenshot(path=path, animations="disabled")
    visitor.leave()
    return path


def main() -> int:
    with demonstration_city() as city, sync_playwright() as playwright:
        for language, username in DIGEST_READERS.items():
            city.subscribe(username, language)
        city.manage("send_digests")
        browser = playwright.chromium.launch(**launch_options())
        for language in ("ko", "en"):
            for width in (DESK, PHONE):
                for face in FACES:
                    path = take(browser, city, face, language, width)
                    print(f"{path.relative_to(ROOT)}  {path.stat().st_size / 1024:.0f} KiB")
        browser.close()
    return 0


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    sys.exit(main())
