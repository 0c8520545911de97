"""Imported expressions made strictly typed: what is written out, and that no value changes.

Left out: a text that spells a date and is ordered beside a number, where ODK takes it for a day;
and answers that are NOT_COMPUTABLE, which count as blanks where a number equals a text.
"""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from surveys.logic.adapting import adapted
from surveys.logic.check import FactType, Schema, check
from surveys.logic.evaluate import Trace, evaluate, trace
from surveys.logic.expressions import Answer, Apply, Expression, Literal
from surveys.logic.kinds import Blanks, Kind, date_in
from surveys.logic.operators import OPERATORS, Role
from surveys.logic.values import Facts, Missing, Value
from surveys.logic.xlsform_syntax import parse, unparse
from tests.surveys.logic import typed_trees

SCHEMA: Schema = {
    "age": FactType(Kind.NUMBER),
    "born": FactType(Kind.DATE),
    "consent": FactType(Kind.CHOICE, ("1", "0")),
    "note": FactType(Kind.TEXT),
    "needs": FactType(Kind.CHOICES, ("1", "2")),
    "is_new": FactType(Kind.BOOLEAN),
    "rows": FactType(Kind.ROWS, columns={"count": FactType(Kind.NUMBER)}),
}


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("${age} > '18'", "${age} > 18"),
        ("${age} = '18'", "${age} = 18"),
        ("${note} > 5", "number(${note}) > 5"),
        ("${consent} = 1", "${consent} = '1'"),
        ("1 != ${consent}", "'1' != ${consent}"),
        ("selected(${needs}, 2)", "selected(${needs}, '2')"),
        ("${consent} > 0", "number(${consent}) > 0"),
        ("${born} < '2010-03-01'", "${born} < date('2010-03-01')"),
        ("${born} = '2010-03-01'", "${born} = date('2010-03-01')"),
        ("${born} > 3", "decimal-date-time(${born}) > 3"),
        ("${is_new} = 1", "${is_new} = true()"),
        ("${age}", "${age}"),
        ("${age} and ${note}", "(${age} != '' and ${age} != 0) and ${note} != ''"),
        ("not(${age})", "not(${age} != '' and ${age} != 0)"),
        ("not(${age} - 1)", "not(${age} - 1 > 0 or ${age} - 1 < 0)"),
        ("not(count(${rows}))", "not(count(${rows}) > 0)"),
        ("${is_new} and 3", "${is_new} and true()"),
        ("not(${needs})", "${needs} = ''"),
        ("not(concat(${note}, 'x'))", "not(string-length(concat(${note}, 'x')) > 0)"),
        ("${rows} and ${is_new}", "count(${rows}) > 0 and ${is_new}"),
        ("sum(${count})", "sum(${rows}/count)"),
        ("if(${age}, ${note} + 1, 2)", "if(${age} != '' and ${age} != 0, number(${note}) + 1, 2)"),
        ("'7' * ${age}", "7 * ${age}"),
        (
            "${age} = ${note}",
            "${age} = number(${note}) or ${age} = '' and ${note} = ''",
        ),
        (
            "${note} != ${age}",
            "not(number(${note}) = ${age} or ${age} = '' and ${note} = '')",
        ),
        ("${age} + 1 = ${note}", "${age} + 1 = number(${note})"),
        ("date(${consent})", "date(${consent})"),
        # what has no clear meaning stays, for the check to report
        ("${age} = 'many'", "${age} = 'many'"),
        ("selected(${needs}, 9)", "selected(${needs}, 9)"),
        ("once(${age}) = ${note}", "once(${age}) = ${note}"),
    ],
)
def test_conversion_is_written_out(written: str, meant: str) -> None:
    assert unparse(adapted(parse(written), SCHEMA)) == meant


@pytest.mark.parametrize(
    "written", ["${age} > '18' and ${consent} = 1", "not(${age}) or ${born} < '2010-03-01'"]
)
def test_what_is_written_out_passes_the_strict_check(written: str) -> None:
    assert check(adapted(parse(written), SCHEMA), SCHEMA, expected=Kind.BOOLEAN) == []


def test_what_would_get_too_deep_stays_as_it_is() -> None:
    expression: Expression = Answer("age")
    for _ in range(100):
        expression = Apply("not", (expression,))
    assert adapted(expression, SCHEMA) == expression


# --- no value changes ---------------------------------------------------------------------------

_leaves: st.SearchStrategy[Expression] = st.one_of(
    st.sampled_from([Answer(name) for name in typed_trees.KINDS]),
    st.builds(
        Literal,
        typed_trees.numbers | typed_trees.texts | typed_trees.dates | st.booleans(),
    ),
)


@st.composite
def _applications(draw: st.DrawFn, parts: st.SearchStrategy[Expression]) -> Expression:
    """Any operator on anything: what XLSForm's authors lean on."""
    row = draw(st.sampled_from([one for one in OPERATORS.values() if one.name != "lookup"]))
    count = draw(st.integers(row.fewest, row.fewest + 1 if row.most is None else row.most))
    of_role = {
        Role.ANY: parts,
        Role.ANSWER: st.sampled_from([Answer(name) for name in typed_trees.KINDS]),
        Role.NAME: st.sampled_from([Literal(name) for name in typed_trees.COLUMNS]),
        Role.COMPUTED: parts.filter(lambda one: not isinstance(one, Literal)),
    }
    return Apply(row.name, tuple(draw(of_role[row.role_at(at)]) for at in range(count)))


loose = st.recursive(_leaves, _applications, max_leaves=8)
_reasons = st.sampled_from([Missing.BLANK, Missing.DONT_KNOW, Missing.NOT_ASKED])
_days = st.dates(date(2026, 2, 27), date(2026, 3, 3))
_usual: dict[Kind, st.SearchStrategy[Value]] = {
    Kind.NUMBER: typed_trees.numbers | st.just(Decimal("Infinity")),
    Kind.DATE: _days,
    Kind.TEXT: typed_trees.texts,
    Kind.BOOLEAN: st.booleans(),
    Kind.ROWS: st.lists(st.fixed_dictionaries({"count": typed_trees.numbers}), max_size=2).map(
        tuple
    ),
}


def _answer(name: str) -> st.SearchStrategy[Value]:
    kind, options = typed_trees.KINDS[name], st.sampled_from(typed_trees.OPTIONS.get(name, ("",)))
    if kind is Kind.CHOICE:
        return options | _reasons
    if kind is Kind.CHOICES:
        return st.lists(options, min_size=1, unique=True).map(tuple) | _reasons
    return _usual[kind] | _reasons


answers = st.fixed_dictionaries({name: _answer(name) for name in typed_trees.KINDS})


def _parts(found: Trace) -> Iterator[Trace]:
    yield found
    for child in found.children:
        yield from _parts(child)


def _spells_a_date(value: Value) -> bool:
    return isinstance(value, str) and isinstance(date_in(value), date)


@settings(max_examples=400)
@given(loose, answers)
def test_value_stays_what_it_was(expression: Expression, facts: Facts) -> None:
    today = date(2026, 3, 1)
    found = trace(expression, facts, today=today, blanks=Blanks.AS_XPATH)
    assume(not any(_spells_a_date(one.value) for one in _parts(found)))
    before = found.value
    strict = adapted(expression, typed_trees.SCHEMA)
    assert evaluate(strict, facts, today=today, blanks=Blanks.AS_XPATH) == before
    assert adapted(strict, typed_trees.SCHEMA) == strict
