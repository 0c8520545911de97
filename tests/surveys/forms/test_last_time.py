"""Last time's answers on a page: shown, taken, changed, dropped; no answer by themselves."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from surveys.forms import PageForm
from surveys.forms.last_time import Offer, Standing
from surveys.last_time import LastTime, last_time
from surveys.logic.expressions import Literal
from surveys.logic.text import Text
from surveys.logic.values import Missing
from surveys.logic.xlsform_syntax import parse
from surveys.questionnaire import QuestionType
from tests.every_type import ANSWERS, EVERY_TYPE
from tests.surveys.forms.pages import STORED, every_type, form, question, sent

pytestmark = pytest.mark.usefixtures("in_english")

WAVE, DAY = Text("지난 조사", "The last survey"), date(2025, 9, 1)
INTEGER, ONE = QuestionType.INTEGER, QuestionType.CHOOSE_ONE


def of(**answers: object) -> dict[str, Any]:
    """Last time's answers as they are handed to a form."""
    words = {code: Text(str(one), str(one)) for code, one in answers.items()}
    return {"last_time": lambda: LastTime(WAVE, DAY, words, answers)}


def of_every_type(page: str) -> dict[str, Any]:
    asked = EVERY_TYPE.pages_by_code[page]
    found = last_time(EVERY_TYPE, EVERY_TYPE, asked, STORED, wave=WAVE, answered_on=DAY)
    return {"last_time": lambda: found}


def offers(shown: PageForm) -> dict[str, Standing]:
    prompts = [one for prompt in shown.prompts for one in (prompt, *prompt.parts)]
    return {one.last_time.code: one.last_time.standing for one in prompts if one.last_time}


def press(shown: PageForm, button: str, *asked: Any, **more: Any) -> PageForm:
    after = form(*asked, post={**sent(shown), "row_action": button}, **more)
    assert after.row_action()
    return after


EMPLOYEES = question("employees", INTEGER, maximum=Decimal(100))
OFFICES = question("offices", INTEGER)


def test_an_offer_stands_beside_a_blank_control() -> None:
    shown = form(EMPLOYEES, **of(employees=38))
    [prompt] = shown.prompts
    assert prompt.last_time == Offer("employees", Standing.OPEN, "38")
    assert prompt.value == ""
    assert "id_employees-last-time" in prompt.described_by.split()


def test_what_is_answered_in_this_wave_is_offered_nothing() -> None:
    for answer in (40, None):
        assert offers(form(EMPLOYEES, answers={"employees": answer}, **of(employees=38))) == {}


def test_continuing_without_taking_it_answers_nothing() -> None:
    last = of(employees=38)
    posted = form(EMPLOYEES, post=sent(form(EMPLOYEES, **last)), **last)
    assert not posted.is_valid()
    optional = question("employees", INTEGER, is_required=False)
    blank = form(optional, post=sent(form(optional, **last)), **last)
    assert blank.is_valid()
    assert blank.answers == {"employees": None}


def test_taking_it_fills_it_in_and_the_next_post_answers() -> None:
    last = of(employees=38)
    taken = press(form(EMPLOYEES, **last), "take:employees", EMPLOYEES, **last)
    [prompt] = taken.prompts
    assert (prompt.value, prompt.has_focus) == ("38", True)
    assert offers(taken) == {"employees": Standing.TAKEN}
    posted = form(EMPLOYEES, post=sent(taken), **last)
    assert posted.is_valid()
    assert posted.answers == {"employees": 38}


def test_a_number_is_taken_however_it_was_spelled() -> None:
    share, last = question("share", QuestionType.PERCENT), of(share="26.0")
    taken = press(form(share, **last), "take:share", share, **last)
    assert offers(taken) == {"share": Standing.TAKEN}
    assert offers(form(share, post={"share": "26"}, **last)) == {"share": Standing.TAKEN}
    assert offers(form(share, post={"share": "26.1"}, **last)) == {"share": Standing.OPEN}


def test_taking_one_keeps_what_was_typed_in_others() -> None:
    asked, last = (EMPLOYEES, OFFICES), of(employees=38)
    typed = form(*asked, post={"offices": "many", "row_action": "take:employees"}, **last)
    assert typed.row_action()
    assert [one.value for one in typed.prompts] == ["38", "many"]


