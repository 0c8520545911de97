"""A page's form: what it reads from what people type, what it asks for, and what it shows."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.http import QueryDict
from django.template import Context, Template
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from surveys.forms import PageForm, parsing
from surveys.forms.answer_field import WAYS_OUT
from surveys.logic.descriptions import MISSING_IN_WORDS
from surveys.logic.expressions import Answer, Apply, Literal
from surveys.logic.text import Text
from surveys.logic.values import Missing
from surveys.questionnaire import (
    Option,
    Page,
    Question,
    Questionnaire,
    QuestionType,
    Section,
)

TODAY = date(2026, 3, 2)
Q = QuestionType


@pytest.fixture(autouse=True)
def _in_english() -> Iterator[None]:
    with translation.override("en"):
        yield


def question(code: str, kind: QuestionType = Q.INTEGER, **more: Any) -> Question:
    return Question(code, kind, Text(ko=f"{code} 질문", en=f"About {code}"), **more)


def options(*codes: str, exclusive: str = "") -> tuple[Option, ...]:
    return tuple(Option(code, Text(ko=code, en=code.title()), code == exclusive) for code in codes)


YES_NO = options("yes", "no")
HIRING = question("hiring", Q.CHOOSE_ONE, options=YES_NO)
POSTS = question(
    "posts", relevant=Apply("=", (Answer("hiring"), Literal("yes"))), minimum=Decimal(1)
)
OPENINGS = question(
    "openings",
    Q.REPEAT,
    children=(
        question("job", Q.TEXT),
        question("level", Q.CHOOSE_ONE, options=options("junior", "senior")),
        question("count", Q.INTEGER),
    ),
    most_rows=3,
)
SKILLS = question(
    "skills",
    Q.GRID,
    options=options("1", "2", "3", "4", "5"),
    children=(question("imp_a", Q.CHOOSE_ONE), question("imp_b", Q.CHOOSE_ONE)),
)
SITES = question(
    "sites", Q.CHOOSE_SEVERAL, options=options("branch", "lab", "none", exclusive="none")
)


def form(*questions: Question, post: str | None = None, **more: Any) -> PageForm:
    """The page of these questions; one before it asks whatever else `facts` are about."""
    page = Page("page", Text(ko="쪽", en="Page"), questions)
    before = Page("before", Text(), (HIRING,) if HIRING not in questions else (question("other"),))
    whole = Questionnaire("whole", Text(), (Section("all", Text(), (before, page)),))
    data = None if post is None else QueryDict(post)
    return PageForm(whole, page, answers=more.pop("answers", {}), today=TODAY, data=data, **more)


def answer(kind: QuestionType, typed: str, **more: Any) -> object:
    """The stored answer for what was typed, or the error message."""
    data = QueryDict(mutable=True)
    data["x"] = typed
    one = form(question("x", kind, **more), post=data.urlencode())
    return one.answers["x"] if one.is_valid() else one.problems[0].message


@pytest.mark.parametrize(
    ("kind", "typed", "stored"),
    [
        (Q.INTEGER, "38", 38),
        (Q.INTEGER, "1,234", 1234),
        (Q.INTEGER, "３８", 38),
        (Q.INTEGER, " 38명 ", 38),
        (Q.DECIMAL, "12.50", "12.5"),
        (Q.DECIMAL, "100", "100"),
        (Q.PERCENT, "12.5%", "12.5"),
        (Q.MONEY, "1,200,000,000", 1_200_000_000),
        (Q.MONEY, "12억", 1_200_000_000),
        (Q.MONEY, "1.5억 원", 150_000_000),
        (Q.MONEY, "3,000만", 30_000_000),
        (Q.MONEY, "3억 5천만원", 350_000_000),
        (Q.MONEY, "1조 2억", 1_000_200_000_000),
        (Q.MONEY, "천만 원", 10_000_000),
        (Q.MONEY, "₩ 500", 500),
        (Q.MONEY, "1.2 billion", 1_200_000_000),
        (Q.MONEY, "KRW 300m", 300_000_000),
        (Q.DATE, "2024-03-01", "2024-03-01"),
        (Q.DATE, "2024.3.1", "2024-03-01"),
        (Q.DATE, "2024. 3. 1.", "2024-03-01"),
        (Q.DATE, "2024년 3월 1일", "2024-03-01"),
        (Q.DATE, "20240301", "2024-03-01"),
        (Q.MONTH, "2024.3", "2024-03"),
        (Q.YEAR, "2019년", 2019),
        (Q.REGISTRATION_NUMBER, "124-81-00998", "1248100998"),
        (Q.REGISTRATION_NUMBER, "124 81 00998", "1248100998"),
        (Q.EMAIL, " kim@example.org ", "kim@example.org"),
        (Q.PHONE, "062-123-4567", "062-123-4567"),
        (Q.URL, "www.example.org", "https://www.example.org"),
        (Q.TEXT, "  가\x00나 ", "가나"),
        (Q.LONG_TEXT, "a\r\nb", "a\nb"),
        (Q.LONG_TEXT, "a\r\n" * 1999 + "ab", "a\n" * 1999 + "ab"),  # 4,000 for a browser, too
        (Q.INTEGER, "3\x008", 38),
    ],
)
def test_what_people_type_is_read_kindly(kind: QuestionType, typed: str, stored: object) -> None:
    assert answer(kind, typed, unit=Text(ko="명", en="people")) == stored


@pytest.mark.parametrize(
    ("kind", "typed", "advice"),
    [
        (Q.INTEGER, "many", "Write a whole number in digits, for example 38."),
        (Q.INTEGER, "3.5", "Write a whole number in digits, for example 38."),
        (Q.INTEGER, "1,5", "Write a whole number in digits, for example 38."),
        (Q.INTEGER, "9" * 30, "Write a whole number in digits, for example 38."),
        (Q.INTEGER, "9" * 5000, "Shorten your answer to 40 characters."),
        (Q.DECIMAL, "12,5", "Write a number in digits, for example 12.5."),
        (Q.PERCENT, "101", "Write a percentage from 0 to 100 in digits, for example 12.5."),
        (Q.MONEY, "억", "Write an amount in won, for example 350,000,000 or 3.5억."),
        (Q.MONEY, "2만 3억", "Write an amount in won, for example 350,000,000 or 3.5억."),
        (Q.MONEY, "0.5", "Write an amount in won, for example 350,000,000 or 3.5억."),
        (Q.DATE, "2023-02-29", "Write a date that exists, for example 2019-03-01."),
        (Q.MONTH, "2024-13", "Write a year and a month, for example 2019-03."),
        (Q.YEAR, "19", "Write the year in four digits, for example 2019."),
        (Q.REGISTRATION_NUMBER, "123", "Write all ten digits of the registration number."),
        (
            Q.REGISTRATION_NUMBER,
            "000-00-00000",
            "There is no such number. Compare it with your registration certificate.",
        ),
        (Q.EMAIL, "kim", "Write an e-mail address, for example name@company.kr."),
        (Q.PHONE, "call me", "Write a telephone number, for example 062-123-4567."),
        (Q.URL, "not an address", "Write a web address, for example www.company.kr."),
        (Q.URL, "www.company.kr/\x01", "Write a web address, for example www.company.kr."),
        (Q.EMAIL, '"\x01"@company.kr', "Write an e-mail address, for example name@company.kr."),
        (Q.LONG_TEXT, "a\r\n" * 2000 + "b", "Shorten your answer to 4000 characters."),
        (Q.CHOOSE_ONE, "maybe", "Choose one of the answers."),
        (Q.CHOOSE_ONE, "", "Choose one answer."),
        (Q.INTEGER, "  ", "Write a number."),
        (Q.TEXT, "x" * 301, "Shorten your answer to 300 characters."),
    ],
)
def test_an_error_names_the_question_and_says_what_to_do(
    kind: QuestionType, typed: str, advice: str
) -> None:
    assert answer(kind, typed, options=YES_NO) == f"“About x”: {advice}"


@pytest.mark.parametrize(
    ("typed", "result"),
    [
        ("0", "“About x”: Write a number that is at least 1."),
        ("1", 1),
        ("1000", 1000),
        ("1001", "“About x”: Write a number that is at most 1,000."),
    ],
)
def test_minimum_and_maximum_are_allowed_themselves(typed: str, result: object) -> None:
    assert answer(Q.INTEGER, typed, minimum=Decimal(1), maximum=Decimal(1000)) == result


def test_errors_speak_the_readers_language_in_the_labels() -> None:
    with translation.override("ko"):
        one = form(question("x"), post="x=")
        assert "x 질문" in one.problems[0].message


def test_a_short_name_is_used_in_sentences() -> None:
    one = form(question("x", short=Text(en="Staff")), post="x=")
    assert one.problems[0].message == "“Staff”: Write a number."


def test_an_optional_question_may_be_left_blank_and_says_so() -> None:
    one = form(question("x", is_required=False), post="x=")
    assert one.is_valid()
    assert one.answers == {"x": None}
    assert "(optional)" in html(one)


def test_a_constraint_is_kept_with_its_own_words() -> None:
    constraint = Apply("=", (Answer("x"), Literal("yes")))
    consent = question(
        "x",
        Q.CHOOSE_ONE,
        options=YES_NO,
        constraint=constraint,
        constraint_message=Text(en="We need your consent to go on."),
    )
    assert form(consent, post="x=yes").is_valid()
    refused = form(consent, post="x=no")
    assert refused.problems[0].message == "“About x”: We need your consent to go on."


def test_several_choices_are_stored_in_the_options_order() -> None:
    one = form(SITES, post="sites=lab&sites=branch")
    assert one.is_valid()
    assert one.answers == {"sites": ["branch", "lab"]}


def test_an_exclusive_choice_stands_alone() -> None:
    assert form(SITES, post="sites=none").is_valid()
    both = form(SITES, post="sites=none&sites=lab")
    assert both.problems[0].message == (
        "“About sites”: Either choose “None” or the other answers. It cannot be both."
    )


# --- Don't know --------------------------------------------------------------------------------

UNSURE = question("x", allowed_missing=frozenset({Missing.DONT_KNOW}))


def test_dont_know_counts_as_an_answer() -> None:
    one = form(UNSURE, post="x=&x__missing=dont_know")
    assert one.is_valid()
    assert one.answers == {"x": {"missing": "dont_know"}}


def test_dont_know_beside_a_number_is_asked_about() -> None:
    one = form(UNSURE, post="x=3&x__missing=dont_know")
    assert one.problems[0].message == (
        "“About x”: Either answer, or keep “Don’t know” ticked. It cannot be both."
    )


def test_dont_know_is_not_taken_where_it_is_not_offered() -> None:
    assert not form(question("x"), post="x=&x__missing=dont_know").is_valid()


def test_dont_know_is_one_of_the_radio_buttons() -> None:
    choice = question(
        "x", Q.CHOOSE_ONE, options=YES_NO, allowed_missing=frozenset({Missing.DONT_KNOW})
    )
    one = form(choice, post="x=missing:dont_know")
    assert one.is_valid()
    assert one.answers == {"x": {"missing": "dont_know"}}
    assert [choice.is_chosen for choice in one.prompts[0].choices] == [False, False, True]


# --- Skip logic inside the page ----------------------------------------------------------------


def test_a_question_that_is_not_asked_is_neither_required_nor_kept() -> None:
    one = form(HIRING, POSTS, post="hiring=no&posts=abc&shown=hiring posts")
    assert one.is_valid()
    assert one.answers == {"hiring": "no"}


def test_a_newly_opened_question_is_shown_before_the_page_is_done() -> None:
    one = form(HIRING, POSTS, post="hiring=yes&shown=hiring")
    assert [problem.message for problem in one.problems] == [
        "“About posts”: Your answers open one more question. Please answer it."
    ]
    assert [prompt.name for prompt in one.prompts] == ["hiring", "posts"]


def test_a_newly_opened_optional_question_is_shown_once() -> None:
    optional = question("posts", is_required=False, relevant=POSTS.relevant)
    assert not form(HIRING, optional, post="hiring=yes&shown=hiring").is_valid()
    assert form(HIRING, optional, post="hiring=yes&shown=hiring posts&posts=").is_valid()


def test_other_pages_decide_what_is_asked() -> None:
    facts = {"hiring": "yes"}
    assert not form(POSTS, post="posts=", facts=facts).is_valid()
    assert form(POSTS, post="posts=", facts={"hiring": "no"}).is_valid()


# --- Grids -------------------------------------------------------------------------------------


def test_each_row_of_a_grid_is_a_question() -> None:
    one = form(SKILLS, post="imp_a=5")
    assert [(p.anchor, p.message) for p in one.problems] == [
        ("id_imp_b_0", "“About imp_b”: Choose one answer.")
    ]
    whole = form(SKILLS, post="imp_a=5&imp_b=1")
    assert whole.is_valid()
    assert whole.answers == {"imp_a": "5", "imp_b": "1"}


# --- Repeats -----------------------------------------------------------------------------------

ROW = "openings-0-job=Engineer&openings-0-level=senior&openings-0-count=2"


def test_rows_are_stored_without_the_blank_ones() -> None:
    one = form(OPENINGS, post=f"openings-rows=2&{ROW}&openings-1-job=&openings-1-count=")
    assert one.is_valid()
    assert one.answers == {"openings": [{"job": "Engineer", "level": "senior", "count": 2}]}


def test_a_half_filled_row_names_the_entry() -> None:
    one = form(OPENINGS, post=f"openings-rows=2&{ROW}&openings-1-job=Analyst&openings-1-count=x")
    assert [problem.message for problem in one.problems] == [
        "“About level” in entry 2: Choose one answer.",
        "“About count” in entry 2: Write a whole number in digits, for example 38.",
    ]


def test_a_required_group_wants_one_row() -> None:
    one = form(OPENINGS, post="openings-rows=1")
    assert [(p.anchor, p.message) for p in one.problems] == [
        ("id_openings-0-job", "“About openings”: Fill in at least one entry.")
    ]


def test_adding_a_row_keeps_what_was_typed_and_checks_nothing() -> None:
    post = "openings-rows=1&openings-0-job=Engineer&openings-0-count=many"
    one = form(OPENINGS, post=f"{post}&row_action=add:openings")
    assert one.row_action()
    assert one.problems == ()
    assert len(one.prompts[0].entries) == 2
    assert one.typed["openings-0-count"] == ["many"]
    assert one.prompts[0].entries[1][0].has_focus


def test_removing_a_row_moves_the_later_ones_up() -> None:
    rows = "openings-0-job=A&openings-1-job=B&openings-1-level=junior&openings-2-job=C"
    one = form(OPENINGS, post=f"openings-rows=3&{rows}&row_action=remove:openings:0")
    assert one.row_action()
    assert [entry[0].value for entry in one.prompts[0].entries] == ["B", "C"]
    assert one.typed["openings-0-level"] == ["junior"]
    assert "openings-1-level" not in one.typed


@pytest.mark.parametrize(
    "action", ["", "add:other", "remove:openings:x", "burn:openings", "add:hiring"]
)
def test_other_buttons_are_no_row_actions(action: str) -> None:
    assert not form(OPENINGS, HIRING, post=f"openings-rows=1&row_action={action}").row_action()


def test_a_row_number_of_thousands_of_digits_is_no_row_action() -> None:
    post = "openings-rows=2&row_action=remove:openings:" + "9" * 5000
    assert not form(OPENINGS, post=post).row_action()


@pytest.mark.parametrize("said", ["99999", "-4", "x", ""])
def test_rows_stay_within_the_questionnaires_limit(said: str) -> None:
    one = form(OPENINGS, post=f"openings-rows={said}&row_action=add:openings")
    assert one.row_action()
    assert len(one.prompts[0].entries) <= OPENINGS.most_rows


# --- Showing -----------------------------------------------------------------------------------


def html(one: PageForm) -> str:
    return Template("{% load crispy_forms_tags %}{% crispy form %}").render(Context({"form": one}))


def test_ways_out_are_worded_as_in_the_answers() -> None:
    asked = question("x", Q.INTEGER, allowed_missing=frozenset(WAYS_OUT))
    labels = [choice.label for choice in form(asked).prompts[0].ways_out]
    assert labels == ["Don’t know", "Prefer not to say"]
    with translation.override("ko"):
        labels = [choice.label for choice in form(asked).prompts[0].ways_out]
    assert labels == [MISSING_IN_WORDS[one].ko for one in WAYS_OUT]


def test_stored_answers_are_filled_in_as_people_write_them() -> None:
    questions = (
        question("money", Q.MONEY),
        question("number", Q.REGISTRATION_NUMBER),
        SITES,
        OPENINGS,
        UNSURE,
    )
    stored = {
        "money": 1_200_000_000,
        "number": "1248100998",
        "sites": ["lab"],
        "openings": [{"job": "Engineer", "level": "senior", "count": 2}],
        "x": {"missing": "dont_know"},
    }
    one = form(*questions, answers=stored)
    assert one.typed["money"] == ["1,200,000,000"]
    assert one.typed["number"] == ["124-81-00998"]
    again = PageForm(one.questionnaire, one.page, answers={}, today=TODAY, data=one.typed)
    assert again.is_valid()
    assert again.answers == stored


def test_what_was_typed_comes_back_unchecked() -> None:
    lost = form(question("x"), post="x=many&csrfmiddlewaretoken=t&ticket=t")
    assert lost.typed == {"x": ["many"]}
    back = form(question("x"), typed=lost.typed)
    assert back.problems == ()
    assert 'value="many"' in html(back)


def test_a_date_that_is_none_stays_on_the_screen() -> None:
    one = form(question("x", Q.DATE), post="x=soon")
    assert (one.prompts[0].input_type, one.prompts[0].value) == ("text", "soon")


def test_what_explains_a_question_is_linked_to_it() -> None:
    asked = question("x", hint=Text(en="Count everybody."), unit=Text(en="people"))
    page = html(form(asked, post="x=many"))
    assert 'aria-describedby="id_x-hint id_x-unit id_x-error"' in page
    for one in ("id_x-hint", "id_x-unit", "id_x-error"):
        assert f'id="{one}"' in page


def test_what_was_typed_is_never_markup() -> None:
    page = html(form(question("x", Q.LONG_TEXT), typed={"x": ['</textarea><script>"']}))
    assert "<script>" not in page


def test_many_options_become_a_list_to_pick_from() -> None:
    twelve = question("x", Q.CHOOSE_ONE, options=options(*(f"o{at}" for at in range(12))))
    thirteen = question("x", Q.CHOOSE_ONE, options=options(*(f"o{at}" for at in range(13))))
    assert [form(one).prompts[0].kind for one in (twelve, thirteen)] == ["radios", "select"]


@given(st.integers(min_value=0, max_value=10**15))
def test_every_amount_survives_the_way_to_the_screen_and_back(amount: int) -> None:
    assert parsing.won(f"{amount:,}") == amount
    assert (
        parsing.won(f"{amount // 10**8}억 {amount // 10**4 % 10**4}만 {amount % 10**4}원") == amount
    )


@given(st.text(max_size=60))
def test_no_text_breaks_a_reader(text: str) -> None:
    for read in (parsing.won, parsing.decimal_number, parsing.day, parsing.month, parsing.year):
        read(text)
