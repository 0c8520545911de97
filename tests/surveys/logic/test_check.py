"""Faults that are found before anything is published."""

import pytest
from hypothesis import given

from surveys.logic.check import FactType, check
from surveys.logic.expressions import Answer, Apply, Expression
from surveys.logic.kinds import Kind
from surveys.logic.xlsform_syntax import parse
from tests.surveys.logic.trees import expressions

SCHEMA = {
    "employees": FactType(Kind.NUMBER),
    "opened_on": FactType(Kind.DATE),
    "head_office": FactType(Kind.CHOICE, ("gwangju", "jeonnam")),
    "needs": FactType(Kind.CHOICES, ("gpu", "data")),
    "base": FactType(Kind.BOOLEAN),
    "note": FactType(Kind.TEXT),
    "openings": FactType(
        Kind.ROWS, columns={"count": FactType(Kind.NUMBER), "job": FactType(Kind.TEXT)}
    ),
}


@pytest.mark.parametrize(
    "text",
    [
        "${employees} < 50 and selected(${needs}, 'gpu') or not(${base})",
        "${head_office} = 'gwangju' or selected(${head_office}, 'jeonnam')",
        "${head_office} = ${note}",
        "${opened_on} + 30 < today() and today() - ${opened_on} > 365",
        "sum(${openings}/count) + count(${openings}) > 1",
        "max(${openings}/count) > max(1, 2)",
        "if(${base}, ${employees}, 0) = coalesce(${employees}, 1)",
        "number(${note}) > 3 and int(${note}) != 1",
        "${openings} != '' and ${employees} = '' and ${needs} != ''",
        "count-selected(${needs}) >= 2 and string-length(${note}) < 10",
        "-${employees} * 2 div 3 mod 4 = round(${employees})",
        "${base} = true()",
        "if(${base}, ${head_office}, ${note}) = 'anything'",
    ],
)
def test_sound_conditions_have_no_problem(text: str) -> None:
    assert check(parse(text), SCHEMA, expected=Kind.BOOLEAN) == []


