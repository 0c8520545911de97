"""Amounts and days in the active language, for the desk and the digests."""

from datetime import date

from surveys.language import in_words
from surveys.logic.descriptions import describe_date, describe_won


def won(amount_krw: int) -> str:
    """Every digit that counts: KRW 1.2 billion / 12억 원."""
    return in_words(describe_won(amount_krw))


def day(on: date) -> str:
    return in_words(describe_date(on))
