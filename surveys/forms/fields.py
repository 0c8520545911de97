"""One Django field per question type.

A new question type is a subclass of `AnswerField` and a row in `FIELDS`.
"""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import EmailValidator, URLValidator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from stdnum.exceptions import InvalidComponent
from stdnum.exceptions import ValidationError as NotANumber
from stdnum.kr import brn

from surveys.forms import parsing
from surveys.forms.answer_field import AnswerField, Stored, Typed
from surveys.language import in_words
from surveys.questionnaire import QuestionType


class LongTextField(AnswerField):
    kind = "lines"
    most_characters = 4000


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
        number = self.number(self._without_unit(parsing.plain(typed.text)))
        if number is None:
            raise ValueError
        return number if isinstance(number, int) else f"{number.normalize():f}"

    def write(self, stored: Any) -> list[str]:
        return [f"{Decimal(str(stored)):,f}"]

    def _without_unit(self, text: str) -> str:
        for unit in (self.question.unit.ko, *self.question.unit.en.split("|")):
            unit = parsing.plain(unit)
            if unit and text.casefold().endswith(unit.casefold()):
                return text[: -len(unit)].strip()
        return text

    def _check_bounds(self, stored: Stored) -> None:
        number, low, high = Decimal(str(stored)), self.question.minimum, self.question.maximum
        if low is not None and number < low:
            sentence = _("Write a number that is at least %(low)s.")
            raise self.advice(sentence % {"low": f"{low.normalize():,f}"})
        if high is not None and number > high:
            raise self.advice(
                _("Write a number that is at most %(high)s.") % {"high": f"{high.normalize():,f}"}
            )


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
    input_mode = "text"  # a numeric keypad has no 억
    width = "money"
    is_own_hint_always_shown = True
    own_hint = gettext_lazy("You can write units, too: 3,000만, 12억 or 1.5 billion.")
    mistake = gettext_lazy("Write an amount in won, for example 350,000,000 or 3.5억.")
    what_to_do = gettext_lazy("Write an amount in won.")

    def number(self, text: str) -> int | None:
        return parsing.won(text)


class YearField(NumberField):
    width = "short"
    mistake = gettext_lazy("Write the year in four digits, for example 2019.")
    what_to_do = gettext_lazy("Write the year in four digits.")

    def number(self, text: str) -> int | None:
        return parsing.year(text)

    def write(self, stored: Any) -> list[str]:
        return [str(stored)]


class DateField(AnswerField):
    input_type = "date"
    width = "date"
    mistake = gettext_lazy("Write a date that exists, for example 2019-03-01.")
    what_to_do = gettext_lazy("Give the date.")
    pattern = "%Y-%m-%d"
    parse = staticmethod(parsing.day)

    def read(self, typed: Typed) -> Stored:
        found: date | None = self.parse(typed.text)
        if found is None:
            raise ValueError
        return found.strftime(self.pattern)


class MonthField(DateField):
    input_type = "month"
    mistake = gettext_lazy("Write a year and a month, for example 2019-03.")
    what_to_do = gettext_lazy("Give the year and the month.")
    pattern = "%Y-%m"
    parse = staticmethod(parsing.month)


class RegistrationNumberField(AnswerField):
    """A business registration number, held as ten digits that stdnum takes for one."""

    input_mode = "numeric"
    width = "money"
    own_hint = gettext_lazy("Ten digits, with or without hyphens: 000-00-00000.")
    mistake = gettext_lazy("Write all ten digits of the registration number.")
    what_to_do = gettext_lazy("Write the ten digits of the registration number.")

    def read(self, typed: Typed) -> Stored:
        try:
            return str(brn.validate(parsing.plain(typed.text)))
        except InvalidComponent as problem:
            raise ValueError(
                _("There is no such number. Compare it with your registration certificate.")
            ) from problem
        except NotANumber as problem:
            raise ValueError from problem

    def write(self, stored: Any) -> list[str]:
        return [str(brn.format(str(stored)))]


