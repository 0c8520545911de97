"""Filters for the company's pages and the plan: words in the reader's language, days, moments."""

from django import template

from surveys.language import in_words
from surveys.logic.descriptions import describe_won
from surveys.logic.text import Text
from surveys.moments import day, deadline, moment

register = template.Library()

register.filter("moment", moment)
register.filter("day", day)
register.filter("deadline", deadline)


@register.filter
def words(text: Text | str | None) -> str:
    """A `Text` in the active language; a string as it is, and nothing for None."""
    if isinstance(text, Text):
        return in_words(text)
    return "" if text is None else str(text)


@register.filter
def won(amount: int) -> str:
    """An amount of Korean won as it is read: 1억 2,000만 원, KRW 120 million."""
    return in_words(describe_won(amount))


@register.filter
def up_to(number: int | str) -> range:
    """1, 2, … number: for the segments of the step indicator."""
    return range(1, int(number) + 1)
