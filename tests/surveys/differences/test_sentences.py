"""What the differences say, in both languages, in which order, and whom they concern."""

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

import pytest

from surveys.differences import Difference, Kind, differences
from surveys.logic.text import Text
from surveys.logic.values import Missing
from surveys.logic.xlsform_syntax import parse
from surveys.questionnaire import Option, Page, Question, Questionnaire, QuestionType, Section
from tests.factories import small_questionnaire

WHOLE = small_questionnaire()
SIZE, BARRIERS, SIGNATURE = WHOLE.pages
EMPLOYEES, USES_GPU = SIZE.questions
[DIFFICULTIES] = BARRIERS.questions


def with_pages(*pages: Page, consent: tuple[Page, ...] = (SIGNATURE,)) -> Questionnaire:
    company, signing = WHOLE.sections
    sections = (replace(company, pages=pages), replace(signing, pages=consent))
    return replace(WHOLE, sections=tuple(one for one in sections if one.pages))


def with_questions(*questions: Question) -> Questionnaire:
    """On the first page."""
    return with_pages(replace(SIZE, questions=questions), BARRIERS)


def only(old: Questionnaire, new: Questionnaire) -> Difference:
    [found] = differences(old, new)
    return found


def said(old: Questionnaire, new: Questionnaire) -> Text:
    return only(old, new).sentence


def about(**changes: object) -> Text:
    """The sentence on a change to the question on employees."""
    changed = replace(EMPLOYEES, **changes)  # type: ignore[arg-type]
    return said(WHOLE, with_questions(changed, USES_GPU))


# --- Structure ------------------------------------------------------------------------------------


def test_a_question_is_added_to_its_page() -> None:
    revenue = Question("revenue", QuestionType.MONEY, Text("매출액", "Revenue"))
    found = only(WHOLE, with_questions(EMPLOYEES, revenue, USES_GPU))
    assert found.sentence == Text(
        "‘매출액’ 문항이 ‘규모’ 페이지에 추가되었습니다.",
        "The question “Revenue” was added to the page “Size”.",
    )
    assert (found.kind, found.place.code, found.is_felt) == (Kind.ADDED, "revenue", True)


def test_a_question_is_removed() -> None:
    found = only(WHOLE, with_questions(USES_GPU))
    assert found.sentence == Text(
        "‘상시 근로자 수’ 문항이 삭제되었습니다.", "The question “Employees” was removed."
    )
    assert (found.kind, found.place.code, found.is_felt) == (Kind.REMOVED, "employees", True)


def test_a_question_moves_to_another_page() -> None:
    barriers = replace(BARRIERS, questions=(USES_GPU, DIFFICULTIES))
    found = only(WHOLE, with_pages(replace(SIZE, questions=(EMPLOYEES,)), barriers))
    assert found.sentence == Text(
        "‘GPU를 쓰고 있습니까?’ 문항이 ‘규모’ 페이지에서 ‘어려움’ 페이지로 옮겨졌습니다.",
        "The question “Do you use GPUs?” moved from the page “Size” to the page “Difficulties”.",
    )
    assert (found.kind, found.place.code, found.is_felt) == (Kind.MOVED, "uses_gpu", False)


def test_a_question_moves_into_a_group_with_another_name_for_the_place() -> None:
    group = Question("group", QuestionType.REPEAT, Text("묶음", "Group"), children=(EMPLOYEES,))
    found = differences(WHOLE, with_questions(group, USES_GPU))
    assert [one.sentence.en for one in found] == [
        "The question “Group” was added to the page “Size”.",
        "The question “Employees” moved from the page “Size” to the question “Group”.",
    ]
    assert found[1].sentence.ko == (
        "‘상시 근로자 수’ 문항이 ‘규모’ 페이지에서 ‘묶음’ 문항으로 옮겨졌습니다."
    )


def test_a_page_moves_to_another_section() -> None:
    found = only(WHOLE, with_pages(SIZE, consent=(BARRIERS, SIGNATURE)))
    assert found.sentence == Text(
        "‘어려움’ 페이지가 ‘기업’ 부문에서 ‘서명’ 부문으로 옮겨졌습니다.",
        "The page “Difficulties” moved from the section “Company” to the section “Signature”.",
    )


