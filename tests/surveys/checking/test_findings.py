"""Everything that is wrong with a questionnaire is found, with its place."""

from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from surveys.checking import Finding, Place, findings
from surveys.logic.expressions import Expression, option_column
from surveys.logic.text import Text
from surveys.logic.xlsform_syntax import parse
from surveys.questionnaire import Option, Page, Question, Questionnaire, QuestionType, Section
from tests.factories import small_questionnaire
from tests.surveys.xlsform.large import large_questionnaire

WORDS = Text("낱말", "Words")
YES_NO = (Option("yes", Text("예", "Yes")), Option("no", Text("아니요", "No")))


def question(code: str, kind: QuestionType = QuestionType.TEXT, **fields: Any) -> Question:
    chooses = kind in (QuestionType.CHOOSE_ONE, QuestionType.CHOOSE_SEVERAL, QuestionType.RANKING)
    return Question(code, kind, WORDS, **{"options": YES_NO if chooses else (), **fields})


def page(code: str, *questions: Question, **fields: Any) -> Page:
    return Page(code, Text(f"{code} 쪽", f"Page {code}"), questions, **fields)


def of_pages(*pages: Page) -> Questionnaire:
    return Questionnaire("survey", WORDS, (Section("section", WORDS, pages),))


def asking(*questions: Question) -> Questionnaire:
    return of_pages(page("page", *questions))


def said(found: Iterable[Finding]) -> list[tuple[str, str, str, bool]]:
    """Part and code, field, the English words, whether it is blocking."""
    return [
        (f"{one.place.part} {one.place.code}", one.place.field, one.message.en, one.is_blocking)
        for one in found
    ]


def only(questionnaire: Questionnaire, **earlier: QuestionType) -> tuple[str, str, str, bool]:
    (one,) = said(findings(questionnaire, earlier))
    return one


def calculated(code: str, value: Expression | None) -> Question:
    fields = {"is_required": False, "calculation": value, "label": Text()}
    return replace(question(code, QuestionType.CALCULATED), **fields)


def test_what_is_in_order_has_no_finding() -> None:
    assert findings(small_questionnaire()) == ()


def test_a_place_names_its_question() -> None:
    assert Place("question", "q", "label").question == "q"
    assert Place("option", "q/a", "label").question == "q"
    assert Place("page", "p", "title").question == ""


# --- parts ---


def test_parts_that_hold_nothing() -> None:
    whole = Questionnaire(
        "survey", WORDS, (Section("a", WORDS, ()), Section("b", WORDS, (page("p"),)))
    )
    assert said(findings(whole)) == [
        ("section a", "pages", "The section holds no page. Add one, or remove the section.", True),
        ("page p", "questions", "The page holds no question. Add one, or remove the page.", True),
        (
            "questionnaire survey",
            "sections",
            "The questionnaire asks nothing. Add a question.",
            True,
        ),
    ]


def test_notes_and_calculations_ask_nothing() -> None:
    note = question("n", QuestionType.NOTE)
    assert only(asking(note, calculated("c", parse("1"))))[2].startswith("The questionnaire asks")


EMPTY = [
    (question("q", QuestionType.CHOOSE_ONE, options=()), "options", "There is no option"),
    (question("q", QuestionType.RANKING, options=()), "options", "There is no option"),
    (question("q", QuestionType.GRID, options=YES_NO), "children", "The grid holds no row."),
    (question("q", QuestionType.REPEAT), "children", "The repeat holds no question."),
    (calculated("q", None), "calculation", "The calculation is missing."),
]


@pytest.mark.parametrize(("part", "field", "words"), EMPTY, ids=[one[1] for one in EMPTY])
def test_questions_that_hold_nothing(part: Question, field: str, words: str) -> None:
    place, found, message, is_blocking = only(asking(question("other"), part))
    assert (place, found, is_blocking) == ("question q", field, True)
    assert message.startswith(words)


