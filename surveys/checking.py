"""What is wrong with a questionnaire before anybody is asked: the faults that rows can hold."""

from collections.abc import Mapping
from dataclasses import dataclass

from surveys.logic.text import Text
from surveys.logic.wording import fill
from surveys.questionnaire import Questionnaire, QuestionType

_OTHER_TYPE = Text(
    ko="‘{0}’ 문항의 형식이 이전 버전과 다릅니다. 다른 코드를 쓰십시오.",
    en="The question “{0}” has another type than in an earlier version. Give it another code.",
)


@dataclass(frozen=True, slots=True)
class Place:
    part: str
    code: str
    field: str


@dataclass(frozen=True, slots=True)
class Finding:
    place: Place
    message: Text
    is_blocking: bool


def findings(
    questionnaire: Questionnaire, earlier_types: Mapping[str, QuestionType] = {}
) -> tuple[Finding, ...]:
    """A stand-in: only what a change of type breaks."""
    return tuple(
        Finding(Place("question", code, "type"), fill(_OTHER_TYPE, [code]), is_blocking=True)
        for code, question in questionnaire.questions_by_code.items()
        if earlier_types.get(code, question.type) is not question.type
    )
