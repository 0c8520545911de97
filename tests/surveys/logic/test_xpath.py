"""Where XPath 1.0 defines the result, it is that of lxml, on generated expressions.

Variables are of XPath's own types, a blank is the empty string, NOT_COMPUTABLE is NaN, and an
infinite Decimal is infinity. Left out is what the two cannot agree on: numbers that a float does
not hold exactly (dividing is by powers of two, or by zero), the sign of a zero, texts that spell a
date (ODK orders them as dates), numbers with an exponent (libxml2 reads them, XPath 1.0 does not)
and the digits of very long numbers.
"""

import math
import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from hypothesis import assume, given, settings
from hypothesis import strategies as st
from lxml import etree

from surveys.logic.evaluate import Trace, trace
from surveys.logic.expressions import Answer, Apply, Expression, Literal
from surveys.logic.kinds import Blanks
from surveys.logic.printer import unparse
from surveys.logic.values import Facts, Missing, Value

_BLANKS = st.sampled_from([Missing.BLANK, Missing.NOT_ASKED, Missing.DONT_KNOW])
_numbers = st.integers(-8, 8) | st.integers(-64, 64).map(lambda one: Decimal(one) / 8)
_texts = st.sampled_from(
    ["", "a", "ab", " a  b ", "1", "-2.5", " 8 ", ".5", "5.", "+1", "NaN", "true", "한 글", "1 2"]
)
_special = st.sampled_from([Decimal("Infinity"), Decimal("-Infinity"), Missing.NOT_COMPUTABLE])
_row = st.fixed_dictionaries({"count": _numbers | st.just(Missing.BLANK) | _texts})

facts: st.SearchStrategy[Facts] = st.fixed_dictionaries(
    {
        "n": _numbers | _special | _BLANKS,
        "m": _numbers,
        "s": _texts | _BLANKS,
        "t": _texts,
        "b": st.booleans() | _BLANKS,
        "rows": st.lists(_row, max_size=3).map(tuple),
    }
)

_leaves: st.SearchStrategy[Expression] = st.one_of(
    st.sampled_from([Answer(name) for name in "nmstb"]),
    st.builds(Literal, _numbers | _texts | st.booleans()),
    st.sampled_from(
        [
            Apply("sum", (Apply("column", (Answer("rows"), Literal("count"))),)),
            Apply("count", (Apply("column", (Answer("rows"), Literal("count"))),)),
            Apply("count", (Answer("rows"),)),
        ]
    ),
)
_COUNTS = {
    **dict.fromkeys(("and", "or"), (2, 3)),
    **dict.fromkeys(("=", "!=", "<", "<=", ">", ">="), (2, 2)),
    **dict.fromkeys(("+", "*", "concat"), (2, 3)),
    **dict.fromkeys(("-", "mod", "contains", "starts-with"), (2, 2)),
    **dict.fromkeys(("substring-before", "substring-after"), (2, 2)),
    **dict.fromkeys(("not", "neg", "number", "string", "string-length"), (1, 1)),
    **dict.fromkeys(("normalize-space", "round", "floor", "ceiling"), (1, 1)),
    "translate": (3, 3),
}


@st.composite
def _applications(draw: st.DrawFn, parts: st.SearchStrategy[Expression]) -> Expression:
    if draw(st.integers(0, 12)) == 0:
        divisor = draw(st.sampled_from([1, 2, 4, -2, Decimal("0.5"), 0]))
        return Apply("div", (draw(parts), Literal(divisor)))
    op = draw(st.sampled_from(list(_COUNTS)))
    count = draw(st.integers(*_COUNTS[op]))
    return Apply(op, tuple(draw(parts) for _ in range(count)))


expressions = st.recursive(_leaves, _applications, max_leaves=10)


@settings(max_examples=600)
@given(expressions, facts)
def test_value_is_that_of_lxml(expression: Expression, facts: Facts) -> None:
    found = trace(expression, facts, today=date(2026, 3, 1), blanks=Blanks.AS_XPATH)
    assume(all(_is_exact(one.value) for one in _nodes(found)))
    ours, theirs = _as_lxml(found.value), lxml_value(expression, facts)
    assert type(ours) is type(theirs) or isinstance(theirs, str)
    assert ours == theirs or _are_nan(ours, theirs)


def lxml_value(expression: Expression, facts: Facts) -> object:
    written = re.sub(r"\$\{(\w+)\}", r"$\1", unparse(expression))
    rows = facts["rows"]
    assert isinstance(rows, tuple)
    elements = [_element(row) for row in rows if isinstance(row, Mapping)]
    variables = {name: _as_lxml(value) for name, value in facts.items() if name != "rows"}
    return etree.XPath(written)(etree.Element("data"), rows=elements, **variables)


def _are_nan(*values: object) -> bool:
    return all(isinstance(value, float) and math.isnan(value) for value in values)


def _element(row: Mapping[str, Value]) -> etree._Element:
    element = etree.Element("rows")
    for name, value in row.items():
        etree.SubElement(element, name).text = str(_as_lxml(value))
    return element


def _as_lxml(value: Value) -> object:
    """In XPath's types."""
    match value:
        case Missing.NOT_COMPUTABLE:
            return math.nan
        case Missing():
            return ""
        case bool() | str():
            return value
        case int() | Decimal():
            return float(value)
    raise AssertionError(value)


def _nodes(found: Trace) -> list[Trace]:
    return [found, *(one for child in found.children for one in _nodes(child))]


def _is_exact(value: Value) -> bool:
    """Whether a float holds it and libxml2 writes every digit of it."""
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        return True
    return Decimal(value).is_infinite() or (abs(value) < 10**6 and value * 64 == int(value * 64))