def test_rows_of_a_grid_have_one_scale() -> None:
    rows = (
        question("a", QuestionType.CHOOSE_ONE),
        question("b", QuestionType.CHOOSE_ONE, options=YES_NO[:1]),
        question("c", QuestionType.CHOOSE_SEVERAL),
    )
    grid = question("g", QuestionType.GRID, options=YES_NO, children=rows)
    assert [one[:2] for one in said(findings(asking(grid)))] == [
        ("question b", "options"),
        ("question c", "options"),
    ]


def test_rows_inside_rows_cannot_be_asked() -> None:
    inner = question("inner", QuestionType.REPEAT, children=(question("q"),))
    outer = question("outer", QuestionType.REPEAT, children=(inner, question("r")))
    assert only(asking(outer))[:2] == ("question inner", "type")


def test_an_exclusive_option_where_there_is_no_other() -> None:
    options = (YES_NO[0], replace(YES_NO[1], is_exclusive=True))
    several = question("all", QuestionType.CHOOSE_SEVERAL, options=options)
    one = question("one", QuestionType.CHOOSE_ONE, options=options)
    assert only(asking(several, one))[:2] == ("option one/no", "is_exclusive")
    assert not only(asking(several, one))[3]


@pytest.mark.parametrize(("count", "is_fine"), [(1000, True), (1001, False)])
def test_the_longest_list(count: int, is_fine: bool) -> None:
    options = tuple(Option(f"o{at}", WORDS) for at in range(count))
    found = findings(asking(question("q", QuestionType.CHOOSE_ONE, options=options)))
    assert (found == ()) is is_fine


def test_a_list_that_is_filtered_may_be_longer() -> None:
    options = tuple(Option(f"o{at}", WORDS) for at in range(1001))
    filtered = question(
        "q",
        QuestionType.CHOOSE_ONE,
        options=options,
        choice_filter=parse("name = 'o1'", option_columns=frozenset({"name"})),
    )
    assert findings(asking(filtered)) == ()


@pytest.mark.parametrize(("least", "greatest", "is_fine"), [(1, 1, True), (2, 1, False)])
def test_a_minimum_above_the_maximum(least: int, greatest: int, is_fine: bool) -> None:
    number = question("q", QuestionType.INTEGER, minimum=Decimal(least), maximum=Decimal(greatest))
    assert (findings(asking(number)) == ()) is is_fine


@pytest.mark.parametrize("pattern", ["(", "a(?=b)", "x" * 501])
def test_a_pattern_that_cannot_be_used(pattern: str) -> None:
    assert only(asking(question("q", pattern=pattern)))[1] == "pattern"


@pytest.mark.parametrize(("most", "is_fine"), [(0, False), (1, True), (200, True), (201, False)])
def test_how_many_rows_a_repeat_may_allow(most: int, is_fine: bool) -> None:
    repeat = question("r", QuestionType.REPEAT, children=(question("q"),), most_rows=most)
    assert (findings(asking(repeat)) == ()) is is_fine


# --- codes ---


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("", "The code is missing. Write one, such as “employees”."),
        ("my name", "“my name” cannot be a code."),
        ("1st", "Write “q_1st”, for example."),
        ("이름", "“이름” cannot be a code."),
        ("q" * 121, "The code is longer than 120 characters."),
    ],
)
def test_a_code_that_cannot_be_used(code: str, words: str) -> None:
    place, field, message, is_blocking = only(asking(question(code)))
    assert (place, field, is_blocking) == (f"question {code}", "code", True)
    assert words in message


@pytest.mark.parametrize("code", ["q", "_q", "Q-1.x", "q" * 120])
def test_a_code_that_can_be_used(code: str) -> None:
    assert findings(asking(question(code))) == ()


def test_codes_name_one_thing_each() -> None:
    section = Section("s", WORDS, (page("p", question("q")), page("p", question("q"))))
    found = said(findings(Questionnaire("survey", WORDS, (section, section))))
    assert [one[:3] for one in found] == [
        ("section s", "code", "More than one section has the code “s”. Rename one of them."),
        ("page p", "code", "More than one page has the code “p”. Rename one of them."),
        ("question q", "code", "More than one question has the code “q”. Rename one of them."),
    ]


