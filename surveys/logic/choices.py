"""What the functions on chosen options compute, and looking something up in a list.

The same promises as `operations.py`: no exception, `Missing.NOT_COMPUTABLE` for what has no result,
and the first missing argument names the reason.
"""

from collections.abc import Sequence

from surveys.logic.kinds import Context, as_codes, as_text, nothing, spelled, whole
from surveys.logic.values import Missing, Value

NOT_COMPUTABLE = Missing.NOT_COMPUTABLE


def selected(values: Sequence[Value], context: Context) -> bool | Missing:
    """Whether the option was chosen; works on one chosen option as on several."""
    codes, code = as_codes(values[0], context), as_text(values[1], context)
    if isinstance(codes, Missing):
        return codes
    return code if isinstance(code, Missing) else code in codes


def count_selected(values: Sequence[Value], context: Context) -> int | Missing:
    codes = as_codes(values[0], context)
    return codes if isinstance(codes, Missing) else len(codes)


def selected_at(values: Sequence[Value], context: Context) -> str | Missing:
    """The chosen option at a place counted from 0; beyond the last there is none."""
    codes, place = as_codes(values[0], context), whole(values[1], context)
    for one in (codes, place):
        if isinstance(one, Missing):
            return nothing(context, one)
    assert isinstance(codes, tuple)
    assert isinstance(place, int)
    return codes[place] if 0 <= place < len(codes) else nothing(context)


def lookup(values: Sequence[Value], context: Context) -> str | Missing:
    """The entry of a list for a key: (list, column, key column, key, k1, v1, k2, v2 …)."""
    key = spelled(values[3], context)
    if isinstance(key, Missing):
        return key
    entries = values[4:]
    for at in range(0, len(entries) - 1, 2):
        if entries[at] == key:
            found = entries[at + 1]
            return found if isinstance(found, str) else NOT_COMPUTABLE
    return nothing(context)
