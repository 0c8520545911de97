"""The page of a version, and how it bears a large one."""

from dataclasses import replace

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from surveys.logic.text import Text
from surveys.logic.xlsform_syntax import parse
from surveys.models import QuestionnaireVersion
from surveys.questionnaire import Questionnaire, Section
from surveys.services.versions import publish_version
from tests.factories import small_questionnaire
from tests.surveys.admin.questionnaires.desk import draft, page_of, part, press, step, text_of
from tests.surveys.admin.questionnaires.large import large_questionnaire

pytestmark = pytest.mark.django_db


def show(client: Client, version: QuestionnaireVersion) -> object:
    return client.get(reverse("admin:surveys_questionnaireversion_change", args=[version.pk]))


def test_the_outline_names_everything_with_its_condition(client: Client) -> None:
    said = text_of(show(client, draft()))

    assert "1 Company" in said
    assert "1.2 Difficulties" in said
    assert "Asked if: The answer to “Do you use GPUs?” is Yes" in said
    assert "What holds you back?" in said
    assert "Choose several · compute_barriers · Cost, Waiting time, None of these" in said


def test_what_is_missing_or_wrong_is_marked_where_it_is(client: Client) -> None:
    whole = small_questionnaire()
    first = whole.sections[0]
    page = replace(first.pages[0], title=Text("규모", ""))
    question = replace(first.pages[1].questions[0], options=())
    pages = (page, replace(first.pages[1], questions=(question,)))
    version = draft(replace(whole, sections=(replace(first, pages=pages), whole.sections[1])))

    tree = page_of(show(client, version))

    (badge,) = tree.xpath(
        "//section[@id='page-company_size']//h3//*[contains(@class,'desk-label')]"
    )
    assert badge.text == "no English yet"
    (badge,) = tree.xpath("//li[@id='question-compute_barriers']//*[contains(@class,'desk-label')]")
    assert badge.text == "1 problem"


def test_publishing_is_offered_once_nothing_is_in_the_way(client: Client) -> None:
    good, bad = draft(), draft(Questionnaire("empty", Text("빈 조사", "Empty"), ()))

    assert step(good, "publish") in show(client, good).content.decode()  # type: ignore[attr-defined]
    assert step(bad, "publish") not in show(client, bad).content.decode()  # type: ignore[attr-defined]


def test_a_published_version_is_read_only(client: Client) -> None:
    whole = small_questionnaire()
    first = whole.sections[0].pages[0]
    employees = replace(first.questions[0], constraint=parse("${employees} >= 1"))
    pages = (replace(first, questions=(employees, first.questions[1])), whole.sections[0].pages[1])
    section = replace(whole.sections[0], pages=pages)
    version = draft(replace(whole, sections=(section, whole.sections[1])))
    publish_version(version=version)

    tree = page_of(show(client, version))

    assert tree.xpath("//*[@id='content-main']//a[contains(@href, '/questions/')]") == []
    assert "Valid if: Employees is at least 1 person" in text_of(show(client, version))
    assert "This version stays as it is" in text_of(show(client, version))
    response = client.get(part(version, "questions", "employees"), follow=True)
    assert "This version is no draft any more." in text_of(response)


def test_sections_move_up_and_down(client: Client) -> None:
    version = draft()
    address = reverse("admin:questionnaire_section_move", args=[version.pk, "company"])

    response = client.post(address, {"do": "down"})

    assert response["Location"].endswith("#section-company")
    assert [one.code for one in version.questionnaire.sections] == ["consent", "company"]
    client.post(address, {"do": "up"})
    assert [one.code for one in version.questionnaire.sections] == ["company", "consent"]


def test_a_section_comes_with_a_first_page_and_a_question_can_follow(client: Client) -> None:
    version = draft(Questionnaire("new", Text("새 조사", "New"), ()))
    assert "Nothing is asked yet" in text_of(show(client, version))

    response = press(client, step(version, "section_add"), name_ko="기업", name_en="Your company")
    assert response["Location"] == part(version, "pages", "your_company")
    address = part(version, "pages", "your_company", "add")
    response = press(client, address, name_ko="직원은 몇 명입니까?",
                     name_en="How many employees have you got today, all sites counted?",
                     type="integer")  # fmt: skip

    (section,) = version.questionnaire.sections
    assert isinstance(section, Section)
    assert (section.code, section.pages[0].title) == ("your_company", Text("기업", "Your company"))
    (question,) = section.pages[0].questions
    assert question.code == "how_many_employees_have_you_got_today"
    assert response["Location"] == part(version, "questions", question.code)


def test_what_is_added_needs_words_in_one_language(client: Client) -> None:
    version = draft()

    response = press(client, part(version, "pages", "signature", "add"), code="x")

    assert response.status_code == 422
    assert "Write it in one language at least." in text_of(response)


def test_a_code_that_is_taken_is_refused_where_it_is_typed(client: Client) -> None:
    version = draft()

    response = press(
        client, part(version, "pages", "signature", "add"), name_ko="ㄱ", code="employees"
    )

    assert response.status_code == 422
    assert "Something else has the code “employees” already." in text_of(response)


def test_a_question_is_added_behind_the_one_that_was_open(client: Client) -> None:
    version = draft()
    opened = page_of(client.get(part(version, "questions", "employees")))
    (address,) = opened.xpath("//a[contains(@href, '?after=')]/@href")

    press(client, address, name_ko="새 질문", code="between")

    page = version.questionnaire.pages_by_code["company_size"]
    assert [one.code for one in page.questions] == ["employees", "between", "uses_gpu"]


def test_what_a_colleague_changed_meanwhile_is_not_removed(client: Client) -> None:
    version = draft()
    address = part(version, "questions", "employees", "remove")
    asked = client.get(address)
    press(client, part(version, "questions", "employees"), hint_en="Theirs")

    response = press(client, address, "", page=asked)

    assert "Nothing was removed" in text_of(client.get(response["Location"]))
    assert "employees" in version.questionnaire.questions_by_code


def test_removing_says_what_goes_and_what_refers_to_it(client: Client) -> None:
    version = draft()
    address = part(version, "questions", "uses_gpu", "remove")

    said = text_of(client.get(address))

    assert "Remove “Do you use GPUs?”?" in said
    assert "conditions that read an answer which would be gone" in said
    assert "Difficulties" in said
    press(client, address, "")
    assert "uses_gpu" not in version.questionnaire.questions_by_code


# --- a large one -------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["", "problems"])
def test_one_question_takes_as_many_queries_as_three(
    client: Client, name: str, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    one, three = draft(large_questionnaire(1)), draft(large_questionnaire(3, on_a_page=1))
    addresses = [
        step(version, name)
        if name
        else reverse("admin:surveys_questionnaireversion_change", args=[version.pk])
        for version in (one, three)
    ]
    client.get(addresses[0])
    expected = 11 if name else 12

    for address in addresses:
        with django_assert_num_queries(expected):
            client.get(address)