def test_a_column_may_not_have_the_code_of_another_question() -> None:
    repeat = question("r", QuestionType.REPEAT, children=(question("q"),))
    assert only(asking(question("q"), repeat))[:2] == ("question q", "code")


def test_a_note_may_not_have_the_code_of_a_repeat() -> None:
    columns = (question("c", relevant=parse("${c} = 'x'")),)
    repeat = question("q", QuestionType.REPEAT, children=columns)
    found = said(findings(asking(repeat, question("q", QuestionType.NOTE))))
    assert ("question q", "code") in [one[:2] for one in found]


@pytest.mark.parametrize(
    ("code", "words"),
    [("", "has no code"), ("a b", "Write “a_b”"), ("o" * 121, "at most 120"), ("yes", "More than")],
)
def test_an_option_s_code_that_cannot_be_used(code: str, words: str) -> None:
    options = (YES_NO[0], Option(code, WORDS))
    found = only(asking(question("q", QuestionType.CHOOSE_ONE, options=options)))
    assert found[:2] == (f"option q/{code}", "code")
    assert words in found[2]


def test_a_code_never_changes_its_type() -> None:
    found = only(asking(question("q"), question("r")), q=QuestionType.INTEGER, r=QuestionType.TEXT)
    assert found == (
        "question q",
        "type",
        "In an earlier version “q” asked for a whole number. A code never changes its type, so "
        "that waves can be compared. Use a new code.",
        True,
    )


def test_every_type_has_a_name() -> None:
    for kind in QuestionType:
        other = QuestionType.TEXT if kind is not QuestionType.TEXT else QuestionType.URL
        found = findings(asking(question("q", other)), {"q": kind})
        assert any(one.place == Place("question", "q", "type") for one in found)


def test_a_page_with_the_code_of_a_question_that_is_referred_to() -> None:
    found = only(of_pages(page("q", question("q"), question("r", relevant=parse("${q} = 'x'")))))
    assert found[:2] == ("page q", "code")
    assert not found[3]
    assert findings(of_pages(page("q", question("q"), question("r")))) == ()


@pytest.mark.parametrize(("name", "is_fine"), [("region", True), ("a b", False), ("label", False)])
def test_names_of_columns_of_options(name: str, is_fine: bool) -> None:
    options = (Option("yes", WORDS, columns=((name, "x"),)),)
    found = findings(asking(question("q", QuestionType.CHOOSE_ONE, options=options)))
    assert (found == ()) is is_fine


# --- words ---


def test_words_that_are_missing_in_both_languages() -> None:
    nothing = Text()
    options = (Option("a", nothing),)
    choice = Question("q", QuestionType.CHOOSE_ONE, nothing, options=options)
    section = Section("s", nothing, (Page("p", nothing, (choice,)),))
    found = said(findings(Questionnaire("survey", nothing, (section,))))
    assert [(one[0], one[1]) for one in found] == [
        ("questionnaire survey", "title"),
        ("section s", "title"),
        ("page p", "title"),
        ("question q", "label"),
        ("option q/a", "label"),
    ]
    assert {one[3] for one in found} == {True}


def test_words_that_are_missing_in_one_language_are_worth_knowing() -> None:
    fields = {
        "short": Text(ko="가"),
        "hint": Text(en="a"),
        "guidance": Text(ko="가"),
        "unit": Text(en="a"),
        "constraint_message": Text(ko="가"),
    }
    found = said(findings(asking(question("q", **fields))))
    assert [(one[1], one[2].split(".")[0]) for one in found] == [
        ("short", "The English words are missing"),
        ("hint", "The Korean words are missing"),
        ("guidance", "The English words are missing"),
        ("unit", "The Korean words are missing"),
        ("constraint_message", "The English words are missing"),
    ]
    assert {one[3] for one in found} == {False}


@pytest.mark.parametrize(("length", "is_fine"), [(200, True), (201, False)])
def test_the_longest_title(length: int, is_fine: bool) -> None:
    whole = replace(small_questionnaire(), title=Text("제" * length, "Title"))
    assert (findings(whole) == ()) is is_fine


# --- expressions ---


