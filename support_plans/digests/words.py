"""Numbers, amounts and days in a digest, in the active language."""

from datetime import date, datetime

from django.utils.translation import get_language, pgettext

from support_plans.digests.figures import percent
from surveys.logic.descriptions import describe_date, won_in_english, won_in_korean
from surveys.logic.text import Text


def in_words(text: Text) -> str:
    return text.in_language(get_language() or "en")


def won(amount: int) -> str:
    """Every digit that counts: KRW 1.2 billion / 12억 원."""
    return in_words(Text(won_in_korean(amount), won_in_english(amount)))


def day(moment: date | datetime) -> str:
    return in_words(describe_date(moment))


def changed(now: int, before: int) -> str:
    """+3, −2 or 0."""
    difference = now - before
    if not difference:
        return "0"
    return f"+{difference:,}" if difference > 0 else f"−{-difference:,}"


def companies_of(part: int, whole: int) -> str:
    """Never a rate without what it is a rate of."""
    return pgettext("companies", "%(part)s of %(whole)s (%(percent)s%%)") % _share(part, whole)


def recommendations_of(part: int, whole: int) -> str:
    return pgettext("recommendations", "%(part)s of %(whole)s (%(percent)s%%)") % _share(
        part, whole
    )


def _share(part: int, whole: int) -> dict[str, str]:
    return {
        "part": f"{part:,}",
        "whole": f"{whole:,}",
        "percent": str(percent(part, whole)),
    }
