"""Filters for the company's pages and the plan: words in the reader's language, days, moments."""

from datetime import date, datetime

from django import template
from django.template.defaultfilters import date as format_date
from django.utils.translation import pgettext

from surveys.forms.advice import in_words
from surveys.logic.descriptions import won_in_english, won_in_korean
from surveys.logic.text import Text

register = template.Library()


@register.filter
def words(text: Text | str | None) -> str:
    """A `Text` in the active language; a string as it is, and nothing for None."""
    if isinstance(text, Text):
        return in_words(text)
    return "" if text is None else str(text)


@register.filter(expects_localtime=True)
def moment(at: datetime | None) -> str:
    """A point in time, in the site's time zone and the reader's habit."""
    return format_date(at, pgettext("format of a date and time", "j F Y, H:i")) if at else ""


@register.filter(expects_localtime=True)
def day(on: date | None) -> str:
    """A date in the reader's habit; for a moment, its date."""
    return format_date(on, pgettext("format of a date", "j F Y")) if on else ""


@register.filter
def won(amount: int) -> str:
    """An amount of Korean won as it is read: 1억 2,000만 원, KRW 120 million."""
    return in_words(Text(ko=won_in_korean(amount), en=won_in_english(amount)))


@register.filter
def up_to(number: int | str) -> range:
    """1, 2, … number: for the segments of the step indicator."""
    return range(1, int(number) + 1)
