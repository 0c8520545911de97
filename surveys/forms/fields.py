"""One Django field per question type.

A new question type is a subclass of `AnswerField` and a row in `FIELDS`.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import EmailValidator, URLValidator
from django.utils.translation import gettext_lazy
from stdnum.exceptions import InvalidComponent
from stdnum.exceptions import ValidationError as NotANumber
from stdnum.kr import brn

from surveys.forms import parsing
from surveys.forms.answer_field import AnswerField, Stored, Typed
from surveys.forms.choice_fields import ChooseOneField, ChooseSeveralField, RankingField
from surveys.forms.file_field import FileField
from surveys.forms.mistakes import Mistake
from surveys.forms.number_fields import (
    DecimalField,
    MoneyField,
    NumberField,
    PercentField,
    YearField,
)
from surveys.questionnaire import QuestionType


class LongTextField(AnswerField):
    kind = "lines"
    most_characters = 4000


class DateField(AnswerField):
    input_type = "date"
    width = "date"
    mistake = gettext_lazy("Write a date that exists, for example 2019-03-01.")
    what_to_do = gettext_lazy("Give the date.")
    format = "%Y-%m-%d"
    parse = staticmethod(parsing.day)

    def read(self, typed: Typed) -> Stored:
        found: date | None = self.parse(typed.text)
        if found is None:
            raise ValueError
        return found.strftime(self.format)


class MonthField(DateField):
    input_type = "month"
    mistake = gettext_lazy("Write a year and a month, for example 2019-03.")
    what_to_do = gettext_lazy("Give the year and the month.")
    format = "%Y-%m"
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
            raise Mistake(
                gettext_lazy(
                    "There is no such number. Compare it with your registration certificate."
                )
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
    QuestionType.RANKING: RankingField,
    QuestionType.FILE: FileField,
    QuestionType.REGISTRATION_NUMBER: RegistrationNumberField,
    QuestionType.EMAIL: EmailField,
    QuestionType.PHONE: PhoneField,
    QuestionType.URL: UrlField,
}
