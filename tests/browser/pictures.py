"""`python -m tests.browser.pictures`: the pictures of the README, into docs/pictures/.

The faces of the demonstration city, each in both languages, on a desk and on a phone. Names of
faces as arguments make those alone. Wants DATABASE_URL and REDIS_URL, as the browser tests do.
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


def submitted(city: City) -> tuple[str, str]:
    """The link of a company that has submitted, and its reference."""
    command = "from tests.browser.pictures import newest; print(*newest())"
    link, reference = city.manage("shell", "--no-imports", "--command", command).split()[-2:]
    return link, reference


def newest() -> tuple[str, str]:
    """Runs inside the city. Of a field in which many have submitted."""
    from surveys.models import Invitation, Submission
    from surveys.services.invite import link_back

    in_field = Submission.objects.filter(response__company__field="healthcare")
    submission = in_field.select_related("response").latest("pk")
    response = submission.response
    invitations = Invitation.objects.filter(wave=response.wave_id)
    invitation = invitations.filter(contact__company=response.company_id).earliest("pk")
    return link_back(invitation=invitation), submission.reference


def a_company_comes_back(visitor: Visitor, city: City) -> None:
    """To its section list, some pages answered."""
    visitor.open(city.entrances["survey_link"])
    for page in ("company_identity", "company_place", "compute_today"):
        visitor.open(f"/survey/pages/{page}/")
        fill_in(visitor.page, {"registration_number": "1248100998"})
        visitor.press("Continue")
    visitor.open("/survey/")


def a_company_corrects(visitor: Visitor, city: City) -> None:
    visitor.open(city.entrances["survey_link"])
    visitor.open("/survey/pages/company_size/")
    fill_in(visitor.page, {"employees": "about forty", "rnd_share": "120"})
    visitor.press("Continue")
    visitor.page.locator(".error-summary").wait_for()


def a_company_checks(visitor: Visitor, city: City) -> None:
    visitor.open(submitted(city)[0])
    visitor.open("/survey/check/")


def a_company_has_submitted(visitor: Visitor, city: City) -> None:
    """The confirmation, whose address is in its bookmarks."""
    link, reference = submitted(city)
    visitor.open(link)
    visitor.open(f"/survey/submitted/{reference}/")


def a_company_compares(visitor: Visitor, city: City) -> None:
    visitor.open(submitted(city)[0])
    visitor.open("/survey/peers/")
    visitor.page.locator(".peer-line").first.wait_for()


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
    "sections": a_company_comes_back,
    "errors": a_company_corrects,
    "check": a_company_checks,
    "submitted": a_company_has_submitted,
    "peers": a_company_compares,
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
    faces = sys.argv[1:] or list(FACES)
    with demonstration_city() as city, sync_playwright() as playwright:
        for language, username in DIGEST_READERS.items():
            city.subscribe(username, language)
        city.manage("send_digests")
        browser = playwright.chromium.launch(**launch_options())
        for language in ("ko", "en"):
            for width in (DESK, PHONE):
                for face in faces:
                    path = take(browser, city, face, language, width)
                    print(f"{path.relative_to(ROOT)}  {path.stat().st_size / 1024:.0f} KiB")
        browser.close()
    return 0


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    sys.exit(main())