def test_a_condition_is_checked_where_it_stands() -> None:
    repeat = question(
        "r",
        QuestionType.REPEAT,
        children=(
            question("n", QuestionType.INTEGER),
            question("m", relevant=parse("${n} > 3 and position(..) = 1")),
        ),
    )
    choice = question(
        "c",
        QuestionType.CHOOSE_ONE,
        options=(Option("a", WORDS, columns=(("region", "x"),)),),
        choice_filter=parse("region = 'x'", option_columns=frozenset({"region"})),
    )
    assert findings(asking(repeat, choice)) == ()
    outside = question("o", relevant=parse("position(..) = 1"))
    assert only(asking(repeat, outside))[:2] == ("question o", "relevant")


def test_a_column_that_stands_where_one_value_belongs() -> None:
    repeat = question("r", QuestionType.REPEAT, children=(question("n", QuestionType.INTEGER),))
    found = only(asking(repeat, question("o", relevant=parse("${n} > 3"))))
    assert found[2] == (
        "There is no question n. It is a column of r: write ${r}/n in sum or count."
    )


def test_a_column_that_cannot_be_added_up() -> None:
    repeat = question("r", QuestionType.REPEAT, children=(question("n"),))
    found = only(asking(repeat, calculated("s", parse("sum(${r}/n)"))))
    assert found[2] == ("${r}/n is text, but sum works on numbers. Choose a column of numbers.")


def test_imported_conversions_are_no_fault() -> None:
    text = question("t")
    assert findings(asking(text, question("u", relevant=parse("${t} > 3")))) == ()


BROKEN = [
    ("relevant", "${nobody} = 1", "There is no question nobody."),
    ("relevant", "1 + 1", ""),
    ("required_if", "${c} = 'perhaps'", "${c} has no option perhaps."),
    ("constraint", "string-length(${q})", ""),
]


@pytest.mark.parametrize(("field", "written", "words"), BROKEN)
def test_an_expression_that_cannot_hold(field: str, written: str, words: str) -> None:
    choice = question("c", QuestionType.CHOOSE_ONE)
    part = question("q", is_required=False, **{field: parse(written)})
    found = only(asking(choice, part))
    assert found[:2] == ("question q", field)
    assert found[2].startswith(words)


def test_sections_and_pages_have_conditions_too() -> None:
    broken = parse("${nobody} = 1")
    section = Section("s", WORDS, (page("p", question("q"), relevant=broken),), relevant=broken)
    found = said(findings(Questionnaire("survey", WORDS, (section,))))
    assert [one[:2] for one in found] == [("section s", "relevant"), ("page p", "relevant")]


AT_ONCE = "${n} cannot be over 5 and under 3 at once. Change one of the two."
FEW, MANY = parse("${n} < 3"), parse("${n} > 5")


def asked_after_n(part: Question, **of_page: Any) -> Questionnaire:
    first = page("first", question("n", QuestionType.INTEGER))
    return of_pages(first, page("second", part, **of_page))


@pytest.mark.parametrize("field", ["relevant", "required_if", "constraint", "choice_filter"])
def test_a_condition_that_cannot_hold_where_its_page_is_shown(field: str) -> None:
    part = question("q", QuestionType.CHOOSE_ONE, is_required=False, **{field: MANY})
    assert only(asked_after_n(part, relevant=FEW)) == ("question q", field, AT_ONCE, True)
    assert findings(asked_after_n(part, relevant=parse("${n} > 4"))) == ()


@pytest.mark.parametrize("field", ["required_if", "constraint", "choice_filter"])
def test_a_condition_that_cannot_hold_where_its_question_is_asked(field: str) -> None:
    fields = {"is_required": False, "relevant": FEW, field: MANY}
    part = question("q", QuestionType.CHOOSE_ONE, **fields)
    assert only(asked_after_n(part)) == ("question q", field, AT_ONCE, True)


def test_a_page_that_its_section_rules_out() -> None:
    first = Section("a", WORDS, (page("p", question("n", QuestionType.INTEGER)),))
    second = Section("b", WORDS, (page("q", question("q"), relevant=MANY),), relevant=FEW)
    found = only(Questionnaire("survey", WORDS, (first, second)))
    assert found == ("page q", "relevant", AT_ONCE, True)