def test_differences_come_in_the_order_of_the_newer_questionnaire() -> None:
    longer = replace(DIFFICULTIES, options=DIFFICULTIES.options[1:])
    first = Page("first", Text("처음", "First"), (replace(USES_GPU, is_required=False),))
    newer = with_pages(first, replace(BARRIERS, questions=(longer,)), consent=())
    assert [one.sentence.en for one in differences(WHOLE, newer)] == [
        "The page “First” was added to the section “Company”.",
        "The question “Do you use GPUs?” moved from the page “Size” to the page “First”.",
        "The question “Do you use GPUs?” no longer has to be answered.",
        "The option “Cost” was removed from the question “Difficulties”.",
        "The page “Size” was removed.",
        "The question “Employees” was removed.",
        "The section “Signature” was removed.",
        "The page “Signature” was removed.",
        "The question “Who signs?” was removed.",
    ]


def test_another_order_is_told_of_what_holds_it() -> None:
    found = only(WHOLE, with_questions(USES_GPU, EMPLOYEES))
    assert (found.kind, found.place.code) == (Kind.REORDERED, "company_size")
    assert found.sentence == Text(
        "‘규모’ 페이지의 문항 순서가 바뀌었습니다.",
        "The questions of the page “Size” are in another order.",
    )


# --- Whether it has to be answered -------------------------------------------------------------

ALWAYS: dict[str, object] = {"is_required": True, "required_if": None}
NEVER: dict[str, object] = {"is_required": False, "required_if": None}
WITH_GPUS: dict[str, object] = {"is_required": False, "required_if": parse("${uses_gpu} = 'yes'")}
WITHOUT: dict[str, object] = {"is_required": False, "required_if": parse("${uses_gpu} = 'no'")}


@pytest.mark.parametrize(
    ("before", "after", "ko", "en"),
    [
        (NEVER, ALWAYS, "에 이제 반드시 답해야 합니다.", " must now be answered."),
        (ALWAYS, NEVER, "에 이제 답하지 않아도 됩니다.", " no longer has to be answered."),
        (
            WITH_GPUS,
            ALWAYS,
            "에 이제 모든 경우에 반드시 답해야 합니다. 이전에는 다음 경우에만 답해야 했습니다: "
            "‘GPU를 쓰고 있습니까?’의 답변이 예임.",
            " must now be answered in every case. Before, only in this case: The answer to “Do "
            "you use GPUs?” is Yes.",
        ),
        (
            ALWAYS,
            WITH_GPUS,
            "에 이제 다음 경우에만 반드시 답해야 합니다: ‘GPU를 쓰고 있습니까?’의 답변이 예임.",
            " now has to be answered only in this case: The answer to “Do you use GPUs?” is Yes.",
        ),
        (
            NEVER,
            WITH_GPUS,
            "에 이제 다음 경우에는 반드시 답해야 합니다: ‘GPU를 쓰고 있습니까?’의 답변이 예임.",
            " must now be answered in this case: The answer to “Do you use GPUs?” is Yes.",
        ),
        (
            WITH_GPUS,
            NEVER,
            "에 이제 다음 경우에도 답하지 않아도 됩니다: ‘GPU를 쓰고 있습니까?’의 답변이 예임.",
            " no longer has to be answered in this case: The answer to “Do you use GPUs?” is Yes.",
        ),
        (
            WITH_GPUS,
            WITHOUT,
            "에 이제 다음 경우에 반드시 답해야 합니다: ‘GPU를 쓰고 있습니까?’의 답변이 아니요임. "
            "이전에는 다음 경우였습니다: ‘GPU를 쓰고 있습니까?’의 답변이 예임.",
            " must now be answered in this case: The answer to “Do you use GPUs?” is No. "
            "Before, the case was: The answer to “Do you use GPUs?” is Yes.",
        ),
    ],
)
def test_one_sentence_says_when_it_has_to_be_answered(
    before: dict[str, object], after: dict[str, object], ko: str, en: str
) -> None:
    old, new = (
        with_questions(replace(EMPLOYEES, **changes), USES_GPU)  # type: ignore[arg-type]
        for changes in (before, after)
    )
    assert said(old, new) == Text(f"‘상시 근로자 수’ 문항{ko}", f"The question “Employees”{en}")


