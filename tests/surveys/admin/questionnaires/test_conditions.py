"""Conditions are written without a syntax, or with one; both ways are always there."""

from dataclasses import replace

import pytest
from django.test import Client

from surveys.logic.expressions import Answer, Apply
from surveys.logic.text import Text
from surveys.logic.xlsform_syntax import parse, unparse
from surveys.models import QuestionnaireVersion
from surveys.questionnaire import Question, QuestionType
from surveys.renaming import Renaming
from surveys.services.draft_parts import add_question, save_question, seen_of
from tests.factories import WaveFactory, small_questionnaire, submission, user
from tests.support_plans.admin.desk import signed_in
from tests.surveys.admin.questionnaires.desk import (
    condition,
    draft,
    page_of,
    press,
    question,
    text_of,
    typed_in,
)

pytestmark = pytest.mark.django_db

HTMX = {"HTTP_HX_REQUEST": "true"}


def written(version: QuestionnaireVersion, code: str, field: str) -> str:
    expression = getattr(question(version, code), field)
    return unparse(expression) if expression is not None else ""


def test_a_condition_is_built_row_by_row(client: Client, version: QuestionnaireVersion) -> None:
    address = condition(version, "questions", "signatory_name", "relevant")

    page = press(client, address, "refresh", **{"c.0:question": "employees"})
    assert typed_in(page)["c.0:choice"] == ["answer::is"]
    page = press(
        client, address, "row:c", page=page, **{"c.0:choice": "answer::under", "c.0:value": "50"}
    )
    page = press(client, address, "refresh", page=page, **{"c.1:question": "compute_barriers"})
    page = press(
        client,
        address,
        "refresh",
        page=page,
        **{"c.1:choice": "answer::includes_any", "c:joined": "any"},
    )
    response = press(client, address, page=page, **{"c.1:value": ["cost", "waiting_time"]})

    assert response.status_code == 302
    assert written(version, "signatory_name", "relevant") == (
        "${employees} < 50 or (selected(${compute_barriers}, 'cost') or "
        "selected(${compute_barriers}, 'waiting_time'))"
    )


def test_groups_stand_in_groups(client: Client, version: QuestionnaireVersion) -> None:
    address = condition(version, "questions", "signatory_name", "relevant")
    page = press(client, address, "group:c", **{"c.0:question": "uses_gpu"})
    page = press(
        client,
        address,
        "row:c.1",
        page=page,
        **{"c.0:value": "yes", "c.1:joined": "none", "c.1.0:question": "employees"},
    )
    page = press(
        client, address, "refresh", page=page, **{"c.1.1:question": "employees", "c.1.0:value": "1"}
    )
    press(client, address, page=page, **{"c.1.1:value": "2"})

    assert written(version, "signatory_name", "relevant") == (
        "${uses_gpu} = 'yes' and not(${employees} = 1 or ${employees} = 2)"
    )


def test_what_is_stored_comes_back_in_rows(client: Client, version: QuestionnaireVersion) -> None:
    response = client.get(condition(version, "pages", "compute_barriers", "relevant"))

    typed = typed_in(response)
    assert (typed["c.0:question"], typed["c.0:choice"], typed["c.0:value"]) == (
        ["uses_gpu"],
        ["answer::is"],
        ["yes"],
    )
    assert "The answer to “Do you use GPUs?” is Yes" in text_of(response)
    assert "GPU를 쓰고 있습니까?" in text_of(response)


def test_a_row_that_is_not_finished_says_what_it_lacks(
    client: Client, version: QuestionnaireVersion
) -> None:
    address = condition(version, "questions", "signatory_name", "relevant")
    page = press(client, address, "refresh", **{"c.0:question": "employees"})

    response = press(client, address, page=page, **{"c.0:value": "many"})

    assert response.status_code == 422
    assert "Write a number." in text_of(response)
    assert typed_in(response)["c.0:value"] == ["many"]
    assert written(version, "signatory_name", "relevant") == ""


def test_a_row_that_was_not_begun_says_nothing(
    client: Client, version: QuestionnaireVersion
) -> None:
    address = condition(version, "pages", "compute_barriers", "relevant")
    page = press(client, address, "row:c")
    assert "The answer to “Do you use GPUs?” is Yes" in text_of(page)

    press(client, address, page=page)

    relevant = version.questionnaire.pages_by_code["compute_barriers"].relevant
    assert relevant == parse("${uses_gpu} = 'yes'")


def test_removing_every_row_means_no_condition(
    client: Client, version: QuestionnaireVersion
) -> None:
    address = condition(version, "pages", "compute_barriers", "relevant")
    page = press(client, address, "remove:c.0")
    assert "There is no condition: this is always so." in text_of(page)

    press(client, address, page=page)

    assert version.questionnaire.pages_by_code["compute_barriers"].relevant is None


