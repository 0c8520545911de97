"""The words of a questionnaire, as the logic engine's sentences want them, and those of answers."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from stdnum.kr import brn

from surveys.logic.descriptions import describe_date, describe_value
from surveys.logic.text import Text
from surveys.logic.values import Facts, Row, Value
from surveys.piping import piped
from surveys.questionnaire import Question, Questionnaire, QuestionType

UNITS_OF_TYPES = {
    QuestionType.MONEY: Text("원", "KRW"),
    QuestionType.PERCENT: Text("%", "%"),
    QuestionType.YEAR: Text("년", ""),
}
TYPE_NAMES: Mapping[QuestionType, Text] = {
    QuestionType.TEXT: Text(ko="짧은 글", en="a short text"),
    QuestionType.LONG_TEXT: Text(ko="긴 글", en="a long text"),
    QuestionType.INTEGER: Text(ko="정수", en="a whole number"),
    QuestionType.DECIMAL: Text(ko="소수", en="a decimal number"),
    QuestionType.MONEY: Text(ko="금액", en="an amount of money"),
    QuestionType.PERCENT: Text(ko="백분율", en="a percentage"),
    QuestionType.DATE: Text(ko="날짜", en="a date"),
    QuestionType.MONTH: Text(ko="연월", en="a month"),
    QuestionType.YEAR: Text(ko="연도", en="a year"),
    QuestionType.CHOOSE_ONE: Text(ko="하나 고르기", en="one option"),
    QuestionType.CHOOSE_SEVERAL: Text(ko="여러 개 고르기", en="several options"),
    QuestionType.RANKING: Text(ko="순위", en="a ranking"),
    QuestionType.GRID: Text(ko="평가표", en="a rating grid"),
    QuestionType.REPEAT: Text(ko="반복 항목", en="repeated rows"),
    QuestionType.NOTE: Text(ko="안내문", en="nothing (a note)"),
    QuestionType.REGISTRATION_NUMBER: Text(ko="사업자등록번호", en="a registration number"),
    QuestionType.EMAIL: Text(ko="이메일 주소", en="an e-mail address"),
    QuestionType.PHONE: Text(ko="전화번호", en="a phone number"),
    QuestionType.URL: Text(ko="웹 주소", en="a web address"),
    QuestionType.FILE: Text(ko="파일", en="a file"),
    QuestionType.CALCULATED: Text(ko="계산값", en="a calculated value"),
}
"""What a question of the type asks for."""

MOST_DECIMALS = 4
"""Of a calculation in words: a third of something has no end of them."""


@dataclass(frozen=True, slots=True)
class QuestionnaireVocabulary:
    """Short names, option labels and units of one questionnaire version, and answers in words.

    With `facts`, words that name an answer by `${code}` have it in them; without, they read as they
    were written.
    """

    questionnaire: Questionnaire
    facts: Facts | None = None

    def within(self, cells: Row) -> "QuestionnaireVocabulary":
        """The same inside a row of a repeat, whose own answers come first."""
        return self if self.facts is None else replace(self, facts={**self.facts, **cells})

    def words(self, text: Text) -> Text:
        return text if self.facts is None else piped(text, self.facts, self)

    def label(self, name: str) -> Text:
        question = self.questionnaire.questions_by_code.get(name)
        return self.words(question.short or question.label) if question else Text()

    def option(self, name: str, code: str) -> Text:
        question = self.questionnaire.questions_by_code.get(name)
        option = question.option(code) if question else None
        if option is None:
            return Text()
        if self.facts is None:
            return option.label
        # Options may name each other's answers round and round: once is enough.
        return piped(option.label, self.facts, replace(self, facts={}))

    def unit(self, name: str) -> Text:
        """What its numbers count: of money always won, whatever it is entered in."""
        question = self.questionnaire.questions_by_code.get(name)
        if question is None:
            return Text()
        of_type = UNITS_OF_TYPES.get(question.type, Text())
        return of_type if question.type is QuestionType.MONEY else question.unit or of_type

    def answer(self, name: str, value: Value) -> Text:
        """The value as an answer to the question `name`, on one line."""
        question = self.questionnaire.questions_by_code.get(name)
        match question.type if question else None, value:
            case QuestionType.REGISTRATION_NUMBER, str():
                number = str(brn.format(value))
                return Text(number, number)
            case QuestionType.MONTH, date():
                first = describe_date(value.replace(day=1))
                return Text(first.ko.removesuffix(" 1일"), first.en.removeprefix("1 "))
            case QuestionType.RANKING, tuple():
                codes = [one for one in value if isinstance(one, str)]
                return joined(
                    (
                        joined((ordinal(place), self.answer(name, code)), " ")
                        for place, code in enumerate(codes, 1)
                    ),
                    ", ",
                )
            case QuestionType.CALCULATED, Decimal() if value.is_finite():
                return describe_value(name, round(value, MOST_DECIMALS), self)
        return describe_value(name, value, self)

    def row(self, repeat: Question, cells: Row) -> Text:
        """One row of a repeat on one line: what its columns hold, in their order."""
        inside = self.within(cells)
        return joined(
            (inside.answer(c.code, cells[c.code]) for c in repeat.children if c.code in cells),
            " · ",
        )


def joined(texts: Iterable[Text], between: str) -> Text:
    """The texts one after the other, in both languages."""
    found = list(texts)
    return Text(
        ko=between.join(one.in_language("ko") for one in found),
        en=between.join(one.in_language("en") for one in found),
    )


def ordinal(place: int) -> Text:
    """A place in a ranking: 1위, 1st."""
    is_teen = 10 <= place % 100 < 20
    ending = "th" if is_teen else {1: "st", 2: "nd", 3: "rd"}.get(place % 10, "th")
    return Text(ko=f"{place}위", en=f"{place}{ending}")
