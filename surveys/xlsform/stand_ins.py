"""Questions that stand in for what a survey page has no question for."""

from dataclasses import replace

from surveys.logic.expressions import Answer, Apply, Expression, Literal
from surveys.logic.text import Text
from surveys.questionnaire import Option, Question, QuestionType
from surveys.xlsform.expressions import both

OTHER = "other"
TIME_PATTERN = "([01]?[0-9]|2[0-3]):[0-5][0-9]"
"""Of a time of day, such as 9:05 or 13:05."""


def acknowledgement() -> tuple[Option, ...]:
    return (Option("OK", Text(ko="확인했습니다", en="OK")),)


def shown_value(label: Text, code: str) -> Text:
    """The label with the value behind it."""
    value = f"${{{code}}}"
    if not label:
        return Text(ko=value, en=value)
    return Text(
        ko=f"{label.ko} {value}" if label.ko else "",
        en=f"{label.en} {value}" if label.en else "",
    )


def what_other(question: Question, code: str) -> tuple[Question, Question]:
    """A choice with an option “other”, and the text with this code that says what that is."""
    options = question.options
    if question.option(OTHER) is None:
        options = (*options, Option(OTHER, Text(ko="기타", en="Other")))
    is_one = question.type is QuestionType.CHOOSE_ONE
    chosen: Expression = Apply(
        "=" if is_one else "selected", (Answer(question.code), Literal(OTHER))
    )
    text = Question(
        code,
        QuestionType.TEXT,
        Text(ko="기타 내용을 적어 주십시오.", en="What is the other?"),
        is_required=False,
        relevant=both(question.relevant, chosen),
    )
    return replace(question, options=options), text