@pytest.mark.parametrize("kind", [QuestionType.REPEAT, QuestionType.GRID])
def test_a_row_or_a_column_that_its_own_question_rules_out(kind: QuestionType) -> None:
    options = YES_NO if kind is QuestionType.GRID else ()
    child = question("c", QuestionType.CHOOSE_ONE, relevant=MANY)
    whole = question("w", kind, options=options, children=(child,), relevant=FEW)
    assert only(asked_after_n(whole)) == ("question c", "relevant", AT_ONCE, True)


def test_a_constraint_may_ask_more_of_its_own_answer_than_a_page_does() -> None:
    part = question("m", QuestionType.INTEGER, constraint=parse("${m} > ${n} and ${m} < 9"))
    assert findings(asked_after_n(part, relevant=MANY)) == ()


def test_a_question_that_is_never_asked_is_one_fault() -> None:
    fields = {"is_required": False, "constraint": parse("${q} = 'yes'"), "relevant": MANY}
    part = question("q", QuestionType.CHOOSE_ONE, **fields)
    assert only(asked_after_n(part, relevant=FEW)) == ("question q", "relevant", AT_ONCE, True)


@pytest.mark.parametrize("field", ["relevant", "required_if"])
def test_a_condition_that_always_holds_is_worth_knowing(field: str) -> None:
    either = parse("${n} != 1 or ${n} != 2")
    part = question("q", is_required=False, **{field: either})
    found = only(asked_after_n(part))
    assert found[:2] == ("question q", field)
    assert found[2].startswith("This condition holds whatever is answered.")
    assert not found[3]
    meant = question("q", is_required=False, **{field: parse("true()")})
    assert findings(asked_after_n(meant)) == ()


def test_a_page_that_is_always_shown_is_worth_knowing() -> None:
    found = only(asked_after_n(question("q"), relevant=parse("${n} >= 2 or not(${n} >= 2)")))
    assert (found[0], found[1], found[3]) == ("page second", "relevant", False)


def test_what_counts_rows_gives_a_number() -> None:
    repeat = question(
        "r", QuestionType.REPEAT, children=(question("q"),), row_count=parse("today()")
    )
    assert only(asking(repeat))[:2] == ("question r", "row_count")


def test_a_calculation_gives_one_value() -> None:
    repeat = question("r", QuestionType.REPEAT, children=(question("q"),))
    found = only(asking(repeat, calculated("c", parse("${r}"))))
    assert found[:3] == (
        "question c",
        "calculation",
        "The calculation gives repeated rows. Make one value of them, with count or sum.",
    )


DEFAULTS = [
    (QuestionType.INTEGER, "'x'", False),
    (QuestionType.INTEGER, "3", True),
    (QuestionType.DATE, "today()", True),
    (QuestionType.DATE, "3", False),
    (QuestionType.TEXT, "'x'", True),
    (QuestionType.TEXT, "3", False),
    (QuestionType.CHOOSE_ONE, "'yes'", True),
    (QuestionType.CHOOSE_ONE, "'yes no'", False),
    (QuestionType.CHOOSE_SEVERAL, "'yes no'", True),
    (QuestionType.CHOOSE_SEVERAL, "'yes perhaps'", False),
    (QuestionType.CHOOSE_SEVERAL, "${several}", True),
    (QuestionType.FILE, "'x'", False),
]


@pytest.mark.parametrize(("kind", "written", "is_fine"), DEFAULTS)
def test_a_default_is_an_answer(kind: QuestionType, written: str, is_fine: bool) -> None:
    several = question("several", QuestionType.CHOOSE_SEVERAL)
    found = findings(
        of_pages(page("a", several), page("b", question("q", kind, default=parse(written))))
    )
    assert (found == ()) is is_fine
    assert {one.place for one in found} <= {Place("question", "q", "default")}


