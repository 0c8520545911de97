"""What each function of the table computes: in a programme's rule, and where a blank is XPath's."""

from datetime import date, datetime
from decimal import Decimal

import pytest

from surveys.logic.evaluate import evaluate
from surveys.logic.expressions import POSITION
from surveys.logic.kinds import Blanks
from surveys.logic.values import Facts, Missing, Value
from surveys.logic.xlsform_syntax import parse

NOW = datetime(2026, 3, 1, 10, 30)
BLANK, DONT_KNOW, NOT_ASKED = Missing.BLANK, Missing.DONT_KNOW, Missing.NOT_ASKED
NOT_COMPUTABLE = Missing.NOT_COMPUTABLE
FACTS: Facts = {
    "n": 50,
    "minus": Decimal("-2.5"),
    "needs": ("gpu", "data"),
    "none": (),
    "place": "gwangju",
    "text": "  a  b\tc ",
    "empty": "",
    "moved": True,
    "day": date(2026, 2, 28),
    "moment": datetime(2026, 2, 28, 6, 5, 7, 80_000),
    "rows": ({"count": 2, "job": "x"}, {"count": Decimal("0.5"), "job": BLANK}, {"job": ""}),
    "blank": BLANK,
    "unknown": DONT_KNOW,
    "endless": Decimal("Infinity"),
    POSITION: 2,
}
LISTS = {
    "regions": [
        {"name": "gj", "label": "광주", "zone": "south"},
        {"name": "7", "label": "서울", "zone": ""},
    ]
}


def worth(text: str, blanks: Blanks) -> Value:
    return evaluate(parse(text, lists=LISTS), FACTS, today=NOW, blanks=blanks)


