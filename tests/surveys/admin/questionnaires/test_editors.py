"""Sections, pages and questions are edited; whatever happens, what was typed is still there."""

from dataclasses import replace
from decimal import Decimal

import pytest
from django.test import Client

from surveys.checking.parts import MOST_ROWS
from surveys.logic.text import Text
from surveys.logic.values import Missing
from surveys.logic.xlsform_syntax import parse
from surveys.models import QuestionnaireVersion
from surveys.question_settings import changed_to
from surveys.questionnaire import Option, Page, Question, Questionnaire, QuestionType, Section
from surveys.services.draft_parts import add_question, remove_part, seen_of
from surveys.services.versions import publish_version
from tests.factories import published_version, user
from tests.support_plans.admin.desk import signed_in
from tests.surveys.admin.questionnaires.desk import (
    draft,
    part,
    press,
    question,
    text_of,
    typed_in,
)

pytestmark = pytest.mark.django_db


def test_an_untouched_question_is_saved_as_it_was(
    client: Client, version: QuestionnaireVersion
) -> None:
    before = version.questionnaire

    for code in before.questions_by_code:
        response = press(client, part(version, "questions", code))
        assert response.status_code == 302, text_of(response)
    for page in before.pages:
        assert press(client, part(version, "pages", page.code)).status_code == 302
    for section in before.sections:
        assert press(client, part(version, "sections", section.code)).status_code == 302

    assert version.questionnaire == before


def of_every_type() -> Questionnaire:
    """A question of each type, with every setting that fits it."""
    label = Text("질문 ${first}", "Question ${first}")
    row = Question("row", QuestionType.CHOOSE_ONE, label, short=label, is_required=False)
    whole = Question(
        "whole",
        QuestionType.TEXT,
        label,
        short=label,
        hint=Text("도움\n말", "Two\nlines"),
        guidance=label,
        unit=Text("명", "person|people"),
        is_required=False,
        required_if=parse("${first} = 1"),
        options=(
            Option("1", Text("하나", "One"), columns=(("kind", "a"),)),
            Option("none", Text("", "None"), is_exclusive=True),
        ),
        choice_filter=parse("${first} > 1"),
        relevant=parse("${first} > 2"),
        constraint=parse("${first} > 3"),
        constraint_message=label,
        minimum=Decimal("-1.5"),
        maximum=Decimal(100),
        pattern="[0-9]+",
        default=parse("1 + 1"),
        calculation=parse("${first} + 1"),
        allowed_missing=frozenset({Missing.DONT_KNOW}),
        children=(row,),
        most_rows=7,
        row_count=parse("${first}"),
    )
    questions = [Question("first", QuestionType.INTEGER, Text("첫째", "First"))]
    for kind in QuestionType:
        one = changed_to(replace(whole, type=kind), kind)
        row_of_its_own = replace(row, code=f"{kind}_row")
        children = (row_of_its_own,) if one.children else ()
        questions.append(replace(one, code=kind.value, children=children))
    page = Page("page", Text("쪽", "Page"), tuple(questions), intro=Text("안내", "Intro"))
    return Questionnaire("every", label, (Section("section", Text("부", "Section"), (page,)),))


def test_an_untouched_question_of_any_type_is_saved_as_it_was(client: Client) -> None:
    version = draft(of_every_type())
    before = version.questionnaire

    for code in before.questions_by_code:
        response = press(client, part(version, "questions", code))
        assert response.status_code == 302, (code, text_of(response))

    after = version.questionnaire
    assert after == before


def test_the_settings_of_a_number_are_saved(client: Client, version: QuestionnaireVersion) -> None:
    press(
        client,
        part(version, "questions", "employees"),
        label_ko="직원은 몇 명입니까?",
        label_en="How many people work for you?",
        hint_en="As of today",
        minimum="1",
        maximum="5000.5",
        requirement="never",
        allowed_missing=["dont_know"],
    )

    saved = question(version, "employees")
    assert saved.label == Text("직원은 몇 명입니까?", "How many people work for you?")
    assert saved.hint == Text("", "As of today")
    assert (saved.minimum, saved.maximum) == (Decimal(1), Decimal("5000.5"))
    assert not saved.is_required
    assert saved.allowed_missing == {Missing.DONT_KNOW}


