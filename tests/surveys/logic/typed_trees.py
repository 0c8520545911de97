"""Generated expressions whose kinds fit, and answers that mostly do: what questionnaires hold.

Every operator of the table occurs, by what the table says it takes and gives. `trees.py` has the
other sort: any operator on anything.
"""

from collections.abc import Collection, Sequence
from datetime import date, datetime
from decimal import Decimal

from hypothesis import strategies as st

from surveys.logic.check import FactType
from surveys.logic.expressions import Answer, Apply, Expression, Literal, answers_read
from surveys.logic.kinds import Kind
from surveys.logic.operators import OPERATORS, Operator, Role
from surveys.logic.values import Facts, Missing, Value
from tests.surveys.logic.trees import values as any_value

OPTIONS = {
    "head_office": ("gwangju", "jeonnam", "seoul"),
    "size": ("1", "2", "3"),
    "needs": ("gpu", "data", "none"),
}
COLUMNS = {"count": Kind.NUMBER, "job": Kind.TEXT, "start": Kind.DATE}
KINDS = {
    "employees": Kind.NUMBER,
    "revenue": Kind.NUMBER,
    "share": Kind.NUMBER,
    "opened_on": Kind.DATE,
    "moved_on": Kind.DATE,
    "note": Kind.TEXT,
    "email": Kind.TEXT,
    "base": Kind.BOOLEAN,
    "head_office": Kind.CHOICE,
    "size": Kind.CHOICE,
    "needs": Kind.CHOICES,
    "openings": Kind.ROWS,
}
SCHEMA = {
    name: FactType(
        kind,
        OPTIONS.get(name, ()),
        {column: FactType(one) for column, one in COLUMNS.items()} if kind is Kind.ROWS else {},
    )
    for name, kind in KINDS.items()
}

# Few and near each other, so that thresholds are met from both sides; and some that no machine
# word holds.
numbers = st.one_of(
    st.integers(-2, 6),
    st.sampled_from([Decimal("0.5"), Decimal("2.50"), Decimal("-1.25"), Decimal("3.0")]),
    st.sampled_from([10**6, 10**9 + 1, 2**62, -(2**63), 10**20, Decimal("1e-9"), Decimal("1e18")]),
)
dates = st.one_of(
    st.dates(date(2026, 2, 27), date(2026, 3, 3)), st.sampled_from([date.min, date.max])
)
texts = st.sampled_from(
    [
        "",
        "a",
        "ab",
        "gwangju",
        "2",
        " 2.5 ",
        "-1",
        "2026-03-01",
        "2026-03-01T10:00:00",
        "한 글",
        "1",
    ]
)
_LITERALS: dict[Kind, st.SearchStrategy[Value]] = {
    Kind.NUMBER: numbers,
    Kind.DATE: dates,
    Kind.TEXT: texts,
    Kind.CHOICE: st.sampled_from(["gwangju", "seoul", "1", "2", ""]),
    Kind.BOOLEAN: st.booleans(),
}
_WRITTEN = {
    "regex": st.sampled_from(["[a-z]+", ".*", "\\d+", "[0-9-]{10}"]),
    "format-date-time": st.just("%H:%M:%S %Y"),
    "format-date": st.sampled_from(["%Y-%m-%d", "%e %b %y", "%H:%M"]),
}
_RESULTS = [Kind.BOOLEAN, Kind.BOOLEAN, Kind.NUMBER, Kind.TEXT, Kind.DATE]
_FREQUENT = ["and", "or", "=", "<", "<=", ">", ">=", "selected", "sum"]
_GIVES_WHAT_IT_TAKES = frozenset({"if", "coalesce", "once"})


def _gives(row: Operator, kind: Kind) -> bool:
    if row.name in _GIVES_WHAT_IT_TAKES:
        return kind is not Kind.ROWS and kind is not Kind.CHOICES
    if row.name in ("+", "-"):
        return kind in (Kind.NUMBER, Kind.DATE)
    if row.name == "indexed-repeat":
        return kind in COLUMNS.values()
    return kind is (row.gives or Kind.NUMBER)


@st.composite
def trees(
    draw: st.DrawFn, kind: Kind = Kind.BOOLEAN, depth: int = 4, ops: Collection[str] = OPERATORS
) -> Expression:
    """An expression of that kind, no deeper than that, of these operators only."""
    names = [name for name, one in KINDS.items() if one is kind]
    rows = [OPERATORS[name] for name in ops if _gives(OPERATORS[name], kind)]
    rows += [row for row in rows if row.name in _FREQUENT] * 3
    is_leaf = depth == 0 or not rows or draw(st.integers(0, 2)) == 0
    if is_leaf and (kind not in _LITERALS or draw(st.integers(0, 3))):
        return Answer(draw(st.sampled_from(names)))
    if is_leaf:
        value = draw(_LITERALS[kind])
        assert not isinstance(value, Missing | tuple)
        return Literal(value)
    return draw(_applications(draw(st.sampled_from(rows)), kind, depth - 1, ops))


