"""Answers without a place, at the desk: in the words of the version in which they were given."""

import pytest
from django.urls import reverse
from django.utils import timezone
from lxml import html
from lxml.html import HtmlElement

from surveys.admin.displaced import displaced_lines
from surveys.logic.text import Text
from surveys.models import DisplacedAnswer, Response, Submission
from surveys.services.move import move_response
from surveys.services.submit import submit_response
from tests.factories import ContactFactory, InvitationFactory, shortest_questionnaire
from tests.support_plans.admin.desk import select, signed_in
from tests.surveys.moves import again, answered, put_in, save

pytestmark = pytest.mark.django_db


@pytest.fixture
def moved() -> Response:
    response = answered()
    put_in(response.wave)
    move_response(response=again(response), by=None, now=timezone.now())
    return again(response)


def submit(response: Response) -> Submission:
    InvitationFactory(wave=response.wave, contact=ContactFactory(company=response.company))
    save(response, "gpu", {"uses_gpu": "yes", "revenue": 5}, revision=2)
    return submit_response(response=again(response), by=None, now=timezone.now())


def shown(model: str, pk: int, role: str = "officer") -> HtmlElement:
    page = signed_in(role).get(reverse(f"admin:surveys_{model}_change", args=[pk]))
    [field] = select(html.fromstring(page.text), ".desk-displaced")
    return field


def words(field: HtmlElement, css: str) -> list[str]:
    return [" ".join(one.text_content().split()) for one in select(field, css)]


def test_they_are_told_in_the_words_of_their_own_version(moved: Response) -> None:
    lines = displaced_lines(moved)
    assert [(one.label.en, one.answer.en, one.version.number) for one in lines] == [
        ("Difficulties", "Cost and Waiting time", 1),
        ("Who signs?", "시연 담당자", 1),
    ]


def test_the_page_of_a_response_shows_them(moved: Response) -> None:
    field = shown("response", moved.pk)
    assert words(field, "dd") == ["Cost and Waiting time", "시연 담당자"]
    [heading] = words(field, "h3")
    assert heading.startswith("Given in version 1, without a place since ")


def test_so_does_the_page_of_its_submission(moved: Response) -> None:
    submission = submit(moved)
    assert words(shown("submission", submission.pk, "auditor"), "dt") == [
        "Difficulties",
        "Who signs?",
    ]


def test_each_version_has_its_own_heading(moved: Response) -> None:
    put_in(moved.wave, shortest_questionnaire())
    move_response(response=again(moved), by=None, now=timezone.now())
    field = shown("response", moved.pk)
    assert [one.split(",")[0] for one in words(field, "h3")] == [
        "Given in version 1",
        "Given in version 2",
    ]
    assert words(field, "dt")[2:] == ["Employees", "Do you use GPUs?", "Difficulties"]


def test_where_every_answer_has_a_place_it_says_so() -> None:
    field = shown("response", answered().pk)
    assert words(field, ".desk-quiet") == [
        "Every answer has a place in the version that the company is on."
    ]


def test_what_no_version_knows_is_shown_as_it_is_stored(moved: Response) -> None:
    DisplacedAnswer.objects.create(
        response=moved, version=moved.version, code="stray", answer=7, displaced_at=timezone.now()
    )
    last = displaced_lines(moved)[-1]
    assert (last.label, last.answer) == (Text("stray", "stray"), Text("7", "7"))


def test_what_a_company_wrote_is_text(moved: Response) -> None:
    DisplacedAnswer.objects.filter(code="signatory_name").update(answer="<b>A</b>")
    assert words(shown("response", moved.pk), "dd")[-1] == "<b>A</b>"