def test_what_is_typed_instead_is_the_answer_and_the_offer_still_stands() -> None:
    last = of(employees=38)
    posted = form(EMPLOYEES, post={"employees": "40"}, **last)
    assert posted.is_valid()
    assert posted.answers == {"employees": 40}
    assert offers(posted) == {"employees": Standing.OPEN}


def test_what_no_longer_applies_goes_and_stays_away() -> None:
    asked, last = (EMPLOYEES, OFFICES), of(employees=38, offices=2)
    dropped = press(form(*asked, **last), "drop:employees", *asked, **last)
    assert offers(dropped) == {"offices": Standing.OPEN}
    assert [one.value for one in dropped.prompts] == ["", ""]
    assert dropped.prompts[0].has_focus
    both = press(dropped, "drop:offices", *asked, **last)
    assert offers(both) == {}
    assert both.occasion is None
    kept = form(*asked, typed=both.typed, **last)  # put aside, and shown again later
    assert offers(kept) == {}


def test_a_button_for_what_is_not_there_changes_nothing() -> None:
    last = of(employees=38)
    for button in ("take:signature", "drop:signature", "drop:", "take:offices"):
        after = press(form(EMPLOYEES, OFFICES, **last), button, EMPLOYEES, OFFICES, **last)
        assert offers(after) == {"employees": Standing.OPEN}
        assert [one.value for one in after.prompts] == ["", ""]


# --- What does not fit ---------------------------------------------------------------------------


@pytest.mark.parametrize(("answer", "standing"), [(100, Standing.OPEN), (101, Standing.TOLD)])
def test_an_answer_beyond_a_limit_is_told_and_cannot_be_taken(
    answer: int, standing: Standing
) -> None:
    last = of(employees=answer)
    shown = form(EMPLOYEES, **last)
    assert offers(shown) == {"employees": standing}
    after = press(shown, "take:employees", EMPLOYEES, **last)
    assert after.prompts[0].value == ("100" if standing is Standing.OPEN else "")


def test_what_was_said_without_an_answer_to_take_is_told() -> None:
    told = LastTime(WAVE, DAY, {"employees": Text("많음", "many")}, {})
    shown = form(EMPLOYEES, last_time=lambda: told)
    assert offers(shown) == {"employees": Standing.TOLD}
    assert shown.occasion is not None
    assert not shown.occasion.has_several


def test_a_constraint_that_reads_another_answer_is_tried_with_what_is_typed() -> None:
    seats = question("seats", INTEGER, constraint=parse(". <= ${employees}", this="seats"))
    last = of(seats=10)
    for employees, standing in (("10", Standing.OPEN), ("9", Standing.TOLD)):
        shown = form(EMPLOYEES, seats, post={"employees": employees}, **last)
        assert offers(shown) == {"seats": standing}


def test_an_option_that_is_not_shown_now_is_told() -> None:
    last = of_every_type("choices")
    for region, standing in (("gwangju", Standing.OPEN), ("jeonnam", Standing.TOLD)):
        shown = every_type("choices", {"region": region}, **last)
        assert offers(shown)["district"] is standing


# --- All of them ---------------------------------------------------------------------------------


def test_the_page_says_once_when_it_was_and_offers_all_of_several() -> None:
    shown = form(EMPLOYEES, OFFICES, **of(employees=38, offices=2))
    occasion = shown.occasion
    assert occasion is not None
    assert (occasion.wave, occasion.answered_on, occasion.has_several) == (WAVE, DAY, True)
    one = form(EMPLOYEES, OFFICES, **of(employees=38)).occasion
    assert one is not None
    assert not one.has_several


def test_taking_all_leaves_what_was_typed() -> None:
    asked, last = (EMPLOYEES, OFFICES), of(employees=38, offices=2)
    after = form(*asked, post={"offices": "3", "row_action": "take:"}, **last)
    assert after.row_action()
    assert [one.value for one in after.prompts] == ["38", "3"]
    assert offers(after) == {"employees": Standing.TAKEN, "offices": Standing.OPEN}


