"""Any page as companies see it, in both languages, tried out and stored nowhere."""

import json
from dataclasses import replace
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from lxml.html import HtmlElement, fromstring

from surveys.logic.text import Text
from surveys.logic.xlsform_syntax import parse
from surveys.models import PageAnswers, QuestionnaireVersion, Response
from surveys.questionnaire import (
    WITH_OPTIONS,
    Option,
    Page,
    Question,
    Questionnaire,
    QuestionType,
    Section,
)
from tests.factories import published_version, small_questionnaire
from tests.surveys.admin.questionnaires.desk import draft, page_of, part, press, text_of

pytestmark = pytest.mark.django_db


def address(version: QuestionnaireVersion, page: str) -> str:
    return reverse("admin:questionnaire_preview", args=[version.pk, page])


def frames(response: Any) -> tuple[HtmlElement, HtmlElement]:
    """The Korean and the English page."""
    korean, english = page_of(response).xpath("//iframe/@srcdoc")
    return fromstring(korean), fromstring(english)


def typed(response: Any) -> dict[str, str]:
    """The hidden fields of the English page's form."""
    (form,) = frames(response)[1].xpath("//form[.//input[@name='ticket']]")
    return {one.get("name"): one.value for one in form.xpath(".//input[@type='hidden']")}


def title(response: Any) -> str:
    return str(frames(response)[1].xpath("//h1")[0].text)


def test_a_page_is_shown_in_both_languages(client: Client) -> None:
    korean, english = frames(client.get(address(draft(), "company_size")))

    assert korean.get("lang") == "ko"
    assert "상시 근로자는 몇 명입니까?" in korean.text_content()
    assert "이전" in korean.text_content() or "계속" in korean.text_content()
    assert english.get("lang") == "en"
    assert "How many employees do you have?" in english.text_content()
    assert english.xpath("//form/@action") == korean.xpath("//form/@action")
    assert english.xpath("//base/@target") == ["_parent"]


def test_answers_lead_on_and_are_stored_nowhere(client: Client) -> None:
    version = draft()
    page = client.get(address(version, "company_size"))

    page = client.post(
        address(version, "company_size"),
        {**typed(page), "employees": "38", "uses_gpu": "yes"},
    )

    assert title(page) == "Difficulties"
    assert json.loads(typed(page)["ticket"]) == {"employees": 38, "uses_gpu": "yes"}
    assert "2 answers so far" in text_of(page)
    page = client.post(
        address(version, "compute_barriers"), {**typed(page), "compute_barriers": "cost"}
    )
    assert title(page) == "Signature"
    page = client.post(address(version, "signature"), {**typed(page), "signatory_name": "시연"})
    assert "That was the last page." in text_of(page)
    assert (Response.objects.count(), PageAnswers.objects.count()) == (0, 0)


def test_skip_logic_passes_a_page_by(client: Client) -> None:
    version = draft()
    page = client.get(address(version, "company_size"))

    page = client.post(
        address(version, "company_size"), {**typed(page), "employees": "38", "uses_gpu": "no"}
    )

    assert title(page) == "Signature"


def test_an_error_is_told_in_each_language(client: Client) -> None:
    version = draft()
    page = client.get(address(version, "company_size"))

    page = client.post(
        address(version, "company_size"), {**typed(page), "employees": "many", "uses_gpu": "no"}
    )

    korean, english = frames(page)
    assert "Write a whole number in digits" in english.text_content()
    assert english.xpath("//input[@name='employees']/@value") == ["many"]
    assert korean.xpath("//input[@name='employees']/@value") == ["many"]
    assert korean.xpath("//input[@name='uses_gpu'][@checked]/@value") == ["no"]


def test_a_page_that_would_not_be_asked_is_shown_all_the_same(client: Client) -> None:
    page = client.get(address(draft(), "compute_barriers"))

    assert "companies would not be asked this page" in text_of(page)
    assert "What holds you back?" in frames(page)[1].text_content()


def test_any_page_can_be_jumped_to_with_the_answers_kept(client: Client) -> None:
    version = draft()
    kept = json.dumps({"employees": 38, "uses_gpu": "yes"})

    page = client.post(
        address(version, "company_size"), {"ticket": kept, "goto": "", "goto_page": "signature"}
    )

    assert title(page) == "Signature"
    assert typed(page)["ticket"] == kept
    back = client.post(address(version, "signature"), {"ticket": kept, "goto": "compute_barriers"})
    assert title(back) == "Difficulties"


def test_questions_that_hang_on_answers_of_the_page_come_after_a_round_trip(
    client: Client,
) -> None:
    whole = small_questionnaire()
    first = whole.sections[0].pages[0]
    gpu = replace(first.questions[1], relevant=parse("${employees} > 10"))
    pages = (replace(first, questions=(first.questions[0], gpu)), whole.sections[0].pages[1])
    version = draft(
        replace(whole, sections=(replace(whole.sections[0], pages=pages), whole.sections[1]))
    )
    page = client.get(address(version, "company_size"))
    assert "Do you use GPUs?" not in frames(page)[1].text_content()

    page = client.post(address(version, "company_size"), {**typed(page), "employees": "38"})

    assert "Do you use GPUs?" in frames(page)[1].text_content()


@pytest.mark.parametrize(
    "kept", ["", "nonsense", "[]", '{"employees": {"x": []}}', '{"a": 1}', "[" * 100_000]
)
def test_whatever_the_page_carries_it_is_shown(client: Client, kept: str) -> None:
    response = client.post(address(draft(), "company_size"), {"ticket": kept, "goto": "signature"})

    assert response.status_code == 200