def test_a_condition_is_removed_by_one_button(
    client: Client, version: QuestionnaireVersion
) -> None:
    press(client, condition(version, "pages", "compute_barriers", "relevant"), "remove-all")

    assert version.questionnaire.pages_by_code["compute_barriers"].relevant is None


def test_an_expression_is_written_and_adapted(
    client: Client, version: QuestionnaireVersion
) -> None:
    address = condition(version, "questions", "signatory_name", "relevant")
    page = press(client, address, "refresh", **{"c.0:question": "employees"})
    page = press(client, address, "as-text", page=page)
    assert "text" not in typed_in(page)  # the row is not finished
    page = press(client, address, "as-text")

    press(client, address, page=page, text="${employees} * 2 > '10' and ${uses_gpu} = \"yes\"")

    assert written(version, "signatory_name", "relevant") == (
        "${employees} * 2 > 10 and ${uses_gpu} = 'yes'"
    )


@pytest.mark.parametrize("text", ["${employees} > '10'", "selected(${uses_gpu}, 'yes')"])
def test_what_was_not_touched_is_left_as_it_was(client: Client, text: str) -> None:
    whole = small_questionnaire()
    asked = replace(whole.sections[1].pages[0].questions[0], relevant=parse(text))
    page = replace(whole.sections[1].pages[0], questions=(asked,))
    version = draft(
        replace(whole, sections=(whole.sections[0], replace(whole.sections[1], pages=(page,))))
    )

    press(client, condition(version, "questions", "signatory_name", "relevant"))

    assert question(version, "signatory_name").relevant == parse(text)


def test_rows_cannot_show_arithmetic_and_say_so(
    client: Client, version: QuestionnaireVersion
) -> None:
    address = condition(version, "questions", "signatory_name", "relevant")
    page = press(client, address, "as-text")
    press(client, address, page=page, text="${employees} * 2 > 10")

    stored = client.get(address)
    tried = press(client, address, "as-rows", page=stored)

    assert typed_in(stored)["text"] == ["${employees} * 2 > 10"]
    assert typed_in(tried)["text"] == ["${employees} * 2 > 10"]
    assert "a calculation or a function that rows cannot show" in text_of(tried)


def test_an_expression_that_rows_can_show_becomes_rows(
    client: Client, version: QuestionnaireVersion
) -> None:
    address = condition(version, "questions", "signatory_name", "relevant")
    page = press(client, address, "as-text")

    page = press(
        client, address, "as-rows", page=page, text="${employees} >= 5 and ${employees} <= 9"
    )

    typed = typed_in(page)
    assert (typed["c.0:choice"], typed["c.0:value"]) == (["answer::between"], ["5", "9"])


def test_a_fault_of_an_expression_has_its_place(
    client: Client, version: QuestionnaireVersion
) -> None:
    address = condition(version, "questions", "signatory_name", "relevant")
    page = press(client, address, "as-text")

    response = press(client, address, page=page, text="${employees} <> 5")

    assert response.status_code == 422
    assert "(at character 14; expected !=)" in text_of(response)
    (mark,) = page_of(response).xpath("//mark")
    assert (mark.getprevious() is None, mark.text) == (True, "<")
    assert typed_in(response)["text"] == ["${employees} <> 5"]


def test_a_condition_on_something_that_does_not_exist_is_stored_with_a_warning(
    client: Client, version: QuestionnaireVersion
) -> None:
    address = condition(version, "questions", "signatory_name", "relevant")
    page = press(client, address, "as-text")

    refreshed = press(client, address, "refresh", page=page, text="${emploees} > 5")
    press(client, address, page=refreshed)

    assert "There is no question emploees. Did you mean employees?" in text_of(refreshed)
    assert written(version, "signatory_name", "relevant") == "${emploees} > 5"


def test_a_question_that_is_gone_can_be_replaced_in_its_row(
    client: Client, version: QuestionnaireVersion
) -> None:
    address = condition(version, "questions", "signatory_name", "relevant")
    page = press(client, address, "as-text")
    press(client, address, page=page, text="${gone} > 5")

    stored = client.get(address)

    assert typed_in(stored)["c.0:question"] == ["gone"]
    page = press(client, address, "refresh", page=stored, **{"c.0:question": "employees"})
    press(client, address, page=page, **{"c.0:choice": "answer::over", "c.0:value": "5"})
    assert written(version, "signatory_name", "relevant") == "${employees} > 5"


