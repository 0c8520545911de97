"""What a company changed, in words of both languages, across versions of its questionnaire."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

import pytest

from surveys.answer_changes import AnswerChange, Answered, EntryChange, Kind, answer_changes
from surveys.answers import decode
from surveys.logic.text import Text
from surveys.logic.xlsform_syntax import parse
from surveys.questionnaire import Option, Page, Question, Questionnaire, QuestionType, Section
from surveys.routing import route
from tests.every_type import ANSWERS, EVERY_TYPE
from tests.factories import SMALL_ANSWERS, small_questionnaire

Q = QuestionType
TODAY = date(2026, 11, 24)
SMALL = {code: value for page in SMALL_ANSWERS.values() for code, value in page.items()}
EVERY = {code: value for page in ANSWERS.values() for code, value in page.items()}
FILE = {"file": "one", "name": "계획.pdf"}


def answered(stored: Mapping[str, object], whole: Questionnaire | None = None) -> Answered:
    whole = whole or small_questionnaire()
    return Answered(whole, route(whole, decode(whole, stored), TODAY), stored)


def asking(*questions: Question) -> Questionnaire:
    page = Page("page", Text("쪽", "Page"), questions)
    return Questionnaire("q", Text("조사", "Survey"), (Section("s", Text("장", "Part"), (page,)),))


def told(changes: tuple[AnswerChange, ...]) -> list[tuple[str, str, str | None, str | None]]:
    return [
        (one.kind, one.question.code, one.before and one.before.en, one.after and one.after.en)
        for one in changes
    ]


def test_the_same_answers_are_no_change() -> None:
    assert answer_changes(answered(SMALL), answered(SMALL)) == ()


def test_a_changed_answer_in_the_words_of_both_languages() -> None:
    [change] = answer_changes(answered(SMALL), answered({**SMALL, "employees": 41}))
    assert change == AnswerChange(
        Kind.CHANGED,
        small_questionnaire().questions_by_code["employees"],
        Text("상시 근로자는 몇 명입니까?", "How many employees do you have?"),
        Text("38명", "38 people"),
        Text("41명", "41 people"),
    )


def test_what_is_not_asked_any_more_stands_where_it_was() -> None:
    now = {"employees": 38, "uses_gpu": "no", "signatory_name": "다른 담당자"}
    assert told(answer_changes(answered(SMALL), answered(now))) == [
        ("changed", "uses_gpu", "Yes", "No"),
        ("dropped", "compute_barriers", "Cost and Waiting time", None),
        ("changed", "signatory_name", "시연 담당자", "다른 담당자"),
    ]


def test_what_was_not_asked_before() -> None:
    before = {"employees": 38, "uses_gpu": "no", "signatory_name": "시연 담당자"}
    assert told(answer_changes(answered(before), answered(SMALL))) == [
        ("changed", "uses_gpu", "No", "Yes"),
        ("added", "compute_barriers", None, "Cost and Waiting time"),
    ]


def test_a_question_that_came_or_went_unanswered_is_no_change() -> None:
    comment = Question("comment", Q.TEXT, Text("의견", "Comment"), is_required=False)
    one = Question("one", Q.INTEGER, Text("하나", "One"))
    with_it, without = answered({"one": 1, "comment": None}, asking(one, comment)), {"one": 1}
    assert answer_changes(answered(without, asking(one)), with_it) == ()
    assert answer_changes(with_it, answered(without, asking(one))) == ()


def test_an_answer_that_was_taken_back_or_given_later() -> None:
    comment = asking(Question("comment", Q.TEXT, Text("의견", "Comment"), is_required=False))
    blank, said = answered({"comment": None}, comment), answered({"comment": "Good"}, comment)
    assert told(answer_changes(blank, said)) == [("changed", "comment", None, "Good")]
    assert told(answer_changes(said, blank)) == [("changed", "comment", "Good", None)]


# --- Two versions ---------------------------------------------------------------------------------


def size(code: str, ko: str, en: str) -> Questionnaire:
    label = Text("규모", "Size")
    return asking(Question("size", Q.CHOOSE_ONE, label, options=(Option(code, Text(ko, en)),)))


def test_each_side_speaks_its_own_version() -> None:
    before = answered({"size": "s"}, size("s", "작음", "Small"))
    after = answered({"size": "m"}, size("m", "중간", "Medium"))
    assert told(answer_changes(before, after)) == [("changed", "size", "Small", "Medium")]


def test_the_same_option_worded_anew_is_the_same_answer() -> None:
    before = answered({"size": "s"}, size("s", "작음", "Small"))
    after = answered({"size": "s"}, size("s", "50명 미만", "Under 50"))
    assert answer_changes(before, after) == ()


def test_another_code_in_the_same_words_is_the_same_answer() -> None:
    before = answered({"size": "s"}, size("s", "작음", "Small"))
    after = answered({"size": "small"}, size("small", "작음", "Small"))
    assert answer_changes(before, after) == ()


def test_a_question_of_another_type_reads_as_on_either_side() -> None:
    text = asking(Question("gpus", Q.TEXT, Text("GPU", "GPUs")))
    number = asking(Question("gpus", Q.INTEGER, Text("GPU 수", "How many GPUs?"), unit=Text("대")))
    [change] = answer_changes(answered({"gpus": "열 대"}, text), answered({"gpus": 10}, number))
    assert (change.label.en, change.before, change.after) == (
        "How many GPUs?",
        Text("열 대", "열 대"),
        Text("10대", "10"),
    )


# --- Every type -----------------------------------------------------------------------------------


def test_every_type_without_a_change() -> None:
    assert answer_changes(answered(EVERY, EVERY_TYPE), answered(EVERY, EVERY_TYPE)) == ()


def test_a_ranking_tells_places() -> None:
    ranking = EVERY["priorities"]
    assert isinstance(ranking, list)
    after = {**EVERY, "priorities": [ranking[1], ranking[0], *ranking[2:]]}
    [change] = answer_changes(answered(EVERY, EVERY_TYPE), answered(after, EVERY_TYPE))
    assert (change.before and change.before.en, change.after and change.after.en) == (
        "1. Engineers\n2. GPU hours\n3. Investment\n4. Training data",
        "1. GPU hours\n2. Engineers\n3. Investment\n4. Training data",
    )


def test_another_file_of_the_same_name_is_told_apart() -> None:
    plan = asking(Question("plan", Q.FILE, Text("계획", "Plan")))
    other = {**FILE, "file": "two"}
    [change] = answer_changes(answered({"plan": FILE}, plan), answered({"plan": other}, plan))
    assert (change.before, change.after) == (
        Text("계획.pdf", "계획.pdf"),
        Text("계획.pdf (이름이 같은 다른 파일)", "계획.pdf (another file of the same name)"),
    )


# --- Entries of a repeated group ------------------------------------------------------------------


COLUMNS = (
    Question("post", Q.TEXT, Text("직무", "Post")),
    Question("people", Q.INTEGER, Text("인원", "How many?"), unit=Text("명", "person|people")),
    Question("about", Q.FILE, Text("설명", "Description"), is_required=False),
)
POSTS = asking(Question("posts", Q.REPEAT, Text("채용", "Posts"), children=COLUMNS))


def row(post: str, people: int, **more: object) -> dict[str, object]:
    return {"post": post, "people": people, **more}


A, B, C = row("A", 1), row("B", 2), row("C", 3)


@pytest.mark.parametrize(
    ("before", "after", "entries"),
    [
        ([A, B], [A, row("B", 4)], [(2, "B · 2 people", "B · 4 people")]),
        ([A, B], [A, B, C], [(3, None, "C · 3 people")]),
        ([A, B, C], [B, C], [(1, "A · 1 person", None)]),
        (
            [A, B],
            [row("B", 4)],
            [(1, "B · 2 people", "B · 4 people"), (1, "A · 1 person", None)],
        ),
        ([A, B], [B, A], []),
        ([A], [C], [(1, "A · 1 person", "C · 3 people")]),
        (
            [row("A", 1, about=FILE)],
            [row("A", 1, about={**FILE, "file": "two"})],
            [
                (
                    1,
                    "A · 1 person · 계획.pdf",
                    "A · 1 person · 계획.pdf (another file of the same name)",
                )
            ],
        ),
    ],
    ids=["changed", "added", "gone", "changed and gone", "moved", "replaced", "another file"],
)
def test_entry_by_entry(
    before: list[object], after: list[object], entries: list[tuple[int, str | None, str | None]]
) -> None:
    [change] = answer_changes(answered({"posts": before}, POSTS), answered({"posts": after}, POSTS))
    assert change.kind is Kind.CHANGED
    assert [
        (one.number, one.before and one.before.en, one.after and one.after.en)
        for one in change.entries
    ] == entries


def test_counted_entries_keep_their_places() -> None:
    """The second is about the second site, whatever stands in it."""
    [posts] = POSTS.sections[0].pages[0].questions
    counted = asking(
        Question("sites", Q.INTEGER, Text("수", "Sites")),
        replace(posts, row_count=parse("${sites}")),
    )
    before = answered({"sites": 2, "posts": [A, B]}, counted)
    after = answered({"sites": 2, "posts": [B, A]}, counted)
    [change] = answer_changes(before, after)
    assert change.entries == (
        EntryChange(1, Text("A · 1명", "A · 1 person"), Text("B · 2명", "B · 2 people")),
        EntryChange(2, Text("B · 2명", "B · 2 people"), Text("A · 1명", "A · 1 person")),
    )


def test_all_entries_gone_is_nothing_provided() -> None:
    [change] = answer_changes(answered({"posts": [A]}, POSTS), answered({"posts": None}, POSTS))
    assert (change.before, change.after, change.entries) == (
        Text("A · 1명", "A · 1 person"),
        None,
        (),
    )
