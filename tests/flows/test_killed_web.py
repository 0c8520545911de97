"""The web server killed while companies answer: what it said was saved is saved."""

import random
import time
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from http.client import HTTPException
from typing import TypeVar

import pytest
from django.urls import reverse

from config import celery_app
from surveys.models import Company, PageAnswers, Submission, Wave
from surveys.models.links import new_token, token_hash
from surveys.services.versions import publish_version, store_draft
from tests.bench.browser import Browser
from tests.bench.plain_survey import plain_questionnaire
from tests.factories import InvitationFactory, WaveFactory
from tests.machine.processes import free_port
from tests.machine.site import database_url, start_web

pytestmark = [
    pytest.mark.services,
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
]

COMPANIES, SAVES_EACH, KILLS = 8, 25, 4
PATIENCE = 120
SURVEY = plain_questionnaire(25)
T = TypeVar("T")


@dataclass
class Answering:
    """A company that saves its pages round and round, each time with other answers, then submits.

    `saved` is what the site said it had stored, `saves` counts it; what got no answer is sent again
    until there is one, as somebody would who presses the button again.
    """

    browser: Browser
    token: str
    company: Company
    saved: dict[str, Mapping[str, object]] = field(default_factory=dict)
    saves: int = 0

    def answer_and_submit(self) -> None:
        link = reverse("surveys:enter", args=[self.token])
        until_answered(lambda: self.browser.get(link, status=302))
        until_answered(lambda: self.browser.get(reverse("surveys:sections")))
        for number in range(SAVES_EACH):
            page = SURVEY.pages[number % len(SURVEY.pages)]
            answers = dict(zip(self._codes(page.code), self._answers(number), strict=True))
            form = {code: [str(value)] for code, value in answers.items()}
            form["revision"] = [str(number // len(SURVEY.pages))]
            url = reverse("surveys:page", args=[page.code])
            until_answered(lambda url=url, form=form: self.browser.post(url, form))
            self.saved[page.code] = answers
            self.saves += 1
        until_answered(lambda: self.browser.post(reverse("surveys:submit"), {}))

    def _codes(self, page: str) -> list[str]:
        return [question.code for question in SURVEY.pages_by_code[page].questions]

    def _answers(self, number: int) -> tuple[object, ...]:
        choice = f"o{number % 5 + 1}"
        return choice, choice, ("yes", "no")[number % 2], f"{self.company.pk}: {number}", number


def until_answered(ask: Callable[[], T]) -> T:
    deadline = time.monotonic() + PATIENCE
    while True:
        try:
            return ask()
        except (OSError, HTTPException):
            assert time.monotonic() < deadline, "The site did not come back."
            time.sleep(0.05)


def test_whatever_was_answered_with_success_is_there_after_a_kill() -> None:
    celery_app.control.purge()
    wave = WaveFactory(version=publish_version(version=store_draft(questionnaire=SURVEY)))
    port = free_port()
    all_of_them = [answering(wave, port) for _ in range(COMPANIES)]
    chance = random.Random(20270101)
    kill_after = sorted(chance.sample(range(10, COMPANIES * SAVES_EACH), KILLS))

    with ThreadPoolExecutor(COMPANIES) as pool:
        running = [pool.submit(one.answer_and_submit) for one in all_of_them]
        for number in kill_after:
            with start_web({"DATABASE_URL": database_url()}, port=port) as site:
                while sum(one.saves for one in all_of_them) < number:
                    assert not any(one.done() and one.exception() for one in running)
                    time.sleep(0.002)
                time.sleep(chance.uniform(0, 0.02))
                site.running.kill()
        with start_web({"DATABASE_URL": database_url()}, port=port):
            for one in running:
                one.result(PATIENCE)

    for one in all_of_them:
        rows = PageAnswers.objects.filter(response__company=one.company)
        assert {row.page: row.answers for row in rows} == one.saved
        assert {row.revision for row in rows} == {SAVES_EACH // len(SURVEY.pages)}
        submission = Submission.objects.get(response__company=one.company)
        assert submission.answers == {
            code: value for page in one.saved.values() for code, value in page.items()
        }


def answering(wave: Wave, port: int) -> Answering:
    token = new_token()
    invitation = InvitationFactory(wave=wave, token_hash=token_hash(token))
    browser = Browser(f"http://127.0.0.1:{port}", is_proxied=False)
    return Answering(browser, token, invitation.contact.company)
