"""Generated expressions and answers for the property tests."""

from datetime import date
from zlib import crc32

from hypothesis import strategies as st

from surveys.logic.expressions import Answer, Apply, Expression, Literal, walk
from surveys.logic.operators import OPERATORS, Role
from surveys.logic.values import Missing

NAMES = ("a", "employees", "ai.field-1", "질문", "openings")

names = st.sampled_from(NAMES)
texts = st.text(
    st.characters(exclude_categories=("Cs",), exclude_characters='"'), max_size=6
) | st.sampled_from(["", "yes", "it's", "‘x’", "${a}", "and"])
numbers = st.integers(-(10**12), 10**12)
decimals = st.decimals(
    min_value=-(10**9), max_value=10**9, allow_nan=False, allow_infinity=False, places=4
)
dates = st.dates(date(1, 1, 1), date(9999, 12, 31))
scalars = st.booleans() | numbers | decimals | texts | dates
answers = st.builds(Answer, names)
leaves = answers | st.builds(Literal, scalars)


@st.composite
def applications(draw: st.DrawFn, parts: st.SearchStrategy[Expression]) -> Expression:
    row = draw(st.sampled_from(list(OPERATORS.values())))
    most = row.fewest + 2 if row.most is None else row.most
    count = draw(st.integers(row.fewest, most))
    if row.name == "lookup":
        return draw(lookups(parts))
    of_role = {
        Role.ANY: parts,
        Role.ANSWER: answers,
        Role.NAME: st.builds(Literal, st.sampled_from(["count", "and", "x-1"])),
        Role.COMPUTED: parts.filter(lambda part: not isinstance(part, Literal)),
    }
    return Apply(row.name, tuple(draw(of_role[row.role_at(index)]) for index in range(count)))


@st.composite
def lookups(draw: st.DrawFn, parts: st.SearchStrategy[Expression]) -> Expression:
    """In a list of its own, of one entry or more."""
    entries = draw(st.lists(st.tuples(texts, texts), min_size=1, max_size=2))
    name = f"list-{crc32(repr(entries).encode())}"
    cells = [Literal(cell) for entry in entries for cell in entry]
    return Apply("lookup", (Literal(name), Literal("label"), Literal("code"), draw(parts), *cells))


expressions = st.recursive(leaves, applications, max_leaves=12)
values = (
    scalars
    | st.sampled_from(list(Missing))
    | st.lists(st.sampled_from(["yes", "no", "x"]), max_size=3).map(tuple)
    | st.lists(st.fixed_dictionaries({"count": numbers | st.just(Missing.BLANK)}), max_size=3).map(
        tuple
    )
)
facts = st.dictionaries(names, values)


def lists_of(expression: Expression) -> dict[str, list[dict[str, str]]]:
    """The lists that the expression's lookups were made from; they have to agree."""
    found: dict[str, list[dict[str, str]]] = {}
    for one in walk(expression):
        if isinstance(one, Apply) and one.op == "lookup":
            name, column, key_column, _, *cells = (
                part.value if isinstance(part, Literal) else "" for part in one.args
            )
            found[str(name)] = [
                {str(key_column): str(key), str(column): str(cell)}
                for key, cell in zip(cells[::2], cells[1::2], strict=True)
            ]
    return found
