"""Numbers of every kind, amounts of money among them."""

from decimal import Decimal
from functools import cached_property
from typing import Any

from django.utils.translation import gettext_lazy

from surveys.fitting import Limit
from surveys.forms import parsing
from surveys.forms.answer_field import AnswerField, Stored, Typed
from surveys.forms.mistakes import Mistake
from surveys.logic.descriptions import describe_won
from surveys.logic.text import Text


class NumberField(AnswerField):
    """Numbers of every kind: what differs is how they are read."""

    input_mode = "numeric"
    width = "number"
    mistake = gettext_lazy("Write a whole number in digits, for example 38.")
    what_to_do = gettext_lazy("Write a number.")
    most_characters = 40

    def number(self, text: str) -> int | Decimal | None:
        return parsing.whole_number(text)

    def read(self, typed: Typed) -> Stored:
        number = self.number(self.without_unit(parsing.plain(typed.text)))
        if number is None:
            raise ValueError
        return number if isinstance(number, int) else f"{number.normalize():f}"

    def write(self, stored: Any) -> list[str]:
        return [f"{Decimal(str(stored)):,f}"]

    def without_unit(self, text: str) -> str:
        for unit in (self.question.unit.ko, *self.question.unit.en.split("|")):
            unit = parsing.plain(unit)
            if unit and text.casefold().endswith(unit.casefold()):
                return text[: -len(unit)].strip()
        return text

    def limit(self, limit: Decimal) -> str | Text:
        """A minimum or a maximum in words."""
        return f"{limit.normalize():,f}"

    def beyond_in_our_words(self, limit: Limit) -> Mistake:
        low, high = self.question.minimum, self.question.maximum
        if limit is Limit.MINIMUM and low is not None:
            sentence = gettext_lazy("Write a number that is at least %(low)s.")
            return Mistake(sentence, low=self.limit(low))
        if limit is Limit.MAXIMUM and high is not None:
            sentence = gettext_lazy("Write a number that is at most %(high)s.")
            return Mistake(sentence, high=self.limit(high))
        return super().beyond_in_our_words(limit)


class DecimalField(NumberField):
    input_mode = "decimal"
    mistake = gettext_lazy("Write a number in digits, for example 12.5.")

    def number(self, text: str) -> Decimal | None:
        return parsing.decimal_number(text)


class PercentField(DecimalField):
    """A share from 0 to 100, whatever else the question asks for."""

    mistake = gettext_lazy("Write a percentage from 0 to 100 in digits, for example 12.5.")
    what_to_do = gettext_lazy("Write a percentage from 0 to 100.")

    def number(self, text: str) -> Decimal | None:
        number = parsing.decimal_number(text.removesuffix("%"))
        return number if number is not None and 0 <= number <= 100 else None


class MoneyField(NumberField):
    """An amount, stored in won. A bare number counts the question's own unit, such as 백만원."""

    input_mode = "text"  # a numeric keypad has no 억
    width = "money"
    is_own_hint_always_shown = True
    own_hint = gettext_lazy("You can write units, too: 3,000만, 12억 or 1.5 billion.")
    mistake = gettext_lazy("Write an amount in won, for example 350,000,000 or 3.5억.")
    what_to_do = gettext_lazy("Write an amount in won.")

    @cached_property
    def won_per_unit(self) -> int:
        unit = self.question.unit
        return max(parsing.won_per(unit.ko), parsing.won_per(unit.en))

    def read(self, typed: Typed) -> Stored:
        text = parsing.plain(typed.text)
        bare = parsing.decimal_number(text)
        if bare is not None:
            text = f"{bare * self.won_per_unit:f}"
        amount = parsing.won(text)
        if amount is None:
            raise ValueError
        return amount

    def write(self, stored: Any) -> list[str]:
        amount = Decimal(str(stored)) / self.won_per_unit
        return [f"{amount.normalize():,f}"]

    def limit(self, limit: Decimal) -> str | Text:
        return describe_won(int(limit))


class YearField(NumberField):
    width = "short"
    mistake = gettext_lazy("Write the year in four digits, for example 2019.")
    what_to_do = gettext_lazy("Write the year in four digits.")

    def number(self, text: str) -> int | None:
        return parsing.year(text)

    def write(self, stored: Any) -> list[str]:
        return [str(stored)]

    def limit(self, limit: Decimal) -> str | Text:
        return f"{limit.normalize():f}"
