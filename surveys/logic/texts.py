"""What the text functions compute; the promises are those of `functions.py`.

Whatever can be spelled counts as text: a number, a date, chosen options. XPath 1.0 section 4.2
defines what it knows, the ODK XForms specification the rest.
"""

from collections.abc import Callable, Sequence

from surveys.logic.kinds import Context, spelled, whole
from surveys.logic.patterns import pattern
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


def part(values: Sequence[Value], context: Context) -> str | Missing:
    """From one place up to, not including, another; counted from 0, or from the end if negative."""
    text = spelled(values[0], context)
    places = [whole(value, context) for value in values[1:]]
    for one in (text, *places):
        if isinstance(one, Missing):
            return one
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
