"""What the functions on repeated rows compute; the promises are those of `choices.py`."""

from collections.abc import Callable, Sequence

from surveys.logic.kinds import Context, Number, as_number, as_rows, nothing, whole
from surveys.logic.operations import addition, answered
from surveys.logic.values import Missing, Value

NOT_COMPUTABLE = Missing.NOT_COMPUTABLE


def column(values: Sequence[Value], context: Context) -> Value:
    """The rows with this one column left: what an aggregate works on."""
    rows, code = as_rows(values[0], context), values[1]
    if isinstance(rows, Missing) or not isinstance(code, str):
        return rows if isinstance(rows, Missing) else NOT_COMPUTABLE
    return tuple({code: row.get(code, Missing.NOT_ASKED)} for row in rows)


def count(values: Sequence[Value], context: Context) -> int | Missing:
    """How many rows there are."""
    rows = as_rows(values[0], context)
    return rows if isinstance(rows, Missing) else len(rows)


def count_answered(values: Sequence[Value], context: Context) -> int | Missing:
    """In how many rows the column has a value."""
    cells = cells_of(values[0], context)
    return cells if isinstance(cells, Missing) else sum(answered((one,), context) for one in cells)


def cell_of_row(values: Sequence[Value], context: Context) -> Value:
    """(rows, column, number of the row from 1): what stands there."""
    rows, code, place = as_rows(values[0], context), values[1], whole(values[2], context)
    if isinstance(rows, Missing) or isinstance(place, Missing):
        return rows if isinstance(rows, Missing) else place
    if not (1 <= place <= len(rows) and isinstance(code, str)):
        return nothing(context)
    return rows[place - 1].get(code, Missing.NOT_ASKED)


def total(values: Sequence[Value], context: Context) -> Value:
    """The sum of a column; 0 without rows. One cell that is missing makes it missing."""
    cells = cells_of(values[0], context)
    return cells if isinstance(cells, Missing) else addition((0, *cells), context)


def _extreme(
    values: Sequence[Value], context: Context, is_further: Callable[[Number, Number], bool]
) -> Value:
    """Of a column, or of the arguments; of nothing, there is none."""
    cells: Sequence[Value] | Missing = values
    if len(values) == 1 and isinstance(values[0], tuple):
        cells = cells_of(values[0], context)
    if isinstance(cells, Missing):
        return cells
    furthest: Number | None = None
    for cell in cells:
        number = as_number(cell, context)
        if isinstance(number, Missing):
            return number
        if furthest is None or is_further(number, furthest):
            furthest = number
    return NOT_COMPUTABLE if furthest is None else furthest


def smallest(values: Sequence[Value], context: Context) -> Value:
    return _extreme(values, context, lambda one, other: one < other)


def largest(values: Sequence[Value], context: Context) -> Value:
    return _extreme(values, context, lambda one, other: one > other)


def cells_of(value: Value, context: Context) -> tuple[Value, ...] | Missing:
    """The cells of the one column that is left in the rows."""
    rows = as_rows(value, context)
    if isinstance(rows, Missing):
        return rows
    if any(len(row) != 1 for row in rows):
        return NOT_COMPUTABLE  # whole rows, where a column is needed
    return tuple(cell for row in rows for cell in row.values())
