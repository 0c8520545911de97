"""Lists of a workbook that an expression looks something up in: pulldata() and instance()."""

from collections.abc import Mapping, Sequence
from typing import TypeAlias

from surveys.logic import syntax_messages as messages
from surveys.logic.tokens import ExpressionSyntaxError, Word, quoted
from surveys.logic.wording import fill

Entries: TypeAlias = Sequence[Mapping[str, str]]
"""The rows of a list: column → text, the option's code under `name`."""

MOST_ENTRIES = 1000
"""How long a list may be that an expression looks something up in."""


def entries_of(
    names: tuple[str, str, str], lists: Mapping[str, Entries], word: Word
) -> tuple[str, ...]:
    """Key, cell, key, cell …: of the list, the column and the key column of these names.

    Raises ExpressionSyntaxError, at the word, for a list that is not there or too long.
    """
    name, column, key_column = names
    entries = lists.get(name)
    if entries is None:
        raise ExpressionSyntaxError(
            fill(messages.NO_LIST, [quoted(name)]),
            position=word.position,
            expected=messages.A_LIST,
        )
    if len(entries) > MOST_ENTRIES:
        message = fill(messages.LONG_LIST, [quoted(name), MOST_ENTRIES])
        raise ExpressionSyntaxError(message, position=word.position)
    for wanted in (column, key_column):
        if not any(wanted in entry for entry in entries):
            if wanted == "label":
                raise ExpressionSyntaxError(
                    messages.NO_LABELS,
                    position=word.position,
                    expected=messages.LABEL_IN_WORDS,
                )
            message = fill(messages.NO_LIST_COLUMN, [quoted(name), quoted(wanted)])
            raise ExpressionSyntaxError(message, position=word.position)
    return tuple(
        cell
        for entry in entries
        if key_column in entry
        for cell in (entry[key_column], entry.get(column, ""))
    )
