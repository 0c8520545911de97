"""Every type of question goes onto the screen and comes back as it was stored."""

from datetime import date
from typing import Any

import pytest
from django.utils import translation
from hypothesis import given, settings
from hypothesis import strategies as st

from surveys.forms.controls import from_stored
from surveys.logic.text import Text
from surveys.logic.values import Missing
from surveys.questionnaire import WITHOUT_ANSWER, QuestionType
from tests.every_type import ANSWERS, DISTRICTS, EVERY_TYPE, OPENINGS, PRIORITIES, SCALE
from tests.surveys.forms.pages import (
    STORED,
    drawn,
    every_type,
    form,
    messages,
    question,
    sent,
    text_of,
)

Q = QuestionType


def test_the_questionnaire_has_every_type() -> None:
    assert {one.type for one in EVERY_TYPE.questions_by_code.values()} == set(QuestionType)


@pytest.mark.parametrize("language", ["ko", "en"])
@pytest.mark.parametrize("code", ANSWERS)
def test_each_page_is_drawn_and_what_is_sent_is_what_was_stored(code: str, language: str) -> None:
    with translation.override(language):
        shown = every_type(code, answers=STORED)
        drawn(shown)
        back = every_type(code, post=sent(shown), answers=STORED)
        assert messages(back) == []
        assert back.is_valid()
        assert back.answers == ANSWERS[code]


@pytest.mark.parametrize("code", ANSWERS)
def test_each_page_is_drawn_when_nothing_is_answered(code: str) -> None:
    page = drawn(every_type(code))
    ids = [one.get("id") for one in page.iter() if one.get("id")]
    assert len(ids) == len(set(ids))
    for one in page.iter():
        for name in ("for", "aria-describedby", "aria-labelledby"):
            for wanted in (one.get(name) or "").split():
                assert wanted in ids


@pytest.mark.parametrize("code", ANSWERS)
def test_each_page_says_what_is_missing(code: str) -> None:
    shown = every_type(code)
    empty = every_type(code, post={"shown": shown.shown, **_counts(shown)})
    assert not empty.is_valid()
    page = drawn(empty)
    for problem in empty.problems:
        assert page.xpath(f"//*[@id='{problem.anchor}']"), problem


def _counts(shown: Any) -> dict[str, str]:
    return {f"{one.name}-rows": one.value for one in shown.prompts if one.kind == "repeat"}


_FULL = st.integers(0, 2**40)
_CHOSEN: dict[QuestionType, st.SearchStrategy[Any]] = {
    Q.TEXT: st.sampled_from(["AI-2031", "무등", "<b>&", "a 'b' \"c\""]),
    Q.LONG_TEXT: st.sampled_from(["한 줄", "두\n줄"]),
    Q.INTEGER: _FULL,
    Q.DECIMAL: st.decimals(-1000, 1000, places=3).map(lambda one: f"{one.normalize():f}"),
    Q.MONEY: _FULL,
    Q.PERCENT: st.decimals(0, 100, places=2).map(lambda one: f"{one.normalize():f}"),
    Q.DATE: st.dates(date(1800, 1, 1), date(2200, 12, 31)).map(date.isoformat),
    Q.MONTH: st.sampled_from(["1999-12", "2026-01"]),
    Q.YEAR: st.integers(1800, 2200),
    Q.CHOOSE_ONE: st.sampled_from([option.code for option in SCALE]),
    Q.CHOOSE_SEVERAL: st.sets(st.sampled_from([option.code for option in SCALE]), min_size=1).map(
        lambda codes: sorted(codes)
    ),
    Q.RANKING: st.permutations([option.code for option in SCALE]).map(list),
    Q.REGISTRATION_NUMBER: st.just("1248100998"),
    Q.EMAIL: st.just("name@example.org"),
    Q.PHONE: st.sampled_from(["062-123-4567", "+82 62 123 4567"]),
    Q.URL: st.just("https://www.example.org/a?b=c"),
    Q.FILE: st.just(STORED["plan"]),
}


def test_the_strategies_cover_every_type_that_takes_an_answer() -> None:
    assert set(_CHOSEN) == set(QuestionType) - WITHOUT_ANSWER - {Q.GRID, Q.REPEAT}


@settings(max_examples=50)  # a form is drawn each time, on whatever machine
@given(st.data())
@pytest.mark.parametrize("kind", _CHOSEN)
def test_an_answer_survives_the_way_to_the_screen_and_back(kind: QuestionType, data: Any) -> None:
    missing = {"missing": "dont_know"}
    stored = data.draw(st.one_of(_CHOSEN[kind], st.just(missing)))
    unit = data.draw(st.sampled_from(["", "원", "천원", "백만원"])) if kind is Q.MONEY else ""
    asked = question(
        "x",
        kind,
        options=SCALE,
        unit=Text(unit),
        allowed_missing=frozenset({Missing.DONT_KNOW}),
    )
    shown = form(asked, answers={"x": stored})
    back = form(asked, post=sent(shown), answers={})
    assert messages(back) == []
    assert back.answers == {"x": stored}


def test_what_is_typed_is_read_from_the_stored_answers() -> None:
    typed = from_stored([OPENINGS], STORED)
    assert typed["openings-rows"] == ["2"]
    assert typed["openings-0-weights"] == ["1:skill", "2:wage", "3:degree"]
    assert typed["openings-1-ends"] == ["2027-12-31"]
    assert "openings-1-pay" not in typed
    assert not [name for name in typed if "row_number" in name]
    assert (len(DISTRICTS), len(PRIORITIES)) == (14, 4)
    assert text_of(drawn(every_type("ratings"))).startswith("Do you need these?")
