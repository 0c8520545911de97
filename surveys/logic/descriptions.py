"""An answer in words: 38 people / 38명, KRW 1.2 billion / 12억 원, 12 March 2021 / 2021년 3월 12일.

Nothing is rounded: words that differ from the answer would be a false reason.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Protocol

from surveys.logic.kinds import Number, plain
from surveys.logic.text import Text
from surveys.logic.values import Missing, Value


class Vocabulary(Protocol):
    """The words of a questionnaire. An empty Text where there is no such word."""

    def label(self, name: str) -> Text:
        """A question, or a derived fact, as a noun phrase: "Employees" / "상시 근로자 수"."""

    def option(self, name: str, code: str) -> Text:
        """The option of a question, by its code."""

    def unit(self, name: str) -> Text:
        """What its numbers count. English may give both numbers: "person|people".

        "KRW" / "원" makes it money; "%" a percentage; an empty English one with "년" a year.
        """


class _NoWords:
    """For constants that are no question's answer."""

    def label(self, name: str) -> Text:
        return Text()

    def option(self, name: str, code: str) -> Text:
        return Text()

    def unit(self, name: str) -> Text:
        return Text()


NO_WORDS: Vocabulary = _NoWords()

MISSING_IN_WORDS: Mapping[Missing, Text] = {
    Missing.NOT_ASKED: Text(ko="질문하지 않음", en="not asked"),
    Missing.BLANK: Text(ko="답변하지 않음", en="not answered"),
    Missing.DONT_KNOW: Text(ko="모름", en="don’t know"),
    Missing.PREFER_NOT_TO_SAY: Text(ko="답변을 원하지 않음", en="prefer not to say"),
    Missing.NOT_COMPUTABLE: Text(ko="계산할 수 없음", en="cannot be worked out"),
}
YES = Text(ko="예", en="yes")
NO = Text(ko="아니요", en="no")
NOTHING = Text(ko="없음", en="none")

_MONTH_NAMES = (
    "January February March April May June July August September October November December"
)
_MONTHS = tuple(_MONTH_NAMES.split())
_KOREAN_STEPS = (("조", 10**12), ("억", 10**8), ("만", 10**4), ("", 1))
_ENGLISH_STEPS = (("trillion", 12), ("billion", 9), ("million", 6))
_ATTACHED = ("%", "㎡", "°", "℃")


def describe_value(name: str, value: Value, vocabulary: Vocabulary) -> Text:
    """The value as an answer to the question `name`, in both languages."""
    match value:
        case Missing():
            return MISSING_IN_WORDS[value]
        case bool():
            return YES if value else NO
        case str():
            return vocabulary.option(name, value) or Text(ko=value, en=value)
        case date():
            return describe_date(value)
        case Decimal() if not value.is_finite():  # something divided by zero
            return MISSING_IN_WORDS[Missing.NOT_COMPUTABLE]
        case int() | Decimal():
            return _quantity(value, vocabulary.unit(name))
    codes = [one for one in value if isinstance(one, str)]
    if codes:
        return listed([describe_value(name, code, vocabulary) for code in codes])
    return _entries(len(value)) if value else NOTHING


def describe_date(day: date) -> Text:
    return Text(
        ko=f"{day.year}년 {day.month}월 {day.day}일",
        en=f"{day.day} {_MONTHS[day.month - 1]} {day.year}",
    )


def describe_won(amount: int) -> Text:
    """12억 원 / KRW 1.2 billion."""
    return Text(ko=won_in_korean(amount), en=won_in_english(amount))


def listed(texts: Sequence[Text], *, en_last: str = "and", ko_last: str = "") -> Text:
    """ "A, B and C" / "A, B, C"; with ko_last="또는", "A, B 또는 C"."""
    ko = [text.in_language("ko") for text in texts]
    en = [text.in_language("en") for text in texts]
    return Text(ko=_joined(ko, f" {ko_last} " if ko_last else ", "), en=_joined(en, f" {en_last} "))


def _joined(parts: Sequence[str], last: str) -> str:
    return last.join([", ".join(parts[:-1]), parts[-1]]) if len(parts) > 1 else "".join(parts)


def _entries(count: int) -> Text:
    return Text(ko=f"{count}건", en=f"{count} {'entry' if count == 1 else 'entries'}")


def _quantity(number: Number, unit: Text) -> Text:
    if (unit.ko == "원" or unit.en == "KRW") and number == int(number):
        return describe_won(int(number))
    return Text(ko=_counted(number, unit.ko), en=_counted(number, _numbered(unit.en, number)))


def _numbered(unit: str, number: Number) -> str:
    """The singular or plural of "person|people"."""
    singular, _, plural = unit.partition("|")
    return singular if abs(number) == 1 or not plural else plural


def _counted(number: Number, unit: str) -> str:
    """Hangul counters and signs are attached, words in Latin letters are not."""
    digits = _grouped(number, is_year_like=unit in ("", "년"))
    if not unit:
        return digits
    is_attached = unit.startswith(_ATTACHED) or "가" <= unit[0] <= "힣"
    return digits + unit if is_attached else f"{digits} {unit}"


def _grouped(number: Number, *, is_year_like: bool) -> str:
    text = plain(number)
    if is_year_like and len(text) == 4:  # a year has no comma
        return text
    whole, point, decimals = text.partition(".")
    return f"{int(whole):,}{point}{decimals}" if whole != "-0" else text


def won_in_korean(won: int) -> str:
    """12억 원, 1억 2,345만 원, 4,567원: exact, in steps of ten thousand."""
    left, parts = abs(won), []
    for step, size in _KOREAN_STEPS:
        count, left = divmod(left, size)
        if count:
            parts.append(f"{count:,}{step}")
    if not parts:
        return "0원"
    sign = "-" if won < 0 else ""
    space = "" if parts[-1][-1].isdigit() else " "
    return f"{sign}{' '.join(parts)}{space}원"


def won_in_english(won: int) -> str:
    """KRW 1.2 billion where three decimals are exact, else every digit."""
    sign = "-" if won < 0 else ""
    for step, zeros in _ENGLISH_STEPS:
        size = 10**zeros
        if abs(won) >= size and abs(won) % (size // 1000) == 0:
            return f"{sign}KRW {_grouped(Decimal(abs(won)) / size, is_year_like=True)} {step}"
    return f"{sign}KRW {abs(won):,}"
