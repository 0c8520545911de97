"""Groups become sections and pages by one rule."""

from collections.abc import Sequence
from typing import Any

import pytest

from surveys.logic.text import Text
from surveys.questionnaire import Questionnaire
from tests.surveys.xlsform.workbooks import HEADER, faults_of, imported, told, workbook

END = ("end_group",)


def group(name: str, **cells: Any) -> tuple[Any, ...]:
    return ("begin_group", name, name.capitalize(), *(cells.get(one) for one in HEADER[3:]))


def texts(*names: str) -> list[tuple[str, str, str]]:
    return [("text", name, f"{name}?") for name in names]


def calculation(name: str, value: str = "1") -> tuple[Any, ...]:
    cells = {"calculation": value}
    return ("calculate", name, None, *(cells.get(one) for one in HEADER[3:]))


def outline_of(questionnaire: Questionnaire) -> list[tuple[str, str, list[str]]]:
    return [
        (section.code, page.code, [question.code for question in page.questions])
        for section in questionnaire.sections
        for page in section.pages
    ]


def read(*rows: Sequence[Any]) -> Questionnaire:
    return imported((HEADER, *rows)).questionnaire


def test_what_no_page_holds_comes_ten_to_a_page() -> None:
    names = [f"q{at}" for at in range(21)]
    assert outline_of(read(*texts(*names))) == [
        ("a_form", "a_form", names[:10]),
        ("a_form", "a_form_2", names[10:20]),
        ("a_form", "a_form_3", names[20:]),
    ]


@pytest.mark.parametrize(("count", "pages"), [(9, 1), (10, 1), (11, 2)])
def test_both_sides_of_ten(count: int, pages: int) -> None:
    names = [f"q{at}" for at in range(count)]
    assert len(read(group("section"), *texts(*names), END).pages) == pages


def test_a_group_of_many_questions_stays_one_page() -> None:
    names = [f"q{at}" for at in range(25)]
    questionnaire = read(group("section"), group("page"), *texts(*names), END, END)
    assert outline_of(questionnaire) == [("section", "page", names)]


def test_calculations_do_not_count_towards_ten() -> None:
    rows: list[Sequence[Any]] = []
    for at in range(10):
        rows += [*texts(f"q{at}"), calculation(f"c{at}")]
    assert len(read(*rows).pages) == 1


def test_a_calculation_between_groups_joins_the_questions_that_no_page_holds() -> None:
    questionnaire = read(
        calculation("c0"),
        group("one"),
        *texts("a"),
        END,
        calculation("c1", "${d}"),
        group("two"),
        *texts("b"),
        END,
        *texts("d"),
    )
    assert outline_of(questionnaire) == [
        ("one", "one", ["a"]),
        ("two", "two", ["b"]),
        ("a_form", "a_form", ["d", "c0", "c1"]),
    ]


def test_calculations_alone_share_one_page() -> None:
    questionnaire = read(
        calculation("c0"), group("one"), *texts("a"), END, calculation("c1"), calculation("c2")
    )
    assert outline_of(questionnaire) == [
        ("a_form", "a_form", ["c0", "c1", "c2"]),
        ("one", "one", ["a"]),
    ]


def test_a_calculation_in_a_section_stays_in_it() -> None:
    questionnaire = read(
        group("one", relevant="1 = 1"), group("page"), *texts("a"), END, calculation("c"), END
    )
    assert outline_of(questionnaire) == [("one", "page", ["a"]), ("one", "one", ["c"])]


def test_groups_from_which_everything_is_left_out_are_left_out() -> None:
    questionnaire = read(
        group("meta"),
        ("deviceid", "d"),
        END,
        group("one"),
        group("inner"),
        ("start", "s"),
        END,
        *texts("a"),
        END,
    )
    assert outline_of(questionnaire) == [("one", "one", ["a"])]


def test_titles_are_inherited() -> None:
    questionnaire = read(
        ("begin_group", "one"), *texts("a"), ("begin_group", "inner"), *texts("b"), END, END
    )
    (section,) = questionnaire.sections
    assert section.title == questionnaire.title
    assert [page.title for page in section.pages] == [questionnaire.title] * 2


def test_the_hint_of_a_section_introduces_its_first_page() -> None:
    found = imported(
        (
            ("type", "name", "label", "hint"),
            ("begin_group", "one", "One", "About all."),
            ("begin_group", "page", "Page", "About this."),
            *texts("a"),
            END,
            END,
        )
    )
    assert found.questionnaire.pages[0].intro == Text(en="About all.\nAbout this.")
    assert told(found.notices) == [
        ("survey!D2", "The hint of a section is shown on its first page.")
    ]


def test_groups_inside_groups_hand_all_their_conditions_down() -> None:
    questionnaire = read(
        *texts("a"),
        group("section"),
        group("page"),
        group("outer", relevant="${a} = 'x'"),
        ("begin_group", "inner", None, None, "${a} != 'y'"),
        *texts("b"),
        END,
        END,
        END,
        END,
    )
    outer, b = questionnaire.pages_by_code["page"].questions
    assert (outer.code, outer.label) == ("outer", Text(en="Outer"))
    assert str(b.relevant) == str(
        imported((HEADER, *texts("a"), ("text", "b", "B?", None, "${a} = 'x' and ${a} != 'y'")))
        .questionnaire.questions_by_code["b"]
        .relevant
    )


def test_a_fault_of_a_group_s_condition_is_told_at_the_group_once() -> None:
    faults = faults_of(
        workbook(
            (
                HEADER,
                ("select_one yn", "a", "A?"),
                group("section"),
                group("page"),
                group("inside", relevant="${a} = 'perhaps'"),
                *texts("b", "c"),
                END,
                END,
                END,
            )
        )
    )
    assert [(fault.row, fault.column) for fault in faults] == [(5, "E")]


def test_conditions_that_rule_each_other_out_are_told_at_the_innermost() -> None:
    faults = faults_of(
        workbook(
            (
                HEADER,
                ("integer", "n", "N?"),
                group("section"),
                group("page", relevant="${n} < 3"),
                group("around", relevant="${n} > 0"),
                group("inside", relevant="${n} > 5"),
                *texts("b", "c"),
                END,
                END,
                END,
                END,
            )
        )
    )
    message = "${n} cannot be over 5 and under 3 at once. Change one of the two."
    assert told(faults) == [("survey!E6", message)]