@st.composite
def _applications(
    draw: st.DrawFn, row: Operator, kind: Kind, depth: int, ops: Collection[str]
) -> Expression:
    match row.name:
        case "answered":
            return Apply("answered", (Answer(draw(st.sampled_from(list(KINDS)))),))
        case "selected":
            name = draw(st.sampled_from(list(OPTIONS)))
            return Apply("selected", (Answer(name), Literal(draw(st.sampled_from(OPTIONS[name])))))
        case "column":
            column = draw(st.sampled_from(list(COLUMNS)))
            return Apply("column", (Answer("openings"), Literal(column)))
        case "indexed-repeat":
            column = draw(st.sampled_from([name for name, one in COLUMNS.items() if one is kind]))
            place = draw(trees(Kind.NUMBER, depth, ops))
            return Apply("indexed-repeat", (Answer("openings"), Literal(column), place))
        case "lookup":
            cells = [Literal(cell) for cell in draw(st.lists(texts, min_size=2, max_size=2))]
            key = draw(trees(draw(st.sampled_from([Kind.TEXT, Kind.NUMBER])), depth, ops))
            return Apply("lookup", (*map(Literal, ("list", "label", "name")), key, *cells))
    kinds = draw(_kinds(row, kind))
    args = [draw(trees(one, depth, ops)) for one in kinds]
    if row.name in _WRITTEN:
        args[1] = Literal(draw(_WRITTEN[row.name]))
    if row.role_at(0) is Role.COMPUTED and isinstance(args[0], Literal):
        args[0] = Answer("note")
    return Apply(row.name, tuple(args))


@st.composite
def _kinds(draw: st.DrawFn, row: Operator, kind: Kind) -> Sequence[Kind]:
    """A kind for each argument."""
    most = row.fewest + 2 if row.most is None else row.most
    count = draw(st.integers(row.fewest, most))
    if row.name in _GIVES_WHAT_IT_TAKES:
        return [Kind.BOOLEAN, kind, kind] if row.name == "if" else [kind] * count
    if row.name in ("+", "-") and kind is Kind.DATE:
        return [Kind.DATE, Kind.NUMBER]
    if row.name == "-":
        return [draw(st.sampled_from([Kind.NUMBER, Kind.DATE]))] * 2
    if row.name in ("=", "!="):
        alike = [Kind.NUMBER, Kind.NUMBER, Kind.DATE, Kind.TEXT, Kind.BOOLEAN, Kind.CHOICE]
        return [draw(st.sampled_from(alike))] * 2
    if row.name in ("<", "<=", ">", ">="):
        return [draw(st.sampled_from([Kind.NUMBER, Kind.DATE]))] * 2
    if row.name in ("min", "max"):
        return [Kind.ROWS] if count == 1 else [Kind.NUMBER] * count
    return [
        draw(st.sampled_from([one for one in Kind if one in row.takes_at(at)]))
        for at in range(count)
    ]


_missing = st.sampled_from(list(Missing))
_VALUES: dict[Kind, st.SearchStrategy[Value]] = {
    Kind.NUMBER: numbers,
    Kind.DATE: dates | st.just(datetime(2026, 3, 1, 10, 0)),
    Kind.TEXT: texts,
    Kind.BOOLEAN: st.booleans(),
    Kind.ROWS: st.lists(
        st.fixed_dictionaries({}, optional={"count": numbers, "job": texts | _missing}), max_size=3
    ).map(tuple),
}


def _answers(name: str) -> st.SearchStrategy[Value]:
    """Mostly of its kind, some missing, a few of another kind altogether."""
    kind = KINDS[name]
    if kind is Kind.CHOICE:
        usual: st.SearchStrategy[Value] = st.sampled_from(OPTIONS[name])
    elif kind is Kind.CHOICES:
        usual = st.lists(st.sampled_from(OPTIONS[name]), unique=True).map(tuple)
    else:
        usual = _VALUES[kind]
    infinity = st.sampled_from([Decimal("Infinity"), Decimal("-Infinity")])
    unusual = any_value | infinity
    return st.integers(0, 19).flatmap(
        lambda at: unusual if at == 0 else _missing if at < 5 else usual
    )


@st.composite
def cases(
    draw: st.DrawFn, most: int = 4, ops: Collection[str] = OPERATORS
) -> tuple[Expression, list[Facts]]:
    """An expression and the answers of some submissions to what it reads."""
    kinds = [kind for kind in _RESULTS if any(_gives(OPERATORS[name], kind) for name in ops)]
    expression = draw(trees(draw(st.sampled_from(kinds)), ops=ops))
    read = sorted(answers_read(expression))
    asked = st.fixed_dictionaries({name: _answers(name) for name in read})
    return expression, draw(st.lists(asked, min_size=1, max_size=most))