def test_fields_that_do_not_fit_the_type_are_not_shown(
    client: Client, version: QuestionnaireVersion
) -> None:
    number = typed_in(client.get(part(version, "questions", "employees")))
    choice = typed_in(client.get(part(version, "questions", "uses_gpu")))
    text = typed_in(client.get(part(version, "questions", "signatory_name")))

    assert {"minimum", "unit_ko"} <= number.keys()
    assert not {"pattern", "options-rows"} & number.keys()
    assert {"options-rows"} <= choice.keys()
    assert not {"minimum", "unit_ko", "pattern"} & choice.keys()
    assert {"pattern"} <= text.keys()


def test_a_type_that_would_lose_something_asks_first(
    client: Client, version: QuestionnaireVersion
) -> None:
    address = part(version, "questions", "compute_barriers")
    before = question(version, "compute_barriers")

    asked = press(client, address, type="text", hint_en="Typed meanwhile")

    assert "Change the type to “Short text”?" in text_of(asked)
    assert "비용" in asked.content.decode()
    assert question(version, "compute_barriers") == before
    press(client, address, page=asked)
    changed = question(version, "compute_barriers")
    assert changed.type is QuestionType.TEXT
    assert changed.options == ()
    assert changed.hint == Text("", "Typed meanwhile")


def test_a_type_that_loses_nothing_is_changed_at_once(
    client: Client, version: QuestionnaireVersion
) -> None:
    assert press(client, part(version, "questions", "employees"), type="decimal").status_code == 302

    assert question(version, "employees").type is QuestionType.DECIMAL


def test_a_published_code_keeps_its_type(client: Client) -> None:
    published_version()
    version = draft()

    response = press(client, part(version, "questions", "employees"), type="decimal")

    assert response.status_code == 422
    assert "A published version has this code with another type (Whole number)." in text_of(
        response
    )
    assert question(version, "employees").type is QuestionType.INTEGER


def test_another_code_is_followed_and_leads_to_the_new_address(
    client: Client, version: QuestionnaireVersion
) -> None:
    response = press(client, part(version, "questions", "uses_gpu"), code="has_gpu")

    assert response["Location"] == part(version, "questions", "has_gpu")
    relevant = version.questionnaire.pages_by_code["compute_barriers"].relevant
    assert relevant == parse("${has_gpu} = 'yes'")


@pytest.mark.parametrize(
    ("code", "fault"),
    [
        ("signatory_name", "Another question has this code already."),
        ("1st", "A code begins with a letter or underscore"),
        ("", "This field is required."),
    ],
)
def test_a_code_that_will_not_do_is_refused_and_nothing_typed_is_lost(
    client: Client, version: QuestionnaireVersion, code: str, fault: str
) -> None:
    response = press(
        client, part(version, "questions", "employees"), code=code, hint_en="A long thought"
    )

    assert response.status_code == 422
    assert fault in text_of(response)
    assert typed_in(response)["hint_en"] == ["A long thought"]


def test_limits_the_wrong_way_round_are_refused(
    client: Client, version: QuestionnaireVersion
) -> None:
    response = press(client, part(version, "questions", "employees"), minimum="9", maximum="3")

    assert response.status_code == 422
    assert "It is smaller than the smallest number." in text_of(response)


def test_the_later_of_two_saves_is_told_what_changed(
    client: Client, version: QuestionnaireVersion
) -> None:
    address = part(version, "questions", "employees")
    mine = client.get(address)
    press(signed_in("approver"), address, hint_en="Theirs", minimum="3")

    response = press(client, address, page=mine, hint_en="Mine")

    assert response.status_code == 409
    assert "A colleague saved this meanwhile" in text_of(response)
    assert "Hint Theirs" in text_of(response)
    assert "Smallest number 3" in text_of(response)
    assert typed_in(response)["hint_en"] == ["Mine"]
    assert question(version, "employees").hint == Text("", "Theirs")
    assert press(client, address, page=response).status_code == 302
    assert question(version, "employees").hint == Text("", "Mine")


def test_two_who_edit_different_questions_are_not_in_each_others_way(
    client: Client, version: QuestionnaireVersion
) -> None:
    mine = client.get(part(version, "questions", "employees"))
    press(signed_in("approver"), part(version, "questions", "uses_gpu"), hint_en="Theirs")

    response = press(client, part(version, "questions", "employees"), page=mine, hint_en="Mine")

    assert response.status_code == 302