@pytest.mark.parametrize(
    ("text", "part", "message"),
    [
        (
            "${employes} > 1",
            "${employes}",
            "There is no question employes. Did you mean employees?",
        ),
        (
            "${zzz} > 1",
            "${zzz}",
            "There is no question zzz. Check the spelling, or add the question.",
        ),
        (
            "${count} > 1",
            "${count}",
            "There is no question count. It is a column of openings: "
            "write ${openings}/count in sum or count.",
        ),
        (
            "${employees} = 'micro'",
            None,
            "${employees} is a number, but 'micro' is text. Compare things of the same kind.",
        ),
        (
            "${head_office} = 5",
            None,
            "${head_office} is one chosen option, but 5 is a number. "
            "Compare things of the same kind.",
        ),
        (
            "${head_office} = 'gwanju'",
            None,
            "${head_office} has no option gwanju. Did you mean gwangju?",
        ),
        (
            "'zzz' != ${head_office}",
            None,
            "${head_office} has no option zzz. Its options are gwangju, jeonnam.",
        ),
        (
            "selected(${needs}, 'zzz')",
            None,
            "${needs} has no option zzz. Its options are gpu, data.",
        ),
        (
            "${needs} = 'gpu'",
            None,
            "${needs} may hold several options, so it cannot be compared with 'gpu'. "
            "Write selected(${needs}, 'gpu').",
        ),
        (
            "selected(${employees}, '5')",
            None,
            "${employees} is a number, but selected works on one chosen option or "
            "several chosen options. Compare it with =, as in ${employees} = ….",
        ),
        (
            "${head_office} > 3",
            None,
            "${head_office} is one chosen option, but > works on a number or a date. "
            "Write number(${head_office}) if it spells one.",
        ),
        (
            "${opened_on} > 3",
            None,
            "${opened_on} is a date, but 3 is a number. Compare things of the same kind.",
        ),
        (
            "${employees} and ${base}",
            None,
            "${employees} is a number, but and works on yes or no. "
            "Compare it with something, as in ${employees} = ….",
        ),
        (
            "sum(${openings}) > 1",
            "sum(${openings})",
            "sum needs one column of ${openings}: ${openings}/column.",
        ),
        (
            "sum(${openings}/job) > 1",
            "sum(${openings}/job)",
            "${openings}/job is text, but sum works on numbers. Choose a column of numbers.",
        ),
        (
            "sum(${openings}/cuont) > 1",
            "${openings}/cuont",
            "openings has no column cuont. Did you mean count?",
        ),
        (
            "count(${employees}/x) > 1",
            "${employees}/x",
            "employees has no columns. Choose another.",
        ),
        (
            "${employees} + 1",
            None,
            "${employees} + 1 gives a number, but yes or no is needed.",
        ),
    ],
)
def test_problem_names_the_part_and_the_remedy(text: str, part: str | None, message: str) -> None:
    expression = parse(text)
    where = expression
    if part:
        where = next(one for one in _parts(expression) if one == _parsed(part))
    found = check(expression, SCHEMA, expected=Kind.BOOLEAN)
    assert [(one.expression, one.message.en) for one in found] == [(where, message)]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("${employes} > 1", "employes 질문이 없습니다. employees를 쓰려던 것입니까?"),
        (
            "${zzz} > 1",
            "zzz 질문이 없습니다. 철자를 확인하거나 질문을 추가하십시오.",
        ),
        (
            "${count} > 1",
            "count 질문이 없습니다. openings 반복 안의 질문입니다. "
            "sum이나 count 안에 ${openings}/count로 쓰십시오.",
        ),
        (
            "position(..) > 1",
            "position(..)은 반복 안에서만 쓸 수 있습니다. 반복 안으로 옮기십시오.",
        ),
        (
            "${employees} = 'micro'",
            "${employees}의 값은 숫자인데 'micro'의 값은 텍스트입니다. 같은 종류끼리 비교하십시오.",
        ),
        (
            "${head_office} = 'zzz'",
            "${head_office}에는 zzz 선택지가 없습니다. 선택지는 gwangju, jeonnam입니다.",
        ),
        (
            "${needs} = 'gpu'",
            "${needs}에서는 여러 개를 고를 수 있어 'gpu'와 비교할 수 없습니다. "
            "selected(${needs}, 'gpu')처럼 쓰십시오.",
        ),
        (
            "${head_office} > 3",
            "${head_office}의 값은 선택지 하나인데, >에는 숫자 또는 날짜가 필요합니다. "
            "숫자를 적은 텍스트라면 number(${head_office})라고 쓰십시오.",
        ),
        (
            "${employees} and ${base}",
            "${employees}의 값은 숫자인데, and에는 예 또는 아니요가 필요합니다. "
            "${employees} = …처럼 무엇과 비교하십시오.",
        ),
        (
            "concat(${openings}) = 'a'",
            "${openings}의 값은 반복 항목인데, concat에는 값 하나가 필요합니다. "
            "다른 질문이나 다른 함수를 쓰십시오.",
        ),
        (
            "sum(${openings}/job) > 1",
            "${openings}/job의 값은 텍스트인데 sum은 숫자에 씁니다. 숫자를 묻는 질문을 고르십시오.",
        ),
        (
            "sum(${openings}/cuont) > 1",
            "openings에는 cuont 질문이 없습니다. count를 쓰려던 것입니까?",
        ),
        (
            "${employees} + 1",
            "${employees} + 1의 값은 숫자인데, 여기에는 예 또는 아니요가 필요합니다.",
        ),
        (
            "regex(${note}, '(?=a)')",
            "“(?=a)”는 읽을 수 없는 정규식입니다. 괄호를 확인하고, (?= 같은 앞뒤 탐색과 "
            "\\1 같은 역참조는 쓰지 마십시오.",
        ),
        (
            "format-date(today(), '%Q') = '1'",
            "format-date는 %Q를 알지 못합니다. 쓸 수 있는 것: "
            "%Y, %y, %m, %n, %d, %e, %H, %h, %M, %S, %3, %a, %b, %%.",
        ),
        (
            "once(today()) = today()",
            "once(today())의 값은 날마다 달라집니다. once 없이 쓰거나 날짜를 질문하십시오.",
        ),
    ],
)
def test_problem_reads_in_korean(text: str, message: str) -> None:
    problems = check(parse(text), SCHEMA, expected=Kind.BOOLEAN)
    assert [one.message.ko for one in problems] == [message]


def test_a_column_of_the_options_is_known_to_a_choice_filter_only() -> None:
    columns = frozenset({"region", "regoin"})
    schema = {**SCHEMA, "option:region": FactType(Kind.TEXT)}
    assert check(parse("region = 'south'", option_columns=columns), schema) == []
    (problem,) = check(parse("regoin = 'south'", option_columns=columns), schema)
    assert problem.message.en == "The options have no column regoin. Did you mean region?"
    assert problem.message.ko == "선택지에 regoin 열이 없습니다. region을 쓰려던 것입니까?"


def test_every_problem_is_reported_at_once() -> None:
    problems = check(parse("${a} > 1 and ${head_office} = 'x' and ${employees} = 'y'"), SCHEMA)
    assert len(problems) == 3


@given(expressions)
def test_any_expression_can_be_checked(expression: Expression) -> None:
    for problem in check(expression, SCHEMA):
        assert problem.message.en.endswith((".", "?"))


def _parsed(text: str) -> Expression:
    if "/" in text and not text.startswith("sum"):
        counted = parse(f"count({text})")
        assert isinstance(counted, Apply)
        return counted.args[0]
    return parse(text)


def _parts(expression: Expression) -> list[Expression]:
    if isinstance(expression, Apply):
        return [expression, *(part for one in expression.args for part in _parts(one))]
    return [expression]


def test_an_unknown_answer_is_reported_once() -> None:
    assert len(check(Apply("<", (Answer("x"), Answer("employees"))), SCHEMA)) == 1