class EmailField(AnswerField):
    input_type = "email"
    mistake = gettext_lazy("Write an e-mail address, for example name@company.kr.")
    what_to_do = gettext_lazy("Write an e-mail address.")
    most_characters = 254

    def read(self, typed: Typed) -> Stored:
        return _valid(EmailValidator(), parsing.plain(typed.text))


class PhoneField(AnswerField):
    input_type = "tel"
    width = "money"
    mistake = gettext_lazy("Write a telephone number, for example 062-123-4567.")
    what_to_do = gettext_lazy("Write a telephone number.")
    most_characters = 40

    def read(self, typed: Typed) -> Stored:
        text = parsing.plain(typed.text)
        digits = [c for c in text if c.isdigit()]
        if not 7 <= len(digits) <= 15 or text.strip("0123456789-+(). "):
            raise ValueError
        return text


class UrlField(AnswerField):
    input_mode = "url"
    mistake = gettext_lazy("Write a web address, for example www.company.kr.")
    what_to_do = gettext_lazy("Write a web address.")

    def read(self, typed: Typed) -> Stored:
        text = parsing.plain(typed.text)
        return _valid(
            URLValidator(schemes=["http", "https"]), text if "://" in text else f"https://{text}"
        )


def _valid(validator: EmailValidator | URLValidator, text: str) -> str:
    """`text`, if the validator takes it and it has no control characters, as some of them do."""
    if not text.isprintable():
        raise ValueError
    try:
        validator(text)
    except ValidationError as problem:
        raise ValueError from problem
    return text


class ChooseOneField(AnswerField):
    """Radio buttons, or a list to pick from when there are many."""

    mistake = gettext_lazy("Choose one of the answers.")
    what_to_do = gettext_lazy("Choose one answer.")
    most_radios = 12

    @property
    def kind(self) -> str:  # type: ignore[override]
        return "select" if len(self.question.options) > self.most_radios else "radios"

    def read(self, typed: Typed) -> Stored:
        option = self.question.option(typed.text)
        if option is None:
            raise ValueError
        return option.code


class ChooseSeveralField(AnswerField):
    kind = "checkboxes"
    own_hint = gettext_lazy("Choose all that apply.")
    mistake = gettext_lazy("Choose from the answers shown.")
    what_to_do = gettext_lazy("Choose at least one answer.")

    def read(self, typed: Typed) -> Stored:
        """The chosen codes in the options' order; an exclusive one stands alone."""
        chosen = [option for option in self.question.options if option.code in typed.values]
        if len(chosen) != len(set(typed.values)):
            raise ValueError
        alone = next((option for option in chosen if option.is_exclusive), None)
        if alone and len(chosen) > 1:
            raise ValueError(
                _("Either choose “%(alone)s” or the other answers. It cannot be both.")
                % {"alone": in_words(alone.label)}
            )
        return [option.code for option in chosen]

    def write(self, stored: Any) -> list[str]:
        return [str(code) for code in stored]


FIELDS: Mapping[QuestionType, type[AnswerField]] = {
    QuestionType.TEXT: AnswerField,
    QuestionType.LONG_TEXT: LongTextField,
    QuestionType.INTEGER: NumberField,
    QuestionType.DECIMAL: DecimalField,
    QuestionType.MONEY: MoneyField,
    QuestionType.PERCENT: PercentField,
    QuestionType.DATE: DateField,
    QuestionType.MONTH: MonthField,
    QuestionType.YEAR: YearField,
    QuestionType.CHOOSE_ONE: ChooseOneField,
    QuestionType.CHOOSE_SEVERAL: ChooseSeveralField,
    QuestionType.REGISTRATION_NUMBER: RegistrationNumberField,
    QuestionType.EMAIL: EmailField,
    QuestionType.PHONE: PhoneField,
    QuestionType.URL: UrlField,
}
