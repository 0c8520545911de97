"""Options and a grid's rows: added, moved, removed and pasted inside the question's editor."""

import pytest
from django.test import Client

from surveys.logic.text import Text
from surveys.logic.xlsform_syntax import unparse
from surveys.models import QuestionnaireVersion
from surveys.questionnaire import Option, Question, QuestionType
from surveys.services.draft_parts import add_question
from tests.factories import user
from tests.surveys.admin.questionnaires.desk import (
    page_of,
    part,
    press,
    question,
    text_of,
    typed_in,
)

pytestmark = pytest.mark.django_db


def test_options_are_added_moved_and_removed_before_anything_is_saved(
    client: Client, version: QuestionnaireVersion
) -> None:
    address = part(version, "questions", "compute_barriers")
    before = question(version, "compute_barriers")

    page = press(client, address, "options:add")
    page = press(client, address, "options:up:2", page=page, options__3__label_en="Know-how")
    page = press(client, address, "options:remove:0", page=page)
    assert question(version, "compute_barriers") == before

    press(client, address, page=page)

    assert question(version, "compute_barriers").options == (
        Option("none", Text("없음", "None of these"), is_exclusive=True),
        Option("waiting_time", Text("대기 시간", "Waiting time")),
        Option("know_how", Text("", "Know-how")),
    )


def test_places_can_be_typed(client: Client, version: QuestionnaireVersion) -> None:
    places = {"options__2__position": 1, "options__0__position": 2, "options__1__position": 3}
    press(client, part(version, "questions", "compute_barriers"), **places)

    codes = [one.code for one in question(version, "compute_barriers").options]
    assert codes == ["none", "cost", "waiting_time"]


def test_an_option_with_another_code_takes_the_conditions_along(
    client: Client, version: QuestionnaireVersion
) -> None:
    press(client, part(version, "questions", "uses_gpu"), options__0__code="certainly")

    relevant = version.questionnaire.pages_by_code["compute_barriers"].relevant
    assert relevant is not None
    assert unparse(relevant) == "${uses_gpu} = 'certainly'"


def test_options_are_pasted_as_lines(client: Client, version: QuestionnaireVersion) -> None:
    address = part(version, "questions", "compute_barriers")
    page = press(client, address, "options:as-text")
    (lines,) = typed_in(page)["option_lines"]
    assert lines == (
        "cost | 비용 | Cost\nwaiting_time | 대기 시간 | Waiting time\n"
        "none | 없음 | None of these | *"
    )

    press(client, address, page=page, option_lines="cost\t비용\tCost\n\tGPU 부족\tToo few GPUs\t*")

    assert question(version, "compute_barriers").options == (
        Option("cost", Text("비용", "Cost")),
        Option("too_few_gpus", Text("GPU 부족", "Too few GPUs"), is_exclusive=True),
    )


def test_lines_that_cannot_be_read_come_back_with_their_numbers(
    client: Client, version: QuestionnaireVersion
) -> None:
    address = part(version, "questions", "compute_barriers")
    page = press(client, address, "options:as-text")

    response = press(client, address, page=page, option_lines="a | 가 | A\n\na | 나 | B\nc")

    assert response.status_code == 422
    assert "Line 3: The code “a” is used above already." in text_of(response)
    assert "Line 4: The option has no words." in text_of(response)
    assert typed_in(response)["option_lines"] == ["a | 가 | A\n\na | 나 | B\nc"]


def test_rows_of_a_grid_are_edited_in_it(client: Client, version: QuestionnaireVersion) -> None:
    row = Question("row_a", QuestionType.CHOOSE_ONE, Text("가", "A"), is_required=False)
    grid = Question("grid", QuestionType.GRID, Text("표", "Grid"))
    officer = user("colleague", "officer")
    add_question(version=version, question=grid, page="signature", by=officer)
    address = part(version, "questions", "grid")
    page = press(client, address, "rows:add")
    press(
        client,
        address,
        page=page,
        rows__0__label_en="Machine learning",
        rows__0__short_ko="기계학습",
    )

    (saved,) = question(version, "grid").children
    assert saved.code == "machine_learning"
    assert saved.short == Text("기계학습", "")
    press(client, part(version, "questions", "machine_learning"), requirement="never")
    press(client, address, rows__0__label_ko="머신러닝")
    (saved,) = question(version, "grid").children
    assert (saved.label, saved.is_required) == (
        Text("머신러닝", "Machine learning"),
        row.is_required,
    )


AWKWARD = tuple(
    Option(
        f"o{at}",
        Text("가 | 나\n다", f"A\tB {at}\\n"),
        columns=(("a;b", "x|y; z=1"), ("c=d", "\\")),
    )
    for at in range(61)
)


@pytest.mark.parametrize("count", [3, 61])
def test_options_are_saved_untouched_whatever_they_hold(
    client: Client, version: QuestionnaireVersion, count: int
) -> None:
    options = AWKWARD[:count]
    asked = Question("asked", QuestionType.CHOOSE_ONE, Text("물음", "Asked"), options=options)
    add_question(version=version, question=asked, page="signature", by=user("colleague"))
    address = part(version, "questions", "asked")
    form = typed_in(client.get(address))
    assert ("option_lines" in form) is (count > 60)

    client.post(address, {**form, "do": "save"})
    assert question(version, "asked").options == options

    other = "options:as-rows" if count > 60 else "options:as-text"
    press(client, address, page=press(client, address, other))
    assert question(version, "asked").options == options


def test_a_label_of_several_lines_keeps_them(client: Client, version: QuestionnaireVersion) -> None:
    options = (Option("a", Text("가\n나", "A")),)
    asked = Question("asked", QuestionType.CHOOSE_ONE, Text("물음", "Asked"), options=options)
    add_question(version=version, question=asked, page="signature", by=user("colleague"))
    address = part(version, "questions", "asked")
    page = client.get(address)
    assert len(page_of(page).xpath("//textarea[@name='options-0-label_ko']")) == 1
    assert len(page_of(page).xpath("//input[@name='options-0-label_en']")) == 1

    press(client, address, page=page, options__0__label_ko="가\r\n나")

    assert question(version, "asked").options == options
