"""Generated expressions and answers for the property tests."""

from datetime import date

from hypothesis import strategies as st

from surveys.logic.expressions import Answer, Apply, Expression, Literal
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
    of_role = {
        Role.ANY: parts,
        Role.ANSWER: answers,
        Role.NAME: st.builds(Literal, st.sampled_from(["count", "and", "x-1"])),
    }
    return Apply(row.name, tuple(draw(of_role[row.role_at(index)]) for index in range(count)))


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
