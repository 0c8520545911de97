"""Before the survey opens, while it is open, and after: each has its own words."""

from datetime import UTC, datetime

import pytest
import time_machine
from django.urls import reverse

from surveys.models import Invitation, TypedPage
from tests.surveys.views.conftest import SIZE, Browser

pytestmark = pytest.mark.django_db

OPENS = datetime(2026, 11, 1, 0, 0, tzinfo=UTC)  # 09:00 in Korea
CLOSES = datetime(2026, 11, 30, 15, 0, tzinfo=UTC)  # midnight in Korea
STATES = [
    (datetime(2026, 10, 31, tzinfo=UTC), "The survey opens on 1 November 2026, 09:00."),
    (datetime(2026, 11, 20, tzinfo=UTC), "until the end of Monday 30 November 2026"),
    (
        datetime(2026, 12, 2, tzinfo=UTC),
        "The survey was open until the end of Monday 30 November 2026.",
    ),
]


@pytest.fixture
def wave(invitation: Invitation) -> None:
    invitation.wave.opens_at, invitation.wave.closes_at = OPENS, CLOSES
    invitation.wave.save()


def text(response: object) -> str:
    plain = response.content.decode().replace("<strong>", "").replace("</strong>", "")  # type: ignore[attr-defined]
    return " ".join(plain.split())


@pytest.mark.usefixtures("wave")
@pytest.mark.parametrize(("now", "sentence"), STATES, ids=["before", "open", "over"])
@pytest.mark.parametrize("view", ["sections", "check"])
def test_each_state_says_when(token: str, now: datetime, sentence: str, view: str) -> None:
    with time_machine.travel(now, tick=False):
        browser = Browser(token)
        browser.come_in()
        assert sentence in text(browser.get(reverse(f"surveys:{view}")))


@pytest.mark.usefixtures("wave")
@pytest.mark.parametrize(
    ("now", "title", "sentence"),
    [
        (STATES[0][0], "The survey is not open yet", STATES[0][1]),
        (STATES[2][0], "The survey is over", STATES[2][1]),
    ],
    ids=["before", "over"],
)
def test_a_save_outside_the_wave_says_why_and_keeps_what_was_typed(
    token: str, now: datetime, title: str, sentence: str
) -> None:
    with time_machine.travel(now, tick=False):
        browser = Browser(token)
        browser.come_in()
        response = browser.send("company_size", SIZE)
        assert (response.status_code, response.context["title"]) == (409, title)
        assert sentence in text(response)
        assert TypedPage.objects.get().typed["employees"] == ["38"]


@pytest.mark.usefixtures("wave")
def test_the_closing_time_is_worded_as_in_mails(token: str) -> None:
    with time_machine.travel(STATES[1][0], tick=False):
        browser = Browser(token)
        browser.cookies["django_language"] = "ko"
        browser.come_in()
        assert "2026년 11월 30일 월요일 24:00까지" in text(browser.get(reverse("surveys:sections")))
