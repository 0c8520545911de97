"""What of an earlier wave's answers is offered: in words, and as what this wave can take."""

from dataclasses import replace
from datetime import date

import pytest

from surveys.last_time import LastTime, last_time
from surveys.logic.text import Text
from surveys.logic.values import Missing
from surveys.logic.xlsform_syntax import parse
from surveys.questionnaire import Question, Questionnaire, QuestionType
from tests.every_type import A_FILE
from tests.factories import small_questionnaire
from tests.surveys.test_moving import options, pages, question

WAVE, DAY = Text("지난 조사", "The last survey"), date(2026, 3, 12)
FILE, REPEAT, ONE = QuestionType.FILE, QuestionType.REPEAT, QuestionType.CHOOSE_ONE


def told(old: Questionnaire, new: Questionnaire, page: str, **answers: object) -> LastTime:
    return last_time(old, new, new.pages_by_code[page], answers, wave=WAVE, answered_on=DAY)


def of_one(old: Question, new: Question, answer: object) -> LastTime:
    return told(pages(page=old), pages(page=new), "page", **{old.code: answer})


def test_an_answer_is_told_in_words_and_can_be_taken() -> None:
    same = small_questionnaire()
    found = told(same, same, "company_size", employees=38, uses_gpu="yes")
    assert (found.wave, found.answered_on) == (WAVE, DAY)
    assert found.words == {"employees": Text("38명", "38 people"), "uses_gpu": Text("예", "Yes")}
    assert found.answers == {"employees": 38, "uses_gpu": "yes"}


def test_only_the_questions_of_the_page_are_told_of() -> None:
    same = small_questionnaire()
    found = told(same, same, "compute_barriers", employees=38, compute_barriers=["cost"])
    assert found.answers == {"compute_barriers": ["cost"]}


@pytest.mark.parametrize("blank", [None, "", []])
def test_what_was_left_blank_says_nothing(blank: object) -> None:
    found = of_one(question(), question(), blank)
    assert (found.words, found.answers) == ({}, {})


def test_dont_know_is_an_answer_while_it_is_offered() -> None:
    may = question(allowed_missing=frozenset({Missing.DONT_KNOW}))
    said = {"missing": "dont_know"}
    assert of_one(may, may, said).answers == {"q": said}
    must = of_one(may, question(), said)
    assert must.answers == {}
    assert must.words["q"].en == "don’t know"


def test_a_renamed_option_is_told_in_the_words_of_then() -> None:
    old = question(ONE, options=options("cost"))
    renamed = replace(old.options[0], label=Text("지출", "Spending"))
    found = of_one(old, replace(old, options=(renamed,)), "cost")
    assert found.words == {"q": Text("cost", "cost")}
    assert found.answers == {"q": "cost"}


@pytest.mark.parametrize(
    ("new", "answer"),
    [
        (question(ONE, options=options("time")), "cost"),  # the option is gone
        (question(QuestionType.CHOOSE_SEVERAL, options=options("cost")), "cost"),  # another type
    ],
)
def test_what_does_not_fit_any_more_is_only_told(new: Question, answer: object) -> None:
    found = of_one(question(ONE, options=options("cost", "time")), new, answer)
    assert found.words == {"q": Text("cost", "cost")}
    assert found.answers == {}


def test_an_answer_of_which_a_part_is_gone_is_only_told() -> None:
    several = question(QuestionType.CHOOSE_SEVERAL, options=options("cost", "time"))
    found = of_one(several, replace(several, options=options("cost")), ["cost", "time"])
    assert found.words["q"].en == "cost and time"
    assert found.answers == {}


def test_a_grid_is_offered_row_by_row() -> None:
    def grid(*rows: str) -> Question:
        children = tuple(question(ONE, code) for code in rows)
        return question(QuestionType.GRID, "grid", options=options("1", "2"), children=children)

    found = told(pages(page=grid("a", "b")), pages(page=grid("b", "c")), "page", a="1", b="2")
    assert found.answers == {"b": "2"}


def test_a_file_is_named_and_never_taken_over() -> None:
    found = of_one(question(FILE), question(FILE), A_FILE)
    assert found.words == {"q": Text(A_FILE["name"], A_FILE["name"])}
    assert found.answers == {}


def test_rows_are_taken_over_without_their_files() -> None:
    rows = question(REPEAT, children=(question(code="name"), question(FILE, "advert")))
    found = of_one(rows, rows, [{"name": "본사", "advert": A_FILE}])
    assert found.answers == {"q": [{"name": "본사"}]}
    assert A_FILE["name"] in found.words["q"].en


def test_rows_of_files_alone_are_only_told() -> None:
    rows = question(REPEAT, children=(question(FILE, "advert"),))
    assert of_one(rows, rows, [{"advert": A_FILE}]).answers == {}


# --- Asked anew ----------------------------------------------------------------------------------


def test_nothing_is_told_in_the_section_that_is_signed() -> None:
    same = small_questionnaire()
    consent = same.sections[1]
    forward = replace(consent.pages[0], code="forward", questions=(question(code="forward"),))
    asked = replace(
        same, sections=(same.sections[0], replace(consent, pages=(forward, *consent.pages)))
    )
    for page, code in (("signature", "signatory_name"), ("forward", "forward")):
        assert told(asked, asked, page, **{code: "누군가"}).words == {}


@pytest.mark.parametrize(
    ("constraint", "is_told"), [(". = 'yes'", False), (". != 'no'", True), (None, True)]
)
def test_an_agreement_is_given_anew_wherever_it_stands(
    constraint: str | None, is_told: bool
) -> None:
    read = parse(constraint, this="q") if constraint else None
    asked = question(ONE, options=options("yes", "no"), constraint=read)
    assert bool(of_one(asked, asked, "yes").words) is is_told


def test_a_text_that_may_only_be_one_word_is_no_agreement() -> None:
    asked = question(constraint=parse(". = 'AI'", this="q"))
    assert of_one(asked, asked, "AI").answers == {"q": "AI"}
