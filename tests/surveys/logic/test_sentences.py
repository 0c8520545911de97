"""Conditions and answers in words, both languages."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given

from surveys.logic.descriptions import describe_value
from surveys.logic.expressions import Answer, Apply, Expression
from surveys.logic.operators import OPERATORS, Reading
from surveys.logic.sentences import sentence
from surveys.logic.text import Text
from surveys.logic.values import Missing, Value
from surveys.logic.xlsform_syntax import parse
from tests.surveys.logic.trees import expressions, values
from tests.surveys.logic.words import WORDS


@pytest.mark.parametrize(
    ("text", "en", "ko"),
    [
        (
            "${employees} < 50 and selected(${needs}, 'gpu')",
            "Employees is under 50 people and Needs includes GPU time",
            "상시 근로자 수가 50명 미만이고 필요 사항에 GPU 시간이 포함됨",
        ),
        ("${employees} = 1", "Employees is 1 person", "상시 근로자 수가 1명임"),
        ("${employees} != 1", "Employees is not 1 person", "상시 근로자 수가 1명이 아님"),
        ("${employees} <= 9", "Employees is at most 9 people", "상시 근로자 수가 9명 이하임"),
        ("${employees} > 9", "Employees is over 9 people", "상시 근로자 수가 9명 초과임"),
        ("50 > ${employees}", "Employees is under 50 people", "상시 근로자 수가 50명 미만임"),
        (
            "not(${employees} < 50)",
            "Employees is at least 50 people",
            "상시 근로자 수가 50명 이상임",
        ),
        (
            "not(${employees} < 50 and selected(${needs}, 'npu'))",
            "Employees is at least 50 people or Needs does not include NPUs",
            "상시 근로자 수가 50명 이상이거나 필요 사항에 NPU가 포함되지 않음",
        ),
        (
            "${employees} >= 5 and ${employees} < 50",
            "Employees is at least 5 people and is under 50 people",
            "상시 근로자 수가 5명 이상이고 50명 미만임",
        ),
        (
            "${head_office} = 'gwangju' or ${head_office} = 'jeonnam' or ${head_office} = 'seoul'",
            "Head office is Gwangju, Jeonnam or Seoul",
            "본사 소재지가 광주, 전남 또는 서울임",
        ),
        (
            "not(${head_office} = 'gwangju' or ${head_office} = 'seoul')",
            "Head office is neither Gwangju nor Seoul",
            "본사 소재지가 광주, 서울 중 어느 것도 아님",
        ),
        ("${head_office} != 'gwangju'", "Head office is not Gwangju", "본사 소재지가 광주가 아님"),
        (
            "selected(${needs}, 'gpu') and selected(${needs}, 'data')",
            "Needs includes GPU time and Data",
            "필요 사항에 GPU 시간, 데이터가 모두 포함됨",
        ),
        (
            "not(selected(${needs}, 'gpu')) and not(selected(${needs}, 'npu'))",
            "Needs includes neither GPU time nor NPUs",
            "필요 사항에 GPU 시간, NPU 중 어느 것도 포함되지 않음",
        ),
        (
            "selected(${needs}, 'gpu') or ${revenue} >= 1200000000 and ${gwangju_base}",
            "Needs includes GPU time or "
            "(Revenue is at least KRW 1.2 billion and Base in Gwangju applies)",
            "필요 사항에 GPU 시간이 포함되거나 "
            "(매출액이 12억 원 이상이고 광주 거점 보유에 해당함)",
        ),
        (
            "(selected(${needs}, 'gpu') or ${employees} < 5) and not(${gwangju_base})",
            "(Needs includes GPU time or Employees is under 5 people) "
            "and Base in Gwangju does not apply",
            "(필요 사항에 GPU 시간이 포함되거나 상시 근로자 수가 5명 미만임) "
            "그리고 광주 거점 보유에 해당하지 않음",
        ),
        ("${gwangju_base} = true()", "Base in Gwangju applies", "광주 거점 보유에 해당함"),
        (
            "${gwangju_base} != true()",
            "Base in Gwangju does not apply",
            "광주 거점 보유에 해당하지 않음",
        ),
        (
            "${opened_on} > date('2021-03-12')",
            "Opening date is after 12 March 2021",
            "설립일이 2021년 3월 12일보다 늦음",
        ),
        (
            "${opened_on} <= today()",
            "Opening date is on or before today",
            "설립일이 오늘 또는 그 이전임",
        ),
        ("${share} > 12.5", "R&D share is over 12.5%", "연구개발비 비율이 12.5% 초과임"),
        ("${hours} = 1", "GPU use a month is 1 GPU-hour", "월 GPU 사용량이 1 GPU시간임"),
        ("${storage} != 20", "Storage is not 20 TB", "필요 저장 용량(TB)이 20 TB가 아님"),
        ("${year} >= 2019", "Year is at least 2019", "설립 연도가 2019년 이상임"),
        ("${note} != ''", "Comment is answered", "의견에 답변함"),
        ("${note} = ''", "Comment is not answered", "의견에 답변하지 않음"),
        ("${note} = 'x'", "Comment is “x”", "의견이 ‘x’임"),
        ("${nobody} = 3", "nobody is 3", "nobody가 3임"),
        (
            "sum(${openings}/opening_count) >= 3",
            "The total of People to hire is at least 3 people",
            "채용 인원의 합계가 3명 이상임",
        ),
        (
            "count(${openings}) > 0",
            "The number of entries in Openings is over 0",
            "채용 계획 항목 수가 0 초과임",
        ),
        (
            "${asked} < 50",
            "The answer to “How many people do you employ?” is under 50",
            "‘상시 근로자는 몇 명입니까?’의 답변이 50 미만임",
        ),
        (
            "${opened_on} < today() - 365",
            "Opening date is before the day 365 days before today",
            "설립일이 오늘부터 365일 전보다 빠름",
        ),
        (
            "${opened_on} <= date('2026-05-01') + 1",
            "Opening date is on or before the day after 1 May 2026",
            "설립일이 2026년 5월 1일부터 1일 후 또는 그 이전임",
        ),
        (
            "(today() - ${opened_on}) div 365 < 7",
            "(today minus Opening date) divided by 365 is under 7",
            "(오늘에서 설립일을 뺀 값)을 365로 나눈 값이 7 미만임",
        ),
        (
            "if(${employees} < 50, ${revenue}, 0) > 1000000",
            "(Revenue if Employees is under 50 people, otherwise KRW 0) is over KRW 1 million",
            "(상시 근로자 수가 50명 미만이면 매출액, 아니면 0원)이 100만 원 초과임",
        ),
        (
            "selected-at(${needs}, 0) = 'gpu'",
            "Choice 1 in Needs is GPU time",
            "필요 사항에서 고른 항목 중 1번째가 GPU 시간임",
        ),
        ("once(${employees}) > 5", "Employees is over 5 people", "상시 근로자 수가 5명 초과임"),
        (
            "not(regex(${note}, '[0-9]+'))",
            "Comment does not match the pattern “[0-9]+”",
            "의견이 ‘[0-9]+’ 형식에 맞지 않음",
        ),
        (
            "contains(${note}, 'AI') and not(ends-with(${note}, '.kr'))",
            "Comment contains “AI” and Comment does not end with “.kr”",
            "의견에 ‘AI’가 들어 있고 의견이 ‘.kr’로 끝나지 않음",
        ),
        (
            "starts-with(${note}, '010')",
            "Comment begins with “010”",
            "의견이 ‘010’으로 시작함",
        ),
        (
            "concat(${note}, '-', ${year}) != ''",
            "Comment, “-” and Year put together is not empty",
            "의견, ‘-’, 설립 연도를 이어 붙인 텍스트가 비어 있지 않음",
        ),
        (
            "substr(${note}, 0, 3) = 'abc'",
            "The part of Comment from character 1 to 3 is “abc”",
            "의견의 1번째 글자부터 3번째 글자까지가 ‘abc’임",
        ),
        (
            "substr(${note}, -2) = 'kr'",
            "The part of Comment from character -2 on is “kr”",
            "의견의 -2번째 글자부터 끝까지가 ‘kr’임",
        ),
        (
            "string-length(normalize-space(${note})) > 10",
            "The number of characters in Comment without superfluous spaces is over 10",
            "의견에서 불필요한 공백을 뺀 텍스트의 글자 수가 10 초과임",
        ),
        (
            "translate(${note}, '- ', '') = '010'",
            "Comment without the characters “- ” is “010”",
            "의견에서 글자 ‘- ’를 뺀 텍스트가 ‘010’임",
        ),
        (
            "substring-before(${note}, '@') = 'a'",
            "The part of Comment before “@” is “a”",
            "의견에서 ‘@’ 앞의 부분이 ‘a’임",
        ),
        (
            "join('-', ${note}, ${year}) = string(${year})",
            "Comment and Year joined by “-” is Year as text",
            "의견, 설립 연도를 ‘-’로 이은 텍스트가 설립 연도를 텍스트로 쓴 값임",
        ),
        (
            "count-non-empty(${openings}/opening_count) >= 2",
            "The number of entries with People to hire is at least 2",
            "채용 인원을 적은 항목 수가 2 이상임",
        ),
        ("position(..) > 1", "The number of this entry is over 1", "이 항목의 순번이 1 초과임"),
        (
            "indexed-repeat(${opening_count}, ${openings}, 1) > 3",
            "People to hire in entry 1 of Openings is over 3 people",
            "채용 계획 1번째 항목의 채용 인원이 3명 초과임",
        ),
        (
            "date(${note}) < now()",
            "Comment as a date is before now",
            "의견을 날짜로 읽은 값이 지금보다 빠름",
        ),
        (
            "format-date(today(), '%Y') = '2026'",
            "Today written as “%Y” is “2026”",
            "오늘을 ‘%Y’ 형식으로 쓴 텍스트가 ‘2026’임",
        ),
        (
            "decimal-date-time(${opened_on}) > 18000",
            "The number of days from 1 January 1970 to Opening date is over 18,000",
            "1970년 1월 1일부터 설립일까지의 일수가 18,000 초과임",
        ),
        (
            "floor(${storage}) = 3 and ceiling(${storage}) = 4",
            "Storage rounded down is 3 TB and Storage rounded up is 4 TB",
            "필요 저장 용량(TB)을 내림한 값이 3 TB이고 필요 저장 용량(TB)을 올림한 값이 4 TB임",
        ),
        (
            "abs(${share} - 50) < 5",
            "The absolute value of (R&D share minus 50%) is under 5%",
            "(연구개발비 비율에서 50%를 뺀 값)의 절댓값이 5% 미만임",
        ),
        (
            "round(${share}, 1) = 12.5",
            "R&D share rounded to decimal place 1 is 12.5%",
            "연구개발비 비율을 소수점 이하 1자리로 반올림한 값이 12.5%임",
        ),
        (
            "coalesce(${revenue}, 0) > 1000000",
            "The first that is answered of Revenue and KRW 0 is over KRW 1 million",
            "매출액, 0원 중 답변이 있는 첫 번째 값이 100만 원 초과임",
        ),
        (
            "count-selected(${needs}) >= 2",
            "The number of options chosen in Needs is at least 2",
            "필요 사항에서 선택한 항목 수가 2 이상임",
        ),
        (
            "if(${gwangju_base}, 'a', 'b') = 'a'",
            "(“a” if Base in Gwangju applies, otherwise “b”) is “a”",
            "(광주 거점 보유에 해당하면 ‘a’, 아니면 ‘b’)가 ‘a’임",
        ),
        ("true()", "always", "항상 해당함"),
        ("not(true())", "never", "해당하는 경우가 없음"),
        ("${employees} + 5", "The sum of Employees and 5 people", "상시 근로자 수, 5명의 합"),
        ("${employees} * 2", "The product of Employees and 2", "상시 근로자 수, 2의 곱"),
    ],
)  # fmt: skip
def test_condition_reads(text: str, en: str, ko: str) -> None:
    assert sentence(parse(text), WORDS) == Text(ko=ko, en=en)


@given(expressions)
def test_every_expression_reads_in_both_languages(expression: Expression) -> None:
    words = sentence(expression, WORDS)
    assert words.ko
    assert words.en


@pytest.mark.parametrize("op", ["not", "and", "+", "if", "neg", "="])
def test_the_deepest_expression_reads(op: str) -> None:
    expression: Expression = Answer("employees")
    for level in range(100):
        count = OPERATORS[op].fewest
        others = [Answer("note" if level % 2 else "year")] * (count - 1)
        expression = Apply(op if level % 2 or op != "and" else "or", (expression, *others))
    assert sentence(expression, WORDS).ko


def test_every_operator_has_words() -> None:
    structural = {Reading.JUNCTION, Reading.NEGATION}
    for row in OPERATORS.values():
        if row.reading not in structural and row.name != "column":
            assert row.words.ko, row.name
            assert row.words.en, row.name


@pytest.mark.parametrize(
    ("name", "value", "en", "ko"),
    [
        ("employees", 1, "1 person", "1명"),
        ("employees", 38, "38 people", "38명"),
        ("employees", 0, "0 people", "0명"),
        ("employees", 12500, "12,500 people", "12,500명"),
        ("revenue", 0, "KRW 0", "0원"),
        ("revenue", 9_999, "KRW 9,999", "9,999원"),
        ("revenue", 10_000, "KRW 10,000", "1만 원"),
        ("revenue", 999_999, "KRW 999,999", "99만 9,999원"),
        ("revenue", 1_000_000, "KRW 1 million", "100만 원"),
        ("revenue", 123_456_789, "KRW 123,456,789", "1억 2,345만 6,789원"),
        ("revenue", 1_200_000_000, "KRW 1.2 billion", "12억 원"),
        ("revenue", 1_234_000_000, "KRW 1.234 billion", "12억 3,400만 원"),
        ("revenue", 1_234_500_000, "KRW 1,234.5 million", "12억 3,450만 원"),
        ("revenue", 2_000_000_000_000, "KRW 2 trillion", "2조 원"),
        ("revenue", -5_000_000, "-KRW 5 million", "-500만 원"),
        ("share", Decimal("12.50"), "12.5%", "12.5%"),
        ("hours", 1200, "1,200 GPU-hours", "1,200 GPU시간"),
        ("storage", Decimal("0.5"), "0.5 TB", "0.5 TB"),
        ("year", 2021, "2021", "2021년"),
        ("note", 1234567, "1,234,567", "1,234,567"),
        ("opened_on", date(2021, 3, 12), "12 March 2021", "2021년 3월 12일"),
        ("head_office", "seoul", "Seoul", "서울"),
        ("head_office", "nowhere", "nowhere", "nowhere"),
        ("note", "as written", "as written", "as written"),
        ("needs", ("gpu", "data", "npu"), "GPU time, Data and NPUs", "GPU 시간, 데이터, NPU"),
        ("needs", ("gpu",), "GPU time", "GPU 시간"),
        ("needs", (), "none", "없음"),
        ("openings", ({"a": 1},), "1 entry", "1건"),
        ("openings", ({"a": 1}, {}), "2 entries", "2건"),
        ("gwangju_base", True, "yes", "예"),
        ("gwangju_base", False, "no", "아니요"),
        ("employees", Missing.BLANK, "not answered", "답변하지 않음"),
        ("employees", Missing.NOT_ASKED, "not asked", "질문하지 않음"),
        ("employees", Missing.DONT_KNOW, "don’t know", "모름"),
        ("employees", Missing.PREFER_NOT_TO_SAY, "prefer not to say", "답변을 원하지 않음"),
        ("employees", Missing.NOT_COMPUTABLE, "cannot be worked out", "계산할 수 없음"),
    ],
)
def test_value_reads(name: str, value: Value, en: str, ko: str) -> None:
    assert describe_value(name, value, WORDS) == Text(ko=ko, en=en)


@given(values)
def test_every_value_reads(value: Value) -> None:
    for name in ("employees", "revenue", "needs", "nobody"):
        words = describe_value(name, value, WORDS)
        assert (bool(words.ko), bool(words.en)) == ((value != ""),) * 2
