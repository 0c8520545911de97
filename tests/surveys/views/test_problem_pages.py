"""Pages about what went wrong: ours, in the reader's language, and the language can be switched."""

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from surveys.middleware import MOST_READ
from surveys.views.access import COOKIE
from tests.surveys.views.conftest import SIZE, Browser

pytestmark = pytest.mark.django_db

PAGE = "/survey/pages/company_size/"


def switched(browser: Client, response: Any) -> Any:
    """The page that comes when the reader switches the language on this one."""
    found = re.search(r'name="next" value="([^"]*)"', response.content.decode())
    assert found
    data = {"next": found[1].replace("&amp;", "&"), "language": "ko"}
    return browser.post(reverse("set_language"), data, follow=True)


def test_the_submit_address_answers_get_with_the_check_page(company: Browser) -> None:
    assert company.get(reverse("surveys:submit"))["Location"] == reverse("surveys:check")
    too_early = company.post(reverse("surveys:submit"))
    assert too_early.status_code == 422
    assert switched(company, too_early).status_code == 200


@pytest.mark.parametrize("url", ["/survey/submit/", PAGE])
def test_after_a_failed_csrf_check_the_language_can_be_switched(token: str, url: str) -> None:
    browser = Browser(token, enforce_csrf_checks=True)
    browser.come_in()
    response = browser.post(url, SIZE, headers={"referer": "http://testserver/survey/check/?a=b"})
    assert response.status_code == 403
    assert 'value="/survey/check/?a=b"' in response.content.decode()


@pytest.mark.parametrize("referer", ["", "http://elsewhere.example/x", "http://[", "//x"])
def test_a_problem_page_never_leads_elsewhere(token: str, referer: str) -> None:
    browser = Browser(token, enforce_csrf_checks=True)
    response = browser.post("/survey/submit/", {}, headers={"referer": referer})
    assert 'name="next" value="/"' in response.content.decode()


def test_a_lost_session_at_submit(company: Browser) -> None:
    company.lose_session()
    assert switched(company, company.post("/survey/submit/")).status_code == 200


# --- Posts that nobody types ----------------------------------------------------------------------


@pytest.mark.parametrize("debug", [True, False])
def test_too_many_fields(company: Browser, settings: Any, debug: bool) -> None:
    settings.DEBUG = debug
    too_many = settings.DATA_UPLOAD_MAX_NUMBER_FIELDS + 1
    response = company.post(PAGE, {f"f{number}": "" for number in range(too_many)})
    assert response.status_code == 413
    assert "too much text for one page" in response.content.decode()


def test_a_large_post_in_parts(company: Browser, settings: Any) -> None:
    response = company.post(PAGE, {"employees": "x" * 1_100_000})  # the test client's multipart
    assert response.status_code == 413


def test_a_post_with_files_beyond_all_measure_is_not_read(company: Browser) -> None:
    response = company.generic(
        "POST", PAGE, b"x", "multipart/form-data; boundary=x", CONTENT_LENGTH=str(MOST_READ + 1)
    )
    assert response.status_code == 413
    assert "files of up to 10 MB each" in response.content.decode()


@pytest.mark.parametrize(
    ("content_type", "body"),
    [
        ("multipart/form-data", b"no boundary"),
        ("application/x-www-form-urlencoded; charset=euc-kr", b"employees=1"),
    ],
)
def test_a_post_that_cannot_be_read(company: Browser, content_type: str, body: bytes) -> None:
    response = company.post(PAGE, body, content_type=content_type)
    assert response.status_code == 400
    assert "This request could not be understood" in response.content.decode()


@pytest.mark.parametrize(
    "url",
    ["/survey/?a=%00", "/survey/pages/x%00/", "/admin/?%00=1", "/admin/login/?next=%00"],
)
def test_nul_in_the_address(client: Client, url: str) -> None:
    response = client.get(url, headers={"accept-language": "en"})
    assert response.status_code == 400
    assert "This request could not be understood" in response.content.decode()


@pytest.mark.parametrize("name", ["sessionid", COOKIE, "csrftoken", "django_language"])
def test_nul_in_a_cookie(client: Client, name: str) -> None:
    client.cookies[name] = "\0" * 32
    response = client.get("/survey/", headers={"accept-language": "ko"})
    assert response.status_code == 400
    assert '<html lang="ko">' in response.content.decode()


def test_nul_in_an_answer(company: Browser) -> None:
    assert company.send("company_size", {**SIZE, "employees": "3\x008"}).status_code == 302
    response = company.send("signature", {"signatory_name": "A\0B"})
    assert response.status_code == 302