def of_shapes() -> Questionnaire:
    """One page that asks for something of each type."""
    column = Question("cell", QuestionType.INTEGER, Text("칸", "Cell"))
    several = (Option("x", Text("가", "X")), Option("y", Text("나", "Y")))
    questions = [
        Question(
            kind.value,
            kind,
            Text(kind.value, kind.value),
            is_required=False,
            options=several if kind in WITH_OPTIONS or kind is QuestionType.GRID else (),
            children=(column,) if kind is QuestionType.REPEAT else (),
        )
        for kind in QuestionType
        if kind is not QuestionType.GRID
    ]
    scale = Question("row", QuestionType.CHOOSE_ONE, Text("줄", "Row"))
    questions.append(
        Question("grid", QuestionType.GRID, Text("표", "G"), options=several, children=(scale,))
    )
    page = Page("all", Text("모두", "All"), tuple(questions))
    return Questionnaire("shapes", Text("꼴", "Shapes"), (Section("s", Text("부", "S"), (page,)),))


FITTING = {
    "text": "가",
    "long_text": "가\n나",
    "integer": 38,
    "decimal": "12.5",
    "money": 5_000_000,
    "percent": "12.5",
    "date": "2024-03-01",
    "month": "2024-03",
    "year": 2019,
    "choose_one": "x",
    "choose_several": ["x", "y"],
    "ranking": ["y", "x"],
    "repeat": [{"cell": 1}, {"cell": None}, {"cell": {"missing": "dont_know"}}],
    "registration_number": "1234567891",
    "email": "a@b.kr",
    "phone": "062-123-4567",
    "url": "https://example.com",
    "file": {"file": "5f6a", "name": "a.pdf"},
    "row": "x",
}


def test_every_shape_of_answer_goes_on_to_the_next_page(client: Client) -> None:
    version = draft(of_shapes())
    blank = dict.fromkeys(FITTING, None)
    left_out = {code: {"missing": "prefer_not_to_say"} for code in FITTING}

    for answers in (FITTING, blank, left_out):
        page = client.post(address(version, "all"), {"ticket": json.dumps(answers), "goto": "all"})

        assert json.loads(typed(page)["ticket"]) == answers


TEXTS = {"text", "long_text", "choose_one", "row", "email", "phone", "url", "registration_number"}
NUMBERS = {"integer", "decimal", "money", "percent", "year"}


@pytest.mark.parametrize(
    ("odd", "fitting"),
    [
        (38, NUMBERS),
        ("38", NUMBERS | TEXTS),
        ("many", TEXTS),
        ("1e999999999", TEXTS),
        ("9" * 5000, TEXTS),
        ("NaN", TEXTS),
        ("2024-13-01", TEXTS),
        ("2024-02-29", TEXTS | {"date"}),
        (1.5, {"decimal", "percent"}),
        (True, set()),
        ([], {"choose_several", "ranking", "repeat"}),
        ([1], set()),
        (["x"], {"choose_several", "ranking"}),
        (["x", ["y"]], set()),
        ([{"cell": 1}], {"repeat"}),
        ({"a": 5}, set()),
        ({"b": {"c": 1}}, set()),
        ({"missing": []}, set()),
        ({"missing": "blank"}, set()),
        ({"missing": "dont_know", "x": []}, set()),
        ({"file": "5f6a"}, set()),
        ({"file": 5, "name": "a"}, set()),
    ],
    ids=lambda one: repr(one)[:30],
)
def test_an_answer_of_another_shape_is_left_behind(
    client: Client, odd: object, fitting: set[str]
) -> None:
    answers = dict.fromkeys((*FITTING, "grid", "note", "calculated", "gone"), odd)

    page = client.post(
        address(draft(of_shapes()), "all"), {"ticket": json.dumps(answers), "goto": "all"}
    )

    assert page.status_code == 200
    assert json.loads(typed(page)["ticket"]) == {c: odd for c in FITTING if c in fitting}


def test_cells_that_do_not_fit_are_left_out_of_their_rows(client: Client) -> None:
    kept = json.dumps({"repeat": [{"cell": 1, "gone": 2}, {"cell": "many"}]})

    page = client.post(address(draft(of_shapes()), "all"), {"ticket": kept, "goto": "all"})

    assert json.loads(typed(page)["ticket"]) == {"repeat": [{"cell": 1}, {}]}


def test_a_type_that_changes_between_two_pages_takes_its_answer_along(client: Client) -> None:
    version = draft()
    kept = json.dumps({"signatory_name": "시연", "employees": 38})
    press(client, part(version, "questions", "signatory_name"), type="integer")

    page = client.post(address(version, "company_size"), {"ticket": kept, "goto": "signature"})

    assert json.loads(typed(page)["ticket"]) == {"employees": 38}


def test_published_versions_are_previewed_too(client: Client) -> None:
    assert client.get(address(published_version(), "signature")).status_code == 200


def test_the_preview_begins_with_the_first_page(client: Client) -> None:
    version = draft()
    response = client.get(reverse("admin:questionnaire_preview", args=[version.pk]))

    assert response["Location"] == address(version, "company_size")
    empty = draft(Questionnaire("empty", Text("빈 조사", "Empty"), ()))
    response = client.get(reverse("admin:questionnaire_preview", args=[empty.pk]))
    assert "There is no page to look at yet." in text_of(response)
    assert client.get(address(version, "nowhere")).status_code == 404
