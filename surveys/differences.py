"""How one version differs from another, in words.

STAND-IN for the module of the same name on branch versions, which replaces it.
"""

from dataclasses import dataclass

from surveys.checking import Place
from surveys.logic.text import Text
from surveys.logic.wording import fill
from surveys.questionnaire import Questionnaire

_ADDED = Text(ko="‘{0}’ 질문을 추가했습니다.", en="The question “{0}” was added.")
_REMOVED = Text(ko="‘{0}’ 질문을 뺐습니다.", en="The question “{0}” was removed.")
_CHANGED = Text(ko="‘{0}’ 질문을 바꿨습니다.", en="The question “{0}” was changed.")


@dataclass(frozen=True, slots=True)
class Difference:
    place: Place
    sentence: Text


def differences(old: Questionnaire, new: Questionnaire) -> tuple[Difference, ...]:
    before, after = old.questions_by_code, new.questions_by_code
    found = [
        Difference(
            Place("question", code), fill(_CHANGED if code in before else _ADDED, [one.label])
        )
        for code, one in after.items()
        if before.get(code) != one
    ]
    found += [
        Difference(Place("question", code), fill(_REMOVED, [one.label]))
        for code, one in before.items()
        if code not in after
    ]
    return tuple(found)
