"""Options and a grid's rows: added, moved, removed and pasted inside the question's editor."""

from dataclasses import replace

import pytest
from django.test import Client

from surveys.admin.questionnaires.inline import MOST_ROWS
from surveys.logic.text import Text
from surveys.logic.xlsform_syntax import parse, unparse
from surveys.models import QuestionnaireVersion
from surveys.questionnaire import Option, Page, Question, Questionnaire, QuestionType, Section
from surveys.services.draft_parts import add_question
from tests.factories import small_questionnaire, user
from tests.surveys.admin.questionnaires.desk import (
    draft,
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


def test_the_scale_of_a_grid_takes_the_conditions_on_its_rows_along(client: Client) -> None:
    scale = (Option("good", Text("좋음", "Good")), Option("bad", Text("나쁨", "Bad")))
    rows = (Question("speed", QuestionType.CHOOSE_ONE, Text("속도", "Speed")),)
    grid = Question("views", QuestionType.GRID, Text("평가", "Views"), options=scale, children=rows)
    why = Question(
        "why", QuestionType.TEXT, Text("이유", "Why"), relevant=parse("${speed} = 'good'")
    )
    page = Page("views", Text("평가", "Views"), (grid, why))
    whole = Questionnaire("views", page.title, (Section("views", page.title, (page,)),))
    version = draft(whole)

    press(
        client,
        part(version, "questions", "views"),
        options__0__code="bad",
        options__1__code="good",
        rows__0__code="pace",
    )

    relevant = question(version, "why").relevant
    assert relevant is not None
    assert unparse(relevant) == "${pace} = 'bad'"


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


def of_options(count: int) -> Question:
    options = tuple(Option(f"o{at}", Text(f"가{at}", f"A{at}")) for at in range(count))
    return Question("asked", QuestionType.CHOOSE_ONE, Text("물음", "Asked"), options=options)


def of_rows(count: int) -> Question:
    rows = tuple(
        Question(f"r{at}", QuestionType.CHOOSE_ONE, Text(f"가{at}", f"A{at}"), is_required=False)
        for at in range(count)
    )
    scale = (Option("1", Text("하나", "One")),)
    label = Text("물음", "Asked")
    return Question("asked", QuestionType.GRID, label, options=scale, children=rows)


def with_question(asked: Question) -> QuestionnaireVersion:
    whole = small_questionnaire()
    page = whole.sections[1].pages[0]
    section = replace(whole.sections[1], pages=(replace(page, questions=(*page.questions, asked)),))
    return draft(replace(whole, sections=(whole.sections[0], section)))


def test_every_option_is_kept_that_stands_in_rows(client: Client) -> None:
    version = with_question(of_options(300))
    address = part(version, "questions", "asked")
    page = press(client, address, "options:as-rows")
    assert typed_in(page)["options-rows"] == ["300"]

    press(client, address, page=page)

    assert question(version, "asked") == of_options(300)


def test_more_options_than_rows_may_be_stay_lines(client: Client) -> None:
    version = with_question(of_options(61))
    lines = "\n".join(f"o{at} | 가 | A" for at in range(MOST_ROWS + 1))

    page = press(client, part(version, "questions", "asked"), "options:as-rows", option_lines=lines)

    assert "A question has at most 1000 options." in text_of(page)
    assert typed_in(page)["option_lines"] == [lines]


def test_a_long_grid_is_saved_untouched(client: Client) -> None:
    version = with_question(of_rows(210))

    assert press(client, part(version, "questions", "asked")).status_code == 302

    assert question(version, "asked") == of_rows(210)


def test_more_rows_than_may_be_are_refused_and_all_shown_again(client: Client) -> None:
    version = with_question(of_rows(MOST_ROWS + 1))
    address = part(version, "questions", "asked")

    response = press(client, address, hint_en="A long thought")

    assert response.status_code == 422
    assert "At most 1000 rows can stand here, and these are 1001. Remove some." in text_of(response)
    assert typed_in(response)["rows-rows"] == [str(MOST_ROWS + 1)]
    assert typed_in(response)["hint_en"] == ["A long thought"]
    fewer = press(client, address, "rows:remove:0", page=response)
    none_added = press(client, address, "rows:add", page=fewer)
    assert typed_in(none_added)["rows-rows"] == [str(MOST_ROWS)]
    assert press(client, address, page=none_added).status_code == 302
    assert len(question(version, "asked").children) == MOST_ROWS


@pytest.mark.parametrize("lost", ["rows-rows", "rows-1-"])
def test_rows_that_did_not_arrive_are_kept(client: Client, lost: str) -> None:
    version = with_question(of_rows(3))
    address = part(version, "questions", "asked")
    page = typed_in(client.get(address))
    arrived = {name: typed for name, typed in page.items() if not name.startswith(lost)}

    client.post(address, {**arrived, "do": "save"})

    assert {one.code for one in question(version, "asked").children} == {"r0", "r1", "r2"}


def test_options_that_did_not_arrive_are_kept(client: Client) -> None:
    version = with_question(of_options(3))
    address = part(version, "questions", "asked")
    arrived = {
        name: typed
        for name, typed in typed_in(client.get(address)).items()
        if not name.startswith("options-")
    }

    client.post(address, {**arrived, "do": "save"})

    assert question(version, "asked") == of_options(3)


def test_a_removed_row_is_gone(client: Client) -> None:
    version = with_question(of_rows(3))
    address = part(version, "questions", "asked")

    press(client, address, page=press(client, address, "rows:remove:1"))

    assert [one.code for one in question(version, "asked").children] == ["r0", "r2"]


def test_a_page_is_put_in_order_however_long_it_is(client: Client) -> None:
    whole = small_questionnaire()
    notes = tuple(
        Question(f"n{at}", QuestionType.NOTE, Text("가", "A"), is_required=False)
        for at in range(230)
    )
    page = replace(whole.sections[1].pages[0], questions=notes)
    version = draft(
        replace(whole, sections=(whole.sections[0], replace(whole.sections[1], pages=(page,))))
    )

    press(client, part(version, "pages", page.code), places__229__position=0)

    codes = [one.code for one in version.questionnaire.pages_by_code[page.code].questions]
    assert codes == ["n229", *(f"n{at}" for at in range(229))]
