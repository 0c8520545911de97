"""What people type, read kindly: numbers with commas, money in 억, dates with dots.

Every function takes text and returns the value, or None where the text cannot mean one. Nothing
guesses: "1,5" is neither 15 nor 1.5, so it is None and the person is asked again.
"""

import re
import unicodedata
from datetime import date
from decimal import Decimal

_LARGEST = 10**15  # a quadrillion won; anything above is a slip of the finger

_NUMBER = re.compile(r"-?(?:\d{1,3}(?:[, ]\d{3})+|\d{1,18})(?:\.\d{1,9})?")
_MYRIADS = {"조": 10**12, "억": 10**8, "만": 10**4, "": 1}
_TENS = {"천": 1000, "백": 100, "십": 10}
_ENGLISH = {
    "k": 10**3,
    "thousand": 10**3,
    "m": 10**6,
    "mn": 10**6,
    "million": 10**6,
    "b": 10**9,
    "bn": 10**9,
    "billion": 10**9,
    "tn": 10**12,
    "trillion": 10**12,
}
_WON = re.compile(r"^(?:krw|₩|\\)|(?:원|won|krw)$", re.IGNORECASE)
_WON_ANYWHERE = re.compile(r"₩|원|\b(?:won|krw)\b", re.IGNORECASE)
_DATE = re.compile(r"(\d{4}) ?[-./년] ?(\d{1,2}) ?[-./월] ?(\d{1,2}) ?[.일]?")
_MONTH = re.compile(r"(\d{4}) ?[-./년] ?(\d{1,2}) ?[.월]?")


def plain(text: str) -> str:
    """`text` with full-width characters made ordinary, blanks single, none at the ends, no NUL."""
    text = unicodedata.normalize("NFKC", text).replace("\0", "")
    return " ".join(text.replace("−", "-").split())


def prose(text: str) -> str:
    """What was written, without characters that no database or screen can hold."""
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n"))
    return "".join(c for c in text if c in "\n\t" or unicodedata.category(c) != "Cc").strip()


def decimal_number(text: str) -> Decimal | None:
    """ "1,234.5" → 1234.5. Commas and blanks only where they group thousands."""
    text = plain(text)
    if not _NUMBER.fullmatch(text):
        return None
    number = Decimal(text.replace(",", "").replace(" ", ""))
    return number if abs(number) <= _LARGEST else None


def whole_number(text: str) -> int | None:
    """ "1,234" and "1234.0" → 1234; a fraction is None."""
    number = decimal_number(text)
    return int(number) if number is not None and number == int(number) else None


def won(text: str) -> int | None:
    """An amount in Korean won: "12억", "3억 5,000만", "350백만원", "1.5 billion", "₩1,200,000"."""
    text = _WON.sub("", _WON.sub("", plain(text)).strip()).strip()
    amount = decimal_number(text)
    if amount is None:
        amount = _in_english_units(text)
    if amount is None:
        amount = _in_korean_units(text)
    if amount is None or amount != int(amount) or abs(amount) > _LARGEST:
        return None
    return int(amount)


def won_per(unit: str) -> int:
    """What 1 of the unit is worth in won: 1,000,000 of "백만원" or "KRW million"."""
    return won(f"1 {_WON_ANYWHERE.sub('', plain(unit))}") or 1


def _in_english_units(text: str) -> Decimal | None:
    match = re.fullmatch(r"(.*?[\d]) ?([a-z]+)", text.lower())
    if match is None or match[2] not in _ENGLISH:
        return None
    number = decimal_number(match[1])
    return None if number is None else number * _ENGLISH[match[2]]


def _in_korean_units(text: str) -> Decimal | None:
    """A sum of 조, 억 and 만, each once and in falling order."""
    pieces = re.findall(r"([^조억만]+)([조억만]|$)", text)
    if "".join(number + unit for number, unit in pieces) != text or not pieces:
        return None
    factors = [_MYRIADS[unit] for _, unit in pieces]
    numbers = [_below_a_myriad(number.strip()) for number, _ in pieces]
    if factors != sorted(set(factors), reverse=True):
        return None
    total = Decimal(0)
    for number, factor in zip(numbers, factors, strict=True):
        if number is None:
            return None
        total += number * factor
    return total


def _below_a_myriad(text: str) -> Decimal | None:
    """The number before 조, 억 or 만: "3,000", "1.5", "3천", "2천5백", "1,250백"."""
    number = decimal_number(text)
    if number is not None:
        return number
    match = re.fullmatch(r"(?:([\d.,]*) ?천)? ?(?:([\d.,]*) ?백)? ?(?:([\d.,]*) ?십)? ?(\d*)", text)
    if match is None or not text:
        return None
    total = Decimal(match[4] or 0)
    for digits, (unit, factor) in zip(match.groups()[:3], _TENS.items(), strict=True):
        if digits is None:
            continue
        number = decimal_number(digits or "1")  # 천만 is one 천만
        if number is None or unit not in text:
            return None
        total += number * factor
    return total


def day(text: str) -> date | None:
    """ "2024-03-01", "2024.3.1", "2024년 3월 1일" or "20240301"."""
    text = plain(text)
    if re.fullmatch(r"\d{8}", text):
        text = f"{text[:4]}-{text[4:6]}-{text[6:]}"
    match = _DATE.fullmatch(text)
    return _date(*match.groups()) if match else None


def month(text: str) -> date | None:
    """ "2024-03", "2024.3" or "2024년 3월", as the first of that month."""
    match = _MONTH.fullmatch(plain(text))
    return _date(*match.groups(), "1") if match else None


def year(text: str) -> int | None:
    """ "2019" or "2019년"."""
    match = re.fullmatch(r"(\d{4}) ?년?", plain(text))
    return int(match[1]) if match and 1800 <= int(match[1]) <= 2200 else None


def _date(*parts: str) -> date | None:
    try:
        found = date(*(int(part) for part in parts))
    except ValueError:
        return None
    return found if 1800 <= found.year <= 2200 else None