@pytest.mark.parametrize(
    "text",
    [
        "${uses_gpu} != 'yes' and ${uses_gpu} != 'gone' and ${uses_gpu} != 'no'",
        "${uses_gpu} = 'gone'",
    ],
)
def test_an_option_that_is_gone_stays_until_somebody_takes_it_out(
    client: Client, version: QuestionnaireVersion, text: str
) -> None:
    address = condition(version, "questions", "signatory_name", "relevant")
    page = press(client, address, "as-text")
    press(client, address, page=page, text=text)

    response = press(client, address)

    assert response.status_code == 422
    assert "An option that is chosen here is gone." in text_of(response)
    assert "“gone”, which is no option any more" in text_of(response)
    assert "gone" in typed_in(response)["c.0:value"]
    assert written(version, "signatory_name", "relevant") == text


def test_a_gone_option_is_taken_out(client: Client, version: QuestionnaireVersion) -> None:
    address = condition(version, "questions", "signatory_name", "relevant")
    text = "${uses_gpu} != 'yes' and ${uses_gpu} != 'gone' and ${uses_gpu} != 'no'"
    press(client, address, page=press(client, address, "as-text"), text=text)

    press(client, address, **{"c.0:value": ["yes", "no"]})

    assert written(version, "signatory_name", "relevant") == (
        "${uses_gpu} != 'yes' and ${uses_gpu} != 'no'"
    )


def test_options_of_a_replaced_question_are_not_offered_for_the_new_one(
    client: Client, version: QuestionnaireVersion
) -> None:
    address = condition(version, "pages", "compute_barriers", "relevant")

    page = press(client, address, "refresh", **{"c.0:question": "compute_barriers"})

    assert "which is no option any more" not in text_of(page)
    assert typed_in(page)["c.0:of"] == ["compute_barriers"]


def test_required_if_makes_a_question_optional_otherwise(
    client: Client, version: QuestionnaireVersion
) -> None:
    address = condition(version, "questions", "signatory_name", "required_if")
    page = press(client, address, "refresh", **{"c.0:question": "uses_gpu"})

    press(client, address, page=page, **{"c.0:value": "yes"})

    assert not question(version, "signatory_name").is_required
    assert written(version, "signatory_name", "required_if") == "${uses_gpu} = 'yes'"


def test_a_constraint_begins_with_this_answer(
    client: Client, version: QuestionnaireVersion
) -> None:
    address = condition(version, "questions", "employees", "constraint")
    first = page_of(client.get(address)).xpath("//optgroup")[0]
    assert [one.text for one in first] == ["This answer"]
    page = press(client, address, "refresh", **{"c.0:question": "employees"})

    press(client, address, page=page, **{"c.0:choice": "answer::is_not", "c.0:value": "13"})

    assert written(version, "employees", "constraint") == "${employees} != 13"


def test_options_are_filtered_by_their_columns(client: Client) -> None:
    version = draft()
    officer = user("colleague", "officer")
    asked = question(version, "compute_barriers")
    options = tuple(replace(one, columns=(("kind", "a"),)) for one in asked.options)
    save_question(
        version=version,
        code=asked.code,
        question=replace(asked, options=options),
        page="compute_barriers",
        renaming=Renaming(),
        seen=seen_of(asked),
        by=officer,
    )
    address = condition(version, "questions", "compute_barriers", "choice_filter")
    page = press(client, address, "refresh", **{"c.0:question": "option:kind"})

    press(client, address, page=page, **{"c.0:against": "answer", "c.0:value": "uses_gpu"})

    stored = question(version, "compute_barriers").choice_filter
    assert stored == Apply("=", (Answer("option:kind"), Answer("uses_gpu")))
    assert "The option’s “kind”" in text_of(client.get(address))


def test_a_formula_is_written_as_an_expression(
    client: Client, version: QuestionnaireVersion
) -> None:
    repeat = Question("posts", QuestionType.REPEAT, Text("자리", "Posts"))
    add_question(version=version, question=repeat, page="signature", by=user("c", "officer"))
    address = condition(version, "questions", "posts", "row_count")
    assert "c.0:is" not in typed_in(client.get(address))

    press(client, address, text="round(${employees} div 10)")

    assert written(version, "posts", "row_count") == "round(${employees} div 10)"


LISTS = {
    "l": [
        {"name": "1", "a": "x", "b": "y", "other": "7"},
        {"name": "2", "a": "v", "b": "", "other": "8"},
    ]
}