def test_a_condition_beside_required_says_nothing() -> None:
    old, new = (
        with_questions(replace(EMPLOYEES, required_if=condition), USES_GPU)
        for condition in (None, parse("${uses_gpu} = 'yes'"))
    )
    assert differences(old, new) == differences(new, old) == ()


@pytest.mark.parametrize("type_", [QuestionType.NOTE, QuestionType.CALCULATED])
def test_what_asks_nothing_is_never_required(type_: QuestionType) -> None:
    told = replace(EMPLOYEES, type=type_)
    for settings in (NEVER, WITH_GPUS):
        old = with_questions(told, USES_GPU)
        new = with_questions(replace(told, **settings), USES_GPU)  # type: ignore[arg-type]
        assert differences(old, new) == differences(new, old) == ()
    became = with_questions(replace(EMPLOYEES, is_required=False), USES_GPU)
    assert only(with_questions(told, USES_GPU), became).kind is Kind.TYPE


# --- Words ----------------------------------------------------------------------------------------


def test_each_language_tells_what_its_readers_saw_and_see() -> None:
    assert about(label=Text("직원은 몇 명입니까?", "How many people work for you?")) == Text(
        "‘상시 근로자 수’ 문항의 문구가 ‘상시 근로자는 몇 명입니까?’에서 ‘직원은 몇 명입니까?’로 "
        "바뀌었습니다.",
        "The wording of the question “Employees” changed from “How many employees do you have?” "
        "to “How many people work for you?”.",
    )


def test_what_changed_in_one_language_is_told_in_the_other_as_such() -> None:
    label = replace(EMPLOYEES.label, ko="직원은 몇 명입니까?")
    assert about(label=label) == Text(
        "‘상시 근로자 수’ 문항의 문구가 ‘상시 근로자는 몇 명입니까?’에서 ‘직원은 몇 명입니까?’로 "
        "바뀌었습니다.",
        "The Korean wording of the question “Employees” changed from “상시 근로자는 몇 "
        "명입니까?” to “직원은 몇 명입니까?”.",
    )


def test_a_name_that_changes_is_not_what_the_sentence_calls_the_question_by() -> None:
    changed = replace(USES_GPU, label=Text("GPU를 씁니까?", "Are GPUs used?"))
    assert said(WHOLE, with_questions(EMPLOYEES, changed)) == Text(
        "문항의 문구가 ‘GPU를 쓰고 있습니까?’에서 ‘GPU를 씁니까?’로 바뀌었습니다.",
        "The wording of a question changed from “Do you use GPUs?” to “Are GPUs used?”.",
    )


def test_a_translation_that_nobody_sees_is_not_felt() -> None:
    korean = replace(WHOLE, title=Text("조사", "조사"))
    found = only(korean, replace(WHOLE, title=Text("조사", "")))
    assert found.sentence == Text(
        "조사표의 제목 번역이 바뀌었으나 화면에 보이는 말은 그대로입니다.",
        "A translation of the title of the questionnaire changed; what people see stays the same.",
    )
    same = replace(EMPLOYEES, label=Text("인원", "인원"))
    old, new = with_questions(same), with_questions(replace(same, label=Text("인원", "")))
    assert (only(old, new).kind, only(old, new).is_felt) == (Kind.REWORDED, False)
    assert only(WHOLE, with_questions(replace(EMPLOYEES, label=same.label), USES_GPU)).is_felt


def test_words_come_and_go() -> None:
    hint = Text("연말 기준입니다.", "As of the end of the year.")
    assert about(hint=hint).en == (
        "The hint “As of the end of the year.” was added to the question “Employees”."
    )
    old = with_questions(replace(EMPLOYEES, hint=hint), USES_GPU)
    assert said(old, WHOLE).ko == (
        "‘상시 근로자 수’ 문항의 도움말이 삭제되었습니다. 이전: ‘연말 기준입니다.’."
    )


def test_an_answer_inside_words_is_named() -> None:
    label = Text(
        "직원 ${employees:은/는} 무엇을 합니까?", "What do your ${employees} employees do?"
    )
    asks = Question("tasks", QuestionType.TEXT, label)
    assert said(WHOLE, with_questions(EMPLOYEES, USES_GPU, asks)) == Text(
        "‘직원 [상시 근로자 수]는 무엇을 합니까?’ 문항이 ‘규모’ 페이지에 추가되었습니다.",
        "The question “What do your [Employees] employees do?” was added to the page “Size”.",
    )