@pytest.mark.parametrize(
    ("text", "in_a_rule", "as_xpath"),
    [
        # choices
        ("selected-at(${needs}, 0)", "gpu", "gpu"),
        ("selected-at(${needs}, 1)", "data", "data"),
        ("selected-at(${needs}, 2)", NOT_COMPUTABLE, ""),
        ("selected-at(${needs}, -1)", NOT_COMPUTABLE, ""),
        ("selected-at(${place}, 0)", "gwangju", "gwangju"),
        ("selected-at(${blank}, 0)", BLANK, ""),
        ("selected-at(${needs}, ${unknown})", DONT_KNOW, ""),
        ("selected-at(${n}, 0)", NOT_COMPUTABLE, "50"),
        ("once(${n} + 1)", 51, 51),
        ("once(${blank})", BLANK, BLANK),
        # text
        ("string(${n})", "50", "50"),
        ("string(${minus})", "-2.5", "-2.5"),
        ("string(${moved})", "true", "true"),
        ("string(${needs})", "gpu data", "gpu data"),
        ("string(${day})", "2026-02-28", "2026-02-28"),
        ("string(${blank})", BLANK, ""),
        ("string(1 div 0)", NOT_COMPUTABLE, "Infinity"),
        ("string(0 div 0)", NOT_COMPUTABLE, "NaN"),
        ("string-length('')", 0, 0),
        ("string-length('한글')", 2, 2),
        ("string-length(${blank})", BLANK, 0),
        ("concat('a', ${n}, ${moved})", "a50true", "a50true"),
        ("concat(${needs}, ${day})", "gpu data2026-02-28", "gpu data2026-02-28"),
        ("concat('a', ${blank}, ${unknown})", BLANK, "a"),
        ("concat('a', ${blank} + 1)", BLANK, "aNaN"),
        ("join('-', 'a', ${n}, ${place})", "a-50-gwangju", "a-50-gwangju"),
        ("join(', ', ${rows}/job)", BLANK, "x, , "),
        ("join(', ', ${rows}/count)", NOT_ASKED, "2, 0.5, "),
        ("join('-', ${needs})", "gpu data", "gpu data"),
        ("join(${unknown}, 'a')", DONT_KNOW, "a"),
        ("substr('abcde', 1)", "bcde", "bcde"),
        ("substr('abcde', 1, 3)", "bc", "bc"),
        ("substr('abcde', 0, 5)", "abcde", "abcde"),
        ("substr('abcde', 0, 6)", "abcde", "abcde"),
        ("substr('abcde', 5)", "", ""),
        ("substr('abcde', -2)", "de", "de"),
        ("substr('abcde', 3, 1)", "", ""),
        ("substr('abcde', ${unknown})", DONT_KNOW, ""),
        ("substr(${blank}, 1)", BLANK, ""),
        ("substring-before('a-b-c', '-')", "a", "a"),
        ("substring-before('abc', '-')", "", ""),
        ("substring-before('abc', '')", "", ""),
        ("substring-before(${blank}, '-')", BLANK, ""),
        ("substring-after('a-b-c', '-')", "b-c", "b-c"),
        ("substring-after('abc', '-')", "", ""),
        ("substring-after('abc', '')", "abc", "abc"),
        ("substring-after(${unknown}, '-')", DONT_KNOW, ""),
        ("translate('010-1234 5678', '- ', '')", "01012345678", "01012345678"),
        ("translate('bar', 'abc', 'AB')", "BAr", "BAr"),
        ("translate('aa', 'aa', 'xy')", "xx", "xx"),
        ("translate(${blank}, 'a', 'b')", BLANK, ""),
        ("contains('abc', 'bc')", True, True),
        ("contains('abc', 'bd')", False, False),
        ("contains('abc', '')", True, True),
        ("contains(${n}, 5)", True, True),
        ("contains(${blank}, 'a')", BLANK, False),
        ("starts-with('abc', 'ab')", True, True),
        ("starts-with('abc', 'b')", False, False),
        ("starts-with(${blank}, '')", BLANK, True),
        ("ends-with('abc', 'bc')", True, True),
        ("ends-with('abc', 'b')", False, False),
        ("ends-with('abc', ${unknown})", DONT_KNOW, True),
        ("normalize-space(${text})", "a b c", "a b c"),
        ("normalize-space('a\u00a0b')", "a\u00a0b", "a\u00a0b"),
        ("normalize-space(${blank})", BLANK, ""),
        ("regex('010', '[0-9]{3}')", True, True),
        ("regex('0100', '[0-9]{3}')", False, False),
        ("regex('x010', '[0-9]{3}')", False, False),
        ("regex(${blank}, '.*')", BLANK, True),
        ("regex('a', '(?=a)')", NOT_COMPUTABLE, NOT_COMPUTABLE),
        # numbers
        ("floor(2.9)", 2, 2), ("floor(3)", 3, 3), ("floor(-2.1)", -3, -3),
        ("ceiling(2.1)", 3, 3), ("ceiling(3)", 3, 3), ("ceiling(-2.9)", -2, -2),
        ("floor(${blank})", BLANK, NOT_COMPUTABLE),
        ("ceiling('x')", NOT_COMPUTABLE, NOT_COMPUTABLE),
        ("floor('2.9')", NOT_COMPUTABLE, 2),
        ("floor(1 div 0)", NOT_COMPUTABLE, Decimal("Infinity")),
        ("floor(${endless})", Decimal("Infinity"), Decimal("Infinity")),
        ("abs(${minus})", Decimal("2.5"), Decimal("2.5")), ("abs(3)", 3, 3), ("abs(0)", 0, 0),
        ("abs(${unknown})", DONT_KNOW, NOT_COMPUTABLE),
        ("pow(2, 10)", 1024, 1024), ("pow(2, -1)", Decimal("0.5"), Decimal("0.5")),
        ("pow(-2, 3)", -8, -8), ("pow(4, 0.5)", 2, 2),
        ("pow(-4, 0.5)", NOT_COMPUTABLE, NOT_COMPUTABLE),
        ("pow(0, -1)", NOT_COMPUTABLE, NOT_COMPUTABLE),
        ("pow(10, 400)", NOT_COMPUTABLE, NOT_COMPUTABLE),
        ("pow(10, 120)", Decimal("1e120"), Decimal("1e120")),
        ("pow(10, 121)", NOT_COMPUTABLE, NOT_COMPUTABLE),
        ("pow(${blank}, 2)", BLANK, NOT_COMPUTABLE), ("pow(2, ${blank})", BLANK, NOT_COMPUTABLE),
        ("1 div 0 > 1000000", NOT_COMPUTABLE, True), ("-1 div 0 < -1000000", NOT_COMPUTABLE, True),
        ("1 div 0 = 2 div 0", NOT_COMPUTABLE, True), ("1 div 0 - 1 div 0", NOT_COMPUTABLE,
                                                     NOT_COMPUTABLE),
        ("0 div 0 = 0 div 0", NOT_COMPUTABLE, False), ("0 div 0 != 1", NOT_COMPUTABLE, True),
        ("${endless} + 1 > ${n}", True, True),
        ("round(${endless})", Decimal("Infinity"), Decimal("Infinity")),
        # repeated rows
        ("count-non-empty(${rows}/job)", 1, 1), ("count-non-empty(${rows}/count)", 2, 2),
        ("count-non-empty(${blank}/job)", BLANK, 0), ("count-non-empty(${none}/job)", 0, 0),
        ("count-non-empty(${rows})", NOT_COMPUTABLE, NOT_COMPUTABLE),
        ("position(..)", 2, 2), ("position(..) > 1", True, True),
        ("position(..) > 2", False, False),
        ("indexed-repeat(${job}, ${rows}, 1)", "x", "x"),
        ("indexed-repeat(${job}, ${rows}, 3)", "", ""),
        ("indexed-repeat(${job}, ${rows}, 4)", NOT_COMPUTABLE, ""),
        ("indexed-repeat(${job}, ${rows}, 0)", NOT_COMPUTABLE, ""),
        ("indexed-repeat(${count}, ${rows}, position(..))", Decimal("0.5"), Decimal("0.5")),
        ("indexed-repeat(${count}, ${rows}, 3)", NOT_ASKED, NOT_ASKED),
        ("indexed-repeat(${job}, ${blank}, 1)", BLANK, ""),
        ("indexed-repeat(${job}, ${rows}, ${unknown})", DONT_KNOW, NOT_COMPUTABLE),
        # lists
        ("pulldata('regions', 'label', 'name', 'gj')", "광주", "광주"),
        ("pulldata('regions', 'label', 'name', 7)", "서울", "서울"),
        ("pulldata('regions', 'zone', 'label', '광주')", "south", "south"),
        ("pulldata('regions', 'label', 'name', 'xx')", NOT_COMPUTABLE, ""),
        ("pulldata('regions', 'label', 'name', ${blank})", BLANK, ""),
        ("instance('regions')/root/item[name = 'gj']/label", "광주", "광주"),
        ("instance('regions')/root/item[zone = concat('so', 'uth')]/name", "gj", "gj"),
        # dates
        ("today()", date(2026, 3, 1), date(2026, 3, 1)), ("now()", NOW, NOW),
        ("now() > today()", True, True), ("now() - today()", Decimal("0.4375"), Decimal("0.4375")),
        ("date('2026-03-01')", date(2026, 3, 1), date(2026, 3, 1)),
        ("date(concat('2026-03', '-01'))", date(2026, 3, 1), date(2026, 3, 1)),
        ("date(concat('2026-02', '-30'))", NOT_COMPUTABLE, NOT_COMPUTABLE),
        ("date(${moment})", date(2026, 2, 28), date(2026, 2, 28)),
        ("date(${n})", date(1970, 2, 20), date(1970, 2, 20)),
        ("date(${n} + 0.9)", date(1970, 2, 20), date(1970, 2, 20)),
        ("date(${moved})", NOT_COMPUTABLE, NOT_COMPUTABLE),
        ("date(${blank})", BLANK, ""), ("date(${empty})", NOT_COMPUTABLE, ""),
        ("date-time('2026-02-28T06:30')", datetime(2026, 2, 28, 6, 30),
         datetime(2026, 2, 28, 6, 30)),
        ("date-time(${day})", date(2026, 2, 28), date(2026, 2, 28)),
        ("date-time(0.5)", datetime(1970, 1, 1, 12), datetime(1970, 1, 1, 12)),
        ("date-time(-0.25)", datetime(1969, 12, 31, 18), datetime(1969, 12, 31, 18)),
        ("date-time(100000000)", NOT_COMPUTABLE, NOT_COMPUTABLE),
        ("date-time(${blank})", BLANK, ""),
        ("decimal-date-time(date('1970-01-02'))", 1, 1),
        ("decimal-date-time('1970-01-01T06:00')", Decimal("0.25"), Decimal("0.25")),
        ("decimal-date-time('soon')", NOT_COMPUTABLE, NOT_COMPUTABLE),
        ("decimal-date-time(${blank})", BLANK, NOT_COMPUTABLE),
        ("format-date(${day}, '%Y-%m-%d')", "2026-02-28", "2026-02-28"),
        ("format-date(${day}, '%e/%n/%y %a %b %%')", "28/2/26 Sat Feb %", "28/2/26 Sat Feb %"),
        ("format-date(${moment}, '%H:%M:%S.%3 %h')", "06:05:07.080 6", "06:05:07.080 6"),
        ("format-date(${day}, '%H')", "00", "00"),
        ("format-date(${day}, '%Q')", NOT_COMPUTABLE, ""),
        ("format-date(${day}, '100%')", NOT_COMPUTABLE, ""),
        ("format-date(${blank}, '%Y')", BLANK, ""),
        ("format-date('2026-03-01', '%d.%m.')", "01.03.", "01.03."),
        ("format-date-time(${moment}, '%H:%M')", "06:05", "06:05"),
        # the length of a year, and of a moment
        ("date('2024-03-01') - date('2024-02-28')", 2, 2),
        ("date('2026-03-01') - date('2026-02-28')", 1, 1),
        ("${day} + 1 = date('2026-03-01')", True, True),
        ("${moment} < ${day}", False, False), ("${moment} > ${day}", True, True),
    ],
)  # fmt: skip
def test_value(text: str, in_a_rule: Value, as_xpath: Value) -> None:
    for expected, blanks in ((in_a_rule, Blanks.UNKNOWN), (as_xpath, Blanks.AS_XPATH)):
        found = worth(text, blanks)
        assert found == expected, blanks
        assert type(found) is type(expected) or isinstance(found, int | Decimal), blanks
        assert isinstance(found, bool) == isinstance(expected, bool), blanks
