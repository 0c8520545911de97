"""What the text functions compute; the promises are those of `choices.py`.

Whatever can be spelled counts as text: a number, a date, chosen options. XPath 1.0 section 4.2
defines what it knows, the ODK XForms specification the rest.
"""

from collections.abc import Callable, Mapping, Sequence

from surveys.logic.kinds import Context, nothing, spelled, whole
from surveys.logic.patterns import pattern
from surveys.logic.rows import cells_of
from surveys.logic.values import Missing, Value

NOT_COMPUTABLE = Missing.NOT_COMPUTABLE

_SPACES = " \t\r\n"  # XML's; a no-break space is none


def _spelled(values: Sequence[Value], context: Context) -> list[str] | Missing:
    texts = []
    for value in values:
        text = spelled(value, context)
        if isinstance(text, Missing):
            return text
        texts.append(text)
    return texts


def length(values: Sequence[Value], context: Context) -> int | Missing:
    """How many characters the text has."""
    text = spelled(values[0], context)
    return text if isinstance(text, Missing) else len(text)


def concatenation(values: Sequence[Value], context: Context) -> str | Missing:
    texts = _spelled(values, context)
    return texts if isinstance(texts, Missing) else "".join(texts)


def joined(values: Sequence[Value], context: Context) -> str | Missing:
    """All arguments but the first with that between them; of a repeat's column, all its cells."""
    parts: list[Value] = []
    for value in values[1:]:
        is_rows = isinstance(value, tuple) and value and isinstance(value[0], Mapping)
        cells = cells_of(value, context) if is_rows else (value,)
        if isinstance(cells, Missing):
            return cells
        parts += cells
    texts = _spelled([values[0], *parts], context)
    return texts if isinstance(texts, Missing) else texts[0].join(texts[1:])


def before(values: Sequence[Value], context: Context) -> str | Missing:
    """What comes before the first such text; nothing where there is none."""
    texts = _spelled(values, context)
    if isinstance(texts, Missing):
        return texts
    first, found, _ = texts[0].partition(texts[1]) if texts[1] else ("", "", "")
    return first if found else ""


def after(values: Sequence[Value], context: Context) -> str | Missing:
    """What comes after the first such text; nothing where there is none."""
    texts = _spelled(values, context)
    if isinstance(texts, Missing):
        return texts
    return texts[0].partition(texts[1])[2] if texts[1] else texts[0]


def translated(values: Sequence[Value], context: Context) -> str | Missing:
    """Each character of the second text as the one at its place in the third, or left out."""
    texts = _spelled(values, context)
    if isinstance(texts, Missing):
        return texts
    text, old, new = texts
    replacements: dict[str, str] = {}
    for at, character in enumerate(old):
        replacements.setdefault(character, new[at : at + 1])
    return "".join(replacements.get(one, one) for one in text)


def part(values: Sequence[Value], context: Context) -> str | Missing:
    """From one place up to, not including, another; counted from 0, or from the end if negative."""
    text = spelled(values[0], context)
    places = [whole(value, context) for value in values[1:]]
    for one in (text, *places):
        if isinstance(one, Missing):
            return nothing(context, one)
    assert isinstance(text, str)
    start, *end = [place for place in places if isinstance(place, int)]
    return text[start : end[0]] if end else text[start:]


def test_of(holds: Callable[[str, str], bool]) -> Callable[[Sequence[Value], Context], Value]:
    """`contains` and its like, given how two texts are compared."""

    def compare(values: Sequence[Value], context: Context) -> Value:
        texts = _spelled(values, context)
        return texts if isinstance(texts, Missing) else holds(texts[0], texts[1])

    return compare


def matches(values: Sequence[Value], context: Context) -> bool | Missing:
    """Whether the pattern describes the whole text."""
    texts = _spelled(values, context)
    if isinstance(texts, Missing):
        return texts
    compiled = pattern(texts[1])
    return NOT_COMPUTABLE if compiled is None else compiled.fullmatch(texts[0]) is not None


def single_spaced(values: Sequence[Value], context: Context) -> str | Missing:
    """Without spaces at the ends, and with one where there were several."""
    text = spelled(values[0], context)
    if isinstance(text, Missing):
        return text
    for space in _SPACES[1:]:
        text = text.replace(space, " ")
    return " ".join(word for word in text.split(" ") if word)