def test_what_nobody_named_is_called_by_its_code() -> None:
    nameless = Question("tasks", QuestionType.TEXT, Text())
    assert said(WHOLE, with_questions(EMPLOYEES, USES_GPU, nameless)).en == (
        "The question “tasks” was added to the page “Size”."
    )


def test_a_unit_names_its_singular_and_plural() -> None:
    assert about(unit=Text("명", "employee|employees")).en == (
        "The unit of the question “Employees” changed from “person / people” to "
        "“employee / employees”."
    )


# --- Logic ----------------------------------------------------------------------------------------

BEFORE = "Before, it was asked only in this case: The answer to “Do you use GPUs?” is Yes."


def page_asked_if(condition: str) -> Text:
    relevant = parse(condition) if condition else None
    return said(WHOLE, with_pages(SIZE, replace(BARRIERS, relevant=relevant)))


def test_a_condition_is_told_before_and_after() -> None:
    assert page_asked_if("${employees} >= 10") == Text(
        "‘어려움’ 페이지는 이제 다음 경우에만 표시됩니다: 상시 근로자 수가 10명 이상임. "
        "이전에는 다음 경우에만 표시되었습니다: ‘GPU를 쓰고 있습니까?’의 답변이 예임.",
        "The page “Difficulties” is now asked only in this case: Employees is at least 10 people. "
        + BEFORE,
    )
    assert page_asked_if("") == Text(
        "‘어려움’ 페이지는 이제 다른 답변과 관계없이 표시됩니다. 이전에는 다음 경우에만 "
        "표시되었습니다: ‘GPU를 쓰고 있습니까?’의 답변이 예임.",
        "The page “Difficulties” no longer depends on other answers. " + BEFORE,
    )
    assert about(relevant=parse("${uses_gpu} = 'yes'")).en == (
        "The question “Employees” is now asked only in this case: The answer to “Do you use "
        "GPUs?” is Yes. Before, it did not depend on other answers."
    )


def test_a_condition_that_reads_the_same_is_told_once() -> None:
    assert page_asked_if("not(not(${uses_gpu} = 'yes'))") == Text(
        "‘어려움’ 페이지의 조건이나 계산식이 다르게 쓰였으나 같은 뜻으로 읽힙니다: ‘GPU를 쓰고 "
        "있습니까?’의 답변이 예임.",
        "A condition or calculation of the page “Difficulties” is written in another way, and "
        "reads the same: The answer to “Do you use GPUs?” is Yes.",
    )


def test_the_older_condition_is_told_in_the_older_words() -> None:
    renamed = replace(USES_GPU, short=Text("GPU 사용", "GPU use"))
    asked_if = replace(BARRIERS, relevant=parse("${uses_gpu} = 'no'"))
    newer = with_pages(replace(SIZE, questions=(EMPLOYEES, renamed)), asked_if)
    assert differences(WHOLE, newer)[-1].sentence.en == (
        "The page “Difficulties” is now asked only in this case: GPU use is No. " + BEFORE
    )


# --- What counts ----------------------------------------------------------------------------------


def test_limits() -> None:
    assert about(minimum=Decimal(1)) == Text(
        "‘상시 근로자 수’ 문항에 최솟값이 생겼습니다: 1명.",
        "The question “Employees” now has a minimum: 1 person.",
    )
    old = with_questions(replace(EMPLOYEES, maximum=Decimal(50)), USES_GPU)
    new = with_questions(replace(EMPLOYEES, maximum=Decimal("100.0")), USES_GPU)
    assert said(old, new) == Text(
        "‘상시 근로자 수’ 문항의 최댓값이 50명에서 100명으로 바뀌었습니다.",
        "The maximum of the question “Employees” changed from 50 people to 100 people.",
    )
    assert (
        differences(new, with_questions(replace(EMPLOYEES, maximum=Decimal(100)), USES_GPU)) == ()
    )


def test_a_way_out() -> None:
    assert about(allowed_missing=frozenset({Missing.PREFER_NOT_TO_SAY})) == Text(
        "‘상시 근로자 수’ 문항에 이제 ‘답변을 원하지 않음’으로 답할 수 있습니다.",
        "The question “Employees” can now be answered with “prefer not to say”.",
    )


