"""The lists that an expression looks something up in, so that it can be written anew."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple, TypeAlias

from surveys.logic.expressions import Apply, Expression, Literal, walk

Entry: TypeAlias = dict[str, str]


class _Lookup(NamedTuple):
    name: str  # of the list
    column: str
    key_column: str
    pairs: tuple[tuple[str, str], ...]  # key, cell


def lists_in(expression: Expression | None) -> Mapping[str, list[Entry]]:
    """By name: of each list the columns that are looked up, and those of the keys.

    The tree holds no lists, only what each lookup needs of one. Looked up in what comes back, each
    finds what it found before, and what two of them need of one entry stands in one entry.
    """
    lookups = list(_lookups(expression))
    keys = {(one.name, one.key_column) for one in lookups}
    # What gives the keys of another lookup comes first: that one then completes its entries.
    lookups.sort(key=lambda one: (one.name, one.column) not in keys)
    lists: dict[str, list[Entry]] = defaultdict(list)
    for one in lookups:
        _complete(lists[one.name], one)
    return dict(lists)


def _lookups(expression: Expression | None) -> Iterator[_Lookup]:
    for one in walk(expression) if expression is not None else ():
        match one:
            case Apply(
                op="lookup",
                args=(
                    Literal(value=str(name)),
                    Literal(value=str(column)),
                    Literal(value=str(key_column)),
                    _,
                    *cells,
                ),
            ):
                texts = [str(cell.value) for cell in cells if isinstance(cell, Literal)]
                pairs = tuple(zip(texts[::2], texts[1::2], strict=True))
                yield _Lookup(name, column, key_column, pairs)


def _complete(entries: list[Entry], lookup: _Lookup) -> None:
    """Write the cells of the lookup into the entries with its keys; add those that are missing."""
    column, key_column = lookup.column, lookup.key_column
    with_key: dict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        if key_column in entry:
            with_key[entry[key_column]].append(entry)
    for key, cell in lookup.pairs:
        found = _first(with_key[key], column, cell)
        if found is None:
            found = {key_column: key}
            entries.append(found)
        found[column] = cell


def _first(entries: Iterable[Entry], column: str, cell: str) -> Entry | None:
    """The first of them that says nothing else in the column."""
    return next((one for one in entries if one.get(column, cell) == cell), None)
