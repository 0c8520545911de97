"""What is wrong with a questionnaire. STAND-IN for the package of this name on branch xlsform."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias

from surveys.logic.text import Text
from surveys.logic.wording import fill
from surveys.questionnaire import Questionnaire, QuestionType

Part: TypeAlias = Literal["questionnaire", "section", "page", "question", "option"]
_OTHER_TYPE = Text(
    ko="‘{0}’ 문항의 형식이 이전 버전과 다릅니다. 다른 코드를 쓰십시오.",
    en="The question “{0}” has another type than in an earlier version. Give it another code.",
)


@dataclass(frozen=True, slots=True)
class Place:
    part: Part
    code: str
    field: str

    @property
    def question(self) -> str:
        is_inside = self.part in ("question", "option")
        return self.code.partition("/")[0] if is_inside else ""


@dataclass(frozen=True, slots=True)
class Finding:
    place: Place
    message: Text
    is_blocking: bool = True


def findings(
    questionnaire: Questionnaire, earlier_types: Mapping[str, QuestionType] = {}
) -> tuple[Finding, ...]:
    return tuple(
        Finding(Place("question", code, "type"), fill(_OTHER_TYPE, [code]))
        for code, question in questionnaire.questions_by_code.items()
        if earlier_types.get(code, question.type) is not question.type
    )