def test_options() -> None:
    cost, waiting, none = DIFFICULTIES.options
    together = replace(none, is_exclusive=False)
    staff = Option("staff", Text("인력", "Staff"))
    newer = replace(DIFFICULTIES, options=(together, staff, cost))
    found = differences(WHOLE, with_pages(SIZE, replace(BARRIERS, questions=(newer,))))
    assert [(one.place.code, one.sentence.en) for one in found] == [
        (
            "compute_barriers",
            "The options of the question “Difficulties” are in another order.",
        ),
        (
            "compute_barriers/none",
            "The option “None of these” of the question “Difficulties” can now be combined with "
            "others.",
        ),
        ("compute_barriers/staff", "The option “Staff” was added to the question “Difficulties”."),
        (
            "compute_barriers/waiting_time",
            "The option “Waiting time” was removed from the question “Difficulties”.",
        ),
    ]
    assert [one.place.question for one in found] == ["compute_barriers"] * 4
    assert waiting.code == "waiting_time"


# --- Who is concerned -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("field", "value", "is_felt"),
    [
        ("is_required", False, False),
        ("short", Text("인원", "Staff"), False),
        ("hint", Text("안내", "A hint"), False),
        ("guidance", Text("안내", "Help"), False),
        ("constraint_message", Text("안내", "Wrong"), False),
        ("default", parse("1"), False),
        ("is_dropdown", True, False),
        ("unit", Text("천 명", "thousand"), True),
        ("constraint", parse("${employees} < 5"), True),
        ("pattern", "[0-9]+", True),
        ("maximum", Decimal(5), True),
    ],
)
def test_a_company_that_has_answered_feels_what_is_asked_or_checked(
    field: str, value: object, is_felt: bool
) -> None:
    changed: Callable[..., Question] = replace
    newer = with_questions(changed(EMPLOYEES, **{field: value}), USES_GPU)
    assert only(WHOLE, newer).is_felt is is_felt


def test_a_requirement_is_felt_where_it_is_new() -> None:
    optional = with_questions(replace(EMPLOYEES, is_required=False), USES_GPU)
    assert [only(WHOLE, optional).is_felt, only(optional, WHOLE).is_felt] == [False, True]


def test_sections_and_pages_are_felt_by_their_conditions_only() -> None:
    page = replace(SIZE, title=Text("크기", "How large"), intro=Text("안내", "About"))
    section = Section("more", Text("더", "More"), (Page("more", Text("더", "More"), ()),))
    newer = replace(
        with_pages(page, BARRIERS), sections=(*with_pages(page, BARRIERS).sections, section)
    )
    assert {one.is_felt for one in differences(WHOLE, newer)} == {False}
    assert only(WHOLE, with_pages(SIZE, replace(BARRIERS, relevant=None))).is_felt


# --- A second look --------------------------------------------------------------------------------

TWICE = Question(
    "twice",
    QuestionType.CALCULATED,
    Text("두 배", "Twice as many"),
    is_required=False,
    calculation=parse("${employees} * 2"),
)


def looked_at(old: Question, new: Question) -> tuple[Text, bool]:
    found = only(with_questions(EMPLOYEES, USES_GPU, old), with_questions(EMPLOYEES, USES_GPU, new))
    return found.sentence, found.is_felt


def test_the_constraint_of_a_calculation_asks_and_refuses_nothing() -> None:
    small = replace(TWICE, constraint=parse(". < 80", this="twice"))
    assert looked_at(TWICE, small) == (
        Text(
            "‘두 배’ 문항이 이제 다음 조건을 충족하지 않으면 답변을 다시 확인하도록 안내합니다: "
            "두 배가 80 미만임.",
            "The question “Twice as many” now asks for a second look unless this condition holds: "
            "Twice as many is under 80.",
        ),
        False,
    )


def test_a_limit_of_a_calculation_is_felt_by_no_answer() -> None:
    sentence, is_felt = looked_at(TWICE, replace(TWICE, maximum=Decimal(80)))
    assert sentence.en == "The question “Twice as many” now has a maximum: 80."
    assert not is_felt
