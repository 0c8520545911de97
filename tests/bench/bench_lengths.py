"""A page costs the same in a long questionnaire: the same page of 45 questions and of 400."""

import statistics
import time
from collections.abc import Callable, Mapping
from datetime import timedelta

from django.test import Client
from django.urls import reverse
from django.utils import timezone

from surveys.forms import PageForm
from surveys.logic.text import Text
from surveys.logic.xlsform_syntax import parse
from surveys.models import Company, Contact, Invitation, PageAnswers, Response, Wave
from surveys.models.links import new_token, token_hash
from surveys.questionnaire import Option, Page, Question, Questionnaire, QuestionType, Section
from surveys.services.versions import publish_version, store_draft
from tests.bench import Result
from tests.bench.ground import own_database

Q = QuestionType
SHORT, LONG = 45, 400
PER_PAGE = 6
PAGES_PER_SECTION = 8
ROUNDS = 60
OPTIONS = tuple(Option(f"o{at}", Text(f"선택지 {at}", f"Option {at}")) for at in range(6))
KINDS = (Q.TEXT, Q.INTEGER, Q.CHOOSE_ONE, Q.CHOOSE_SEVERAL, Q.MONEY, Q.LONG_TEXT)
ANSWERS: Mapping[QuestionType, object] = {
    Q.TEXT: "무등 번역기",
    Q.INTEGER: 7,
    Q.CHOOSE_ONE: "o1",
    Q.CHOOSE_SEVERAL: ["o1", "o3"],
    Q.MONEY: 350_000_000,
    Q.LONG_TEXT: "남도 말을 표준어로 옮깁니다.",
}


def questionnaire(questions: int) -> Questionnaire:
    """Pages that are all alike: each hangs on the first of its section, and names its answer."""
    pages = [_page(at) for at in range(-(-questions // PER_PAGE))]
    groups = [pages[at : at + PAGES_PER_SECTION] for at in range(0, len(pages), PAGES_PER_SECTION)]
    sections = tuple(
        Section(f"section{at}", Text(f"영역 {at}", f"Section {at}"), tuple(group))
        for at, group in enumerate(groups)
    )
    return Questionnaire(f"long{questions}", Text("긴 조사", "A long survey"), sections)


def _page(at: int) -> Page:
    first = at - at % PAGES_PER_SECTION
    before = "" if at == first else f"q{first}_"
    questions = tuple(
        Question(
            f"q{at}_{number}",
            kind,
            Text(f"{at}쪽의 질문 {number}", f"Question {number} of page {at}"),
            hint=Text(f"앞에서는 ${{{before}1:이라고/라고}} 하셨습니다.") if before else Text(),
            options=OPTIONS if kind in (Q.CHOOSE_ONE, Q.CHOOSE_SEVERAL) else (),
            relevant=parse(f"${{{before}1}} > 3") if before and number % 2 else None,
        )
        for number, kind in enumerate(KINDS)
    )
    relevant = parse(f"${{{before}2}} = 'o1'") if before else None
    return Page(f"page{at}", Text(f"{at}쪽", f"Page {at}"), questions, relevant=relevant)


def run() -> list[Result]:
    with own_database():
        pages = {size: _last_page(size) for size in (SHORT, LONG)}
        results = []
        for what in ("rendered", "saved"):
            seconds = _medians({size: acts[what] for size, acts in pages.items()})
            note = f"median of {ROUNDS}, in one process; the same page, the last of its survey"
            results += [
                Result(f"page {what}, survey of {size}", seconds[size] * 1000, "ms", note)
                for size in (SHORT, LONG)
            ]
            ratio = seconds[LONG] / seconds[SHORT]
            results.append(Result(f"page {what}, {LONG} against {SHORT}", ratio, "times", note))
        return results


def _last_page(size: int) -> Mapping[str, Callable[[], object]]:
    """A company that has answered everything, and what it does with the last page."""
    whole = questionnaire(size)
    client, response = _company(whole)
    answers: dict[str, object] = {}
    for page in whole.pages:
        own = {one.code: ANSWERS[one.type] for one in page.questions}
        answers |= own
        PageAnswers.objects.create(
            response=response, page=page.code, answers=own, saved_at=timezone.now()
        )
    url = reverse("surveys:page", args=[whole.pages[-1].code])
    form = dict(PageForm(whole, whole.pages[-1], answers=answers, today=timezone.localdate()).typed)

    def render() -> None:
        assert client.get(url).status_code == 200

    def save() -> None:
        revision = PageAnswers.objects.get(response=response, page=whole.pages[-1].code).revision
        assert client.post(url, {**form, "revision": str(revision)}).status_code == 302

    return {"rendered": render, "saved": save}


def _company(whole: Questionnaire) -> tuple[Client, Response]:
    now = timezone.now()
    version = publish_version(version=store_draft(questionnaire=whole))
    wave = Wave.objects.create(
        code=whole.code,
        title_ko="긴 조사",
        version=version,
        opens_at=now - timedelta(days=1),
        closes_at=now + timedelta(days=1),
    )
    number = f"{Company.objects.count():010}"
    company = Company.objects.create(registration_number=number, name_ko="[시연] 긴 조사")
    token = new_token()
    Invitation.objects.create(
        wave=wave,
        contact=Contact.objects.create(company=company, email="contact@example.org"),
        token_hash=token_hash(token),
    )
    client = Client(headers={"host": "127.0.0.1"})
    client.get(reverse("surveys:enter", args=[token]))
    return client, Response.objects.create(wave=wave, company=company, version=version)


def _medians(acts: Mapping[int, Callable[[], object]]) -> dict[int, float]:
    """Seconds of each, in turns, so that what else the machine does falls on both."""
    seconds: dict[int, list[float]] = {size: [] for size in acts}
    for _round in range(ROUNDS):
        for size, act in acts.items():
            began = time.perf_counter()
            act()
            seconds[size].append(time.perf_counter() - began)
    return {size: statistics.median(found) for size, found in seconds.items()}