def test_circles_are_named_as_a_path() -> None:
    a = replace(question("a", relevant=parse("${c} = 'x'")), short=Text("갑", "First"))
    b = replace(question("b", relevant=parse("${a} = 'x'")), label=Text("을", "Second"))
    c = calculated("c", parse("concat(${b}, '!')"))
    found = only(asking(a, b, c))
    assert found == (
        "question a",
        "relevant",
        "These wait for each other, round and round: First → c → Second → First. Remove one of the "
        "conditions or calculations.",
        True,
    )


def test_a_circle_does_not_name_a_thing_twice_in_a_row() -> None:
    a, b = question("a"), calculated("b", parse("${c} + 1"))
    c = replace(calculated("c", parse("${b} + ${d}")), label=Text(en="Sum"))
    d = replace(calculated("d", parse("${b}")), label=Text(en="Sum"))
    for one in findings(asking(a, b, c, d)):
        assert "Sum → Sum" not in one.message.en


def test_a_page_cannot_hang_on_its_own_question() -> None:
    found = only(of_pages(page("p", question("q"), relevant=parse("${q} = 'x'"))))
    assert found[:2] == ("page p", "relevant")
    assert "Page p → Words → Page p" in found[2]


def test_columns_that_hang_on_each_other() -> None:
    columns = (
        question("a", relevant=parse("${b} = 'x'")),
        question("b", relevant=parse("${a} = 'x'")),
    )
    found = only(asking(question("r", QuestionType.REPEAT, children=columns)))
    assert found[:2] == ("question a", "relevant")


def test_what_waits_for_a_later_page_is_worth_knowing() -> None:
    early = question("early", relevant=parse("${late} = 'x'"))
    found = only(of_pages(page("a", early), page("b", question("late"))))
    assert found == (
        "question early",
        "relevant",
        "This depends on “late”, which is settled later, on the page “Page b”. Until then it "
        "counts as not answered. Change the order, unless that is what you want.",
        False,
    )


def test_a_calculation_is_settled_where_its_answers_are() -> None:
    early = question("early", relevant=parse("${c} = 'x!'"))
    late = page("b", question("late"))
    first = calculated("c", parse("concat(${late}, '!')"))
    assert only(of_pages(page("a", first, early), late))[0] == "question early"
    assert findings(of_pages(page("a", question("x")), late, page("z", first, early))) == ()


# --- placeholders ---


def test_placeholders_show_earlier_answers() -> None:
    first = page(
        "a", question("name"), question("r", QuestionType.REPEAT, children=(question("q"),))
    )
    of_name = Text("${name:은/는} 무엇입니까?", "What is ${ name }?")
    second = page("b", replace(question("x"), label=of_name), intro=of_name)
    assert findings(of_pages(first, second)) == ()


@pytest.mark.parametrize("code", ["nobody", "r", "q", "n", ""])
def test_placeholders_of_what_has_no_answer(code: str) -> None:
    first = page(
        "a",
        question("r", QuestionType.REPEAT, children=(question("q"),)),
        question("n", QuestionType.NOTE),
    )
    label = Text("낱말", f"Words of ${{{code}}}")
    found = only(of_pages(first, page("b", replace(question("x"), label=label))))
    assert found[:2] == ("question x", "label")
    assert found[2].startswith(f"There is no answer to show in place of ${{{code}}}.")


def test_a_column_s_words_may_show_a_column_of_the_same_row() -> None:
    columns = (question("q"), replace(question("s"), label=Text("${q}", "${q}")))
    assert findings(asking(question("r", QuestionType.REPEAT, children=columns))) == ()


def test_placeholders_of_what_is_answered_at_the_same_time_or_later() -> None:
    options = (Option("a", Text("${late}", "${late}")),)
    early = question("early", QuestionType.CHOOSE_ONE, options=options, hint=Text("${x}", "${x}"))
    found = said(findings(of_pages(page("a", question("x"), early), page("b", question("late")))))
    assert [(one[0], one[1], one[3]) for one in found] == [
        ("question early", "hint", False),
        ("option early/a", "label", False),
    ]
    assert "settled on the same page" in found[0][2]
    assert "settled later, on the page “Page b”" in found[1][2]