def test_what_was_typed_into_a_question_that_is_gone_can_still_be_copied(
    client: Client, version: QuestionnaireVersion
) -> None:
    address = part(version, "questions", "employees")
    mine = client.get(address)
    seen = seen_of(question(version, "employees"))
    remove_part(version=version, kind=Question, code="employees", seen=seen, by=user("colleague"))

    response = press(client, address, page=mine, hint_en="A long thought")

    assert response.status_code == 409
    assert "It is not in this draft any more" in text_of(response)
    assert typed_in(response)["hint_en"] == ["A long thought"]


def test_what_was_typed_while_somebody_published_can_still_be_copied(
    client: Client, version: QuestionnaireVersion
) -> None:
    address = part(version, "questions", "employees")
    mine = client.get(address)
    publish_version(version=version)

    response = press(client, address, page=mine, hint_en="A long thought")

    assert response.status_code == 409
    assert "this version has been published" in text_of(response)
    assert typed_in(response)["hint_en"] == ["A long thought"]
    assert question(version, "employees").hint == Text()


def test_questions_of_a_page_are_put_in_order(
    client: Client, version: QuestionnaireVersion
) -> None:
    address = part(version, "pages", "company_size")
    page = press(client, address, "places:down:0")

    press(client, address, page=page, intro_en="About your size")

    saved = version.questionnaire.pages_by_code["company_size"]
    assert [one.code for one in saved.questions] == ["uses_gpu", "employees"]
    assert saved.intro == Text("", "About your size")


def test_a_page_moves_to_another_section(client: Client, version: QuestionnaireVersion) -> None:
    press(client, part(version, "pages", "compute_barriers"), section="consent")

    assert [one.code for one in version.questionnaire.sections[1].pages] == [
        "signature",
        "compute_barriers",
    ]


def test_a_button_that_leads_on_saves_first(client: Client, version: QuestionnaireVersion) -> None:
    address = part(version, "questions", "employees")

    response = press(client, address, "save:condition:relevant", hint_en="Kept")

    assert response["Location"].endswith("/questions/employees/conditions/relevant/")
    assert question(version, "employees").hint == Text("", "Kept")


def test_a_missing_translation_is_shown_beside_its_input(
    client: Client, version: QuestionnaireVersion
) -> None:
    press(client, part(version, "questions", "employees"), label_en="")

    response = client.get(part(version, "questions", "employees"))

    assert "English no English yet" in text_of(response)
    assert 'placeholder="상시 근로자는 몇 명입니까?"' in response.content.decode()


@pytest.mark.parametrize(
    ("kind", "is_required"), [("note", False), ("calculated", False), ("integer", True)]
)
def test_a_new_question_is_required_where_it_asks_something(
    client: Client, version: QuestionnaireVersion, kind: str, is_required: bool
) -> None:
    press(
        client,
        part(version, "pages", "signature", "add"),
        code="fresh",
        name_en="Fresh",
        type=kind,
    )

    assert question(version, "fresh").is_required is is_required


@pytest.mark.parametrize(("most", "status"), [(MOST_ROWS, 302), (MOST_ROWS + 1, 422)])
def test_no_more_rows_are_allowed_than_may_be_published(
    client: Client, version: QuestionnaireVersion, most: int, status: int
) -> None:
    repeat = Question("entries", QuestionType.REPEAT, Text("항목", "Entries"))
    add_question(version=version, question=repeat, page="signature", by=user("colleague"))

    response = press(client, part(version, "questions", "entries"), most_rows=str(most))

    assert response.status_code == status


def test_the_limits_of_a_calculation_are_edited_and_said_to_block_nothing(
    client: Client, version: QuestionnaireVersion
) -> None:
    twice = Question(
        "twice",
        QuestionType.CALCULATED,
        Text("두 배", "Twice"),
        is_required=False,
        calculation=parse("${employees} * 2"),
        constraint=parse("${twice} != 7"),
    )
    add_question(version=version, page="company_size", question=twice, by=user("adder", "officer"))
    address = part(version, "questions", "twice")
    shown = text_of(client.get(address))
    assert "Beyond it, companies are asked for a second look. It blocks nothing." in shown
    assert "Question at the second look" in shown
    assert "Second look unless" in shown

    press(client, address, minimum="2", constraint_message_ko="맞습니까?")

    saved = question(version, "twice")
    assert (saved.minimum, saved.maximum) == (Decimal(2), None)
    assert saved.constraint_message.ko == "맞습니까?"
    assert saved.constraint == twice.constraint