def test_taking_all_leaves_what_no_longer_applies() -> None:
    asked, last = (EMPLOYEES, OFFICES), of(employees=38, offices=2)
    dropped = press(form(*asked, **last), "drop:offices", *asked, **last)
    assert [one.value for one in press(dropped, "take:", *asked, **last).prompts] == ["38", ""]


def test_a_default_is_nobodys_answer() -> None:
    asked, last = question("employees", INTEGER, default=Literal(1)), of(employees=38)
    shown = form(asked, **last)
    assert (shown.prompts[0].value, offers(shown)) == ("1", {"employees": Standing.OPEN})
    assert press(shown, "take:", asked, **last).prompts[0].value == "38"


def test_a_way_out_is_somebodys_answer() -> None:
    asked = question("employees", INTEGER, allowed_missing=frozenset({Missing.DONT_KNOW}))
    last = of(employees=38)
    post = {"employees__missing": "dont_know", "row_action": "take:"}
    after = form(asked, post=post, **last)
    assert after.row_action()
    assert after.prompts[0].value == ""
    alone = form(asked, post={**post, "row_action": "take:employees"}, **last)
    assert alone.row_action()
    assert alone.prompts[0].value == "38"
    assert not any(one.is_chosen for one in alone.prompts[0].ways_out)


@pytest.mark.parametrize("code", [code for code in ANSWERS if code != "files"])
def test_every_type_is_taken_as_it_was_answered(code: str) -> None:
    """Also what appears only because of what was taken; of rows, all but the files."""
    last = of_every_type(code)
    shown = every_type(code, **last)
    after = every_type(code, {**sent(shown), "row_action": "take:"}, **last)
    assert after.row_action()
    posted = every_type(code, sent(after), **last)
    assert posted.is_valid(), posted.errors
    wanted = dict(ANSWERS[code])
    if code == "rows":
        wanted["openings"] = [{**row, "advert": None} for row in wanted["openings"]]
    assert posted.answers == wanted


def test_files_are_named_and_not_taken() -> None:
    shown = every_type("files", **of_every_type("files"))
    assert offers(shown) == {"plan": Standing.TOLD}
    assert shown.prompts[0].last_time == Offer("plan", Standing.TOLD, "계획.pdf")


# --- Grids and rows ------------------------------------------------------------------------------


def test_a_grid_has_one_pair_of_buttons_for_its_rows() -> None:
    last = of_every_type("ratings")
    shown = every_type("ratings", **last)
    grid = shown.prompts[0]
    assert grid.last_time == Offer("needs", Standing.OPEN)
    assert [row.last_time.has_buttons for row in grid.parts if row.last_time] == [False, False]
    chosen = {"need_space": "2", "row_action": "take:needs"}
    after = every_type("ratings", {**sent(shown), **chosen}, **last)
    assert after.row_action()
    assert after.typed["need_space"] == ["2"]  # somebody's
    assert after.typed["need_mentor__missing"] == ["dont_know"]
    dropped = every_type("ratings", {**sent(shown), "row_action": "drop:needs"}, **last)
    assert dropped.row_action()
    assert offers(dropped) == {"priorities": Standing.OPEN}


def test_rows_replace_those_on_the_screen_only_where_that_is_asked_for() -> None:
    last = of_every_type("rows")
    typed = {**sent(every_type("rows", **last)), "openings-0-job": "청소"}
    everything = every_type("rows", {**typed, "row_action": "take:"}, **last)
    assert everything.row_action()
    assert everything.typed["openings-0-job"] == ["청소"]
    alone = every_type("rows", {**typed, "row_action": "take:openings"}, **last)
    assert alone.row_action()
    assert alone.typed["openings-rows"] == ["2"]
    assert alone.typed["openings-1-job"] == ["운영 담당자"]
    assert alone.focus == "openings-0-job"
    assert offers(alone) == {"openings": Standing.TAKEN}


def test_more_rows_than_may_be_now_are_told() -> None:
    rows = question(
        "rows", QuestionType.REPEAT, children=(question("name", QuestionType.TEXT),), most_rows=1
    )
    for count, standing in ((1, Standing.OPEN), (2, Standing.TOLD)):
        shown = form(rows, **of(rows=[{"name": "a"}] * count))
        assert offers(shown) == {"rows": standing}