# --- all of it ---


def test_everything_reads_in_korean_too() -> None:
    broken = asking(
        question("my name", relevant=parse("${nobody} = 1")),
        question("q", QuestionType.CHOOSE_ONE, options=()),
        replace(question("r"), label=Text(en="a")),
    )
    for finding in findings(broken):
        assert any("가" <= letter <= "힣" for letter in finding.message.ko)


def test_a_name_of_an_option_s_column_that_is_not_there() -> None:
    assert option_column("region") == "option:region"
    choice = question(
        "c",
        QuestionType.CHOOSE_ONE,
        choice_filter=parse("region = 'x'", option_columns=frozenset({"region"})),
    )
    assert only(asking(choice))[:2] == ("question c", "choice_filter")


def test_nothing_is_wrong_with_four_hundred_questions_of_every_type() -> None:
    assert findings(large_questionnaire()) == ()


# --- columns for choice filters -------------------------------------------------------------------


def with_columns(*names: str) -> Questionnaire:
    columns = tuple((name, "x") for name in names)
    options = tuple(replace(option, columns=columns) for option in YES_NO)
    return asking(question("q", QuestionType.CHOOSE_ONE, options=options))


@pytest.mark.parametrize("name", ["value", "Text", "list-name", "IMAGE", "two words"])
def test_a_column_has_a_name_that_a_workbook_can_hold(name: str) -> None:
    place, field, message, is_blocking = only(with_columns(name))
    assert (place, field, is_blocking) == ("question q", "options", True)
    assert "cannot be the name of a column" in message


def test_two_columns_differ_by_more_than_capitals() -> None:
    found = said(findings(with_columns("Region", "region", "size")))
    assert [one[:2] for one in found] == [("question q", "options")] * 2
    assert "is called like “Region” but for capitals" in found[0][2]


# --- The limits of a calculation ------------------------------------------------------------------


def limited(calculation: str, **limits: object) -> Questionnaire:
    asked = calculated("c", parse(calculation))
    words = {"label": Text("합", "Sum"), "constraint_message": Text("맞습니까?", "Is it?")}
    return asking(
        question("q", QuestionType.INTEGER),
        replace(asked, **{**words, **limits}),  # type: ignore[arg-type]
    )


def test_the_limits_of_a_calculation_are_in_order() -> None:
    constraint = parse(". != 7 and . < ${q}", this="c")
    whole = limited("${q} + 1", minimum=Decimal(1), maximum=Decimal(9), constraint=constraint)
    assert findings(whole) == ()


def test_a_smallest_number_wants_a_number() -> None:
    assert only(limited("concat(${q}, '!')", minimum=Decimal(1))) == (
        "question c",
        "minimum",
        "The calculation gives no number, so it can have no smallest or largest one. Remove it.",
        True,
    )


def test_the_constraint_of_a_calculation_is_checked_as_any_other() -> None:
    found = only(limited("${q} + 1", constraint=parse("${nobody} > 1")))
    assert found[:2] == ("question c", "constraint")
    assert found[3]


def test_the_words_of_the_second_look_are_wanted_in_both_languages() -> None:
    half = Text(ko="맞습니까?")
    assert only(limited("${q} + 1", minimum=Decimal(1), constraint_message=half))[:2] == (
        "question c",
        "constraint_message",
    )
    assert findings(limited("${q} + 1", constraint_message=half)) == ()  # nobody sees them
    gone = Text("${nobody}", "${nobody}")
    found = only(limited("${q} + 1", minimum=Decimal(1), constraint_message=gone))
    assert found[:2] == ("question c", "constraint_message")


def test_the_second_look_may_read_what_comes_later() -> None:
    """It is taken when everything is answered."""
    whole = limited("${q} + 1", constraint=parse(". < ${later}", this="c"))
    section = whole.sections[0]
    last = replace(
        section.pages[0], code="last", questions=(question("later", QuestionType.INTEGER),)
    )
    pages = (*section.pages, last)
    assert findings(replace(whole, sections=(replace(section, pages=pages),))) == ()