@pytest.mark.parametrize(
    "formula",
    [
        "concat(pulldata('l', 'a', 'name', ${t}), pulldata('l', 'b', 'name', ${t}))",
        "concat(pulldata('l', 'a', 'name', ${t}), pulldata('l', 'a', 'name', ${t}))",
        "concat(pulldata('l', 'a', 'name', ${t}), pulldata('l', 'b', 'other', ${t}))",
        "pulldata('l', 'a', 'name', pulldata('l', 'name', 'other', ${t}))",
        "concat(pulldata('l', 'name', 'other', ${t}), pulldata('l', 'a', 'name', ${t}))",
        "concat(pulldata('l', 'name', 'other', ${t}), pulldata('l', 'other', 'name', ${t}))",
    ],
)
def test_a_formula_that_looks_things_up_can_be_written_anew(
    client: Client, version: QuestionnaireVersion, formula: str
) -> None:
    question_of_formula = Question(
        "looked_up",
        QuestionType.CALCULATED,
        Text("찾은 값", "Looked up"),
        is_required=False,
        calculation=parse(formula, lists=LISTS),
    )
    for one in (Question("t", QuestionType.TEXT, Text("열쇠", "Key")), question_of_formula):
        add_question(version=version, question=one, page="signature", by=user(one.code))
    address = condition(version, "questions", "looked_up", "calculation")

    response = press(client, address, text=f"concat({formula}, '!')")

    assert response.status_code == 302, text_of(response)
    assert question(version, "looked_up").calculation == parse(
        f"concat({formula}, '!')", lists=LISTS
    )


def test_a_colleagues_condition_is_not_overwritten(
    client: Client, version: QuestionnaireVersion
) -> None:
    address = condition(version, "pages", "compute_barriers", "relevant")
    mine = client.get(address)
    press(signed_in("approver"), address, **{"c.0:value": "no"})

    response = press(client, address, page=mine, **{"c.0:choice": "answer::is_not"})

    assert response.status_code == 409
    assert "Somebody changed this condition meanwhile" in text_of(response)
    assert "Stored now: The answer to “Do you use GPUs?” is No" in text_of(response)
    assert press(client, address, page=response).status_code == 302
    relevant = version.questionnaire.pages_by_code["compute_barriers"].relevant
    assert relevant == parse("${uses_gpu} != 'yes'")


def test_htmx_gets_the_meaning_alone_where_it_asks_for_that(
    client: Client, version: QuestionnaireVersion
) -> None:
    address = condition(version, "pages", "compute_barriers", "relevant")
    typed = typed_in(client.get(address))

    meaning = client.post(address, typed, **HTMX, HTTP_HX_TARGET="condition-meaning")
    both = client.post(address, typed, **HTMX, HTTP_HX_TARGET="condition")

    assert 'id="condition-meaning"' in meaning.content.decode()
    assert 'id="condition"' not in meaning.content.decode()
    assert 'id="condition"' in both.content.decode()
    assert 'hx-swap-oob="true"' in both.content.decode()


def test_an_address_of_no_condition_is_not_found(
    client: Client, version: QuestionnaireVersion
) -> None:
    assert client.get(condition(version, "pages", "signature", "constraint")).status_code == 404
    assert client.get(condition(version, "questions", "employees", "nothing")).status_code == 404


@pytest.mark.parametrize(
    "posted",
    [
        {
            "c.0:is": "row",
            "c.0:question": "employees",
            "c.0:choice": "total:x:is",
            "c.0:value": "1",
        },
        {"c.0:is": "row", "c.0:question": "employees", "c.0:choice": "\0", "c.0:value": "1"},
        {"c.9999:is": "row", "c.x:is": "row", "c.0.0.0.0.0.0.0.0.0.0:is": "group"},
        {"c.0:is": "group", "c.0:joined": "perhaps"},
        {"mode": "text", "text": "("},
        {"mode": "text", "text": "'\0' = ${employees}"},
        {"mode": "text", "text": "1" * 30_000},
        {"mode": "text", "text": "(" * 5_000},
        {"do": "remove:c"},
        {"do": "row:c.7.7"},
    ],
)
def test_whatever_is_posted_gets_an_answer(
    client: Client, version: QuestionnaireVersion, posted: dict[str, str]
) -> None:
    address = condition(version, "questions", "employees", "relevant")
    seen = typed_in(client.get(address))["seen"][0]

    response = client.post(address, {"seen": seen, "do": "save", **posted})

    assert response.status_code in (200, 302, 422)


def test_a_condition_is_counted_on_past_submissions(client: Client) -> None:
    wave = WaveFactory()
    for employees in (10, 60, 70):
        submission(
            {
                "company_size": {"employees": employees, "uses_gpu": "no"},
                "signature": {"signatory_name": "시연"},
            },
            wave=wave,
        )
    version = draft()
    address = condition(version, "questions", "signatory_name", "relevant")
    page = press(client, address, "refresh", **{"c.0:question": "employees"})

    page = press(client, address, "refresh", page=page,
                 **{"c.0:choice": "answer::under", "c.0:value": "50"})  # fmt: skip

    assert "Of 3 submissions it holds for 1, not for 2, and cannot be told for 0." in text_of(page)
