"""The sentences. `{it}` is what has changed ("the question “Employees”"), by name."""

from collections.abc import Mapping
from typing import NamedTuple

from surveys.logic.text import Text

# --- What things are called -----------------------------------------------------------------------

QUESTIONNAIRE = Text(ko="조사표", en="the questionnaire")
SECTION = Text(ko="{0} 부문", en="the section {0}")
PAGE = Text(ko="{0} 페이지", en="the page {0}")
QUESTION = Text(ko="{0} 문항", en="the question {0}")
OPTION = Text(ko="{1} 문항의 선택지 {0}", en="the option {0} of the question {1}")
# Where its own name is what has changed:
SOME_SECTION = Text(ko="부문", en="a section")
SOME_PAGE = Text(ko="페이지", en="a page")
SOME_QUESTION = Text(ko="문항", en="a question")
SOME_OPTION = Text(ko="{1} 문항의 선택지", en="an option of the question {1}")

TITLE = Text(ko="제목", en="title")
INTRO = Text(ko="소개말", en="introduction")
WORDING = Text(ko="문구", en="wording")
SHORT = Text(ko="짧은 이름", en="short name")
HINT = Text(ko="도움말", en="hint")
GUIDANCE = Text(ko="자세한 설명", en="explanation")
UNIT = Text(ko="단위", en="unit")
MESSAGE = Text(ko="오류 안내문", en="error message")
MINIMUM = Text(ko="최솟값", en="minimum")
MAXIMUM = Text(ko="최댓값", en="maximum")
MOST_ROWS = Text(ko="최대 항목 수", en="largest number of entries")
TYPE = Text(ko="답변 형식", en="type of answer")

# --- Structure ------------------------------------------------------------------------------------

ADDED = Text(ko="{it:이/가} 추가되었습니다.", en="{it} was added.")
ADDED_TO = Text(ko="{it:이/가} {there}에 추가되었습니다.", en="{it} was added to {there}.")
REMOVED = Text(ko="{it:이/가} 삭제되었습니다.", en="{it} was removed.")
MOVED = Text(
    ko="{it:이/가} {before}에서 {there:으로/로} 옮겨졌습니다.",
    en="{it} moved from {before} to {there}.",
)
OPTION_ADDED = Text(
    ko="{it}에 선택지 {option:이/가} 추가되었습니다.", en="The option {option} was added to {it}."
)
OPTION_REMOVED = Text(
    ko="{it}의 선택지 {option:이/가} 삭제되었습니다.",
    en="The option {option} was removed from {it}.",
)
SECTIONS_REORDERED = Text(ko="부문의 순서가 바뀌었습니다.", en="The sections are in another order.")
PAGES_REORDERED = Text(
    ko="{it}의 페이지 순서가 바뀌었습니다.", en="The pages of {it} are in another order."
)
QUESTIONS_REORDERED = Text(
    ko="{it}의 문항 순서가 바뀌었습니다.", en="The questions of {it} are in another order."
)
PARTS_REORDERED = Text(
    ko="{it}에 속한 항목의 순서가 바뀌었습니다.", en="The parts of {it} are in another order."
)
OPTIONS_REORDERED = Text(
    ko="{it}의 선택지 순서가 바뀌었습니다.", en="The options of {it} are in another order."
)

# --- Words ----------------------------------------------------------------------------------------

CHANGED = Text(
    ko="{it}의 {noun:이/가} {old}에서 {new:으로/로} 바뀌었습니다.",
    en="The {noun} of {it} changed from {old} to {new}.",
)
WORDS_ADDED = Text(
    ko="{it}에 {noun:이/가} 추가되었습니다: {new}.", en="The {noun} {new} was added to {it}."
)
WORDS_REMOVED = Text(
    ko="{it}의 {noun:이/가} 삭제되었습니다. 이전: {old}.",
    en="The {noun} {old} was removed from {it}.",
)
OTHER_LANGUAGE = Text(
    ko="{it}의 영어 {noun:이/가} {old}에서 {new:으로/로} 바뀌었습니다.",
    en="The Korean {noun} of {it} changed from {old} to {new}.",
)
TRANSLATION = Text(
    ko="{it}의 {noun} 번역이 바뀌었으나 화면에 보이는 말은 그대로입니다.",
    en="A translation of the {noun} of {it} changed; what people see stays the same.",
)

# --- What counts as an answer ---------------------------------------------------------------------

REQUIRED = Text(ko="{it}에 이제 반드시 답해야 합니다.", en="{it} must now be answered.")
OPTIONAL = Text(ko="{it}에 이제 답하지 않아도 됩니다.", en="{it} no longer has to be answered.")
REQUIRED_ALWAYS = Text(
    ko="{it}에 이제 모든 경우에 반드시 답해야 합니다. 이전에는 다음 경우에만 답해야 했습니다: "
    "{old}.",
    en="{it} must now be answered in every case. Before, only in this case: {old}.",
)
REQUIRED_ONLY_IF = Text(
    ko="{it}에 이제 다음 경우에만 반드시 답해야 합니다: {new}.",
    en="{it} now has to be answered only in this case: {new}.",
)
LIMIT_ADDED = Text(ko="{it}에 {noun:이/가} 생겼습니다: {new}.", en="{it} now has a {noun}: {new}.")
LIMIT_REMOVED = Text(
    ko="{it}의 {noun:이/가} 없어졌습니다. 이전: {old}.",
    en="{it} no longer has a {noun}. Before: {old}.",
)
PATTERN_ADDED = Text(
    ko="{it}의 답변은 이제 정해진 형식에 맞아야 합니다.",
    en="The answer to {it} now has to have a certain form.",
)
PATTERN_REMOVED = Text(
    ko="{it}의 답변은 이제 정해진 형식에 맞지 않아도 됩니다.",
    en="The answer to {it} no longer has to have a certain form.",
)
PATTERN_CHANGED = Text(
    ko="{it}의 답변이 맞아야 하는 형식이 바뀌었습니다.",
    en="The form that the answer to {it} has to have is another one now.",
)
WAY_OUT_ADDED = Text(
    ko="{it}에 이제 {answer:으로/로} 답할 수 있습니다.",
    en="{it} can now be answered with {answer}.",
)
WAY_OUT_REMOVED = Text(
    ko="{it}에 이제 {answer:으로/로} 답할 수 없습니다.",
    en="{it} can no longer be answered with {answer}.",
)
EXCLUSIVE = Text(
    ko="{it:은/는} 이제 다른 선택지와 함께 고를 수 없습니다.",
    en="{it} can no longer be combined with others.",
)
NOT_EXCLUSIVE = Text(
    ko="{it:은/는} 이제 다른 선택지와 함께 고를 수 있습니다.",
    en="{it} can now be combined with others.",
)

# --- Presentation ---------------------------------------------------------------------------------

IN_LIST = Text(
    ko="{it}의 선택지는 이제 검색할 수 있는 목록에서 고릅니다.",
    en="The options of {it} are now in a list with search.",
)
ALL_AT_ONCE = Text(
    ko="{it}의 선택지는 이제 모두 한꺼번에 보입니다.",
    en="The options of {it} are now all shown at once.",
)
COLUMNS = Text(
    ko="{it}에 정해 둔 분류 값이 바뀌었습니다.", en="{it} has other values for filters now."
)

# --- Conditions and calculations ------------------------------------------------------------------


class Logic(NamedTuple):
    """An expression that has come, one that has gone, and one that is another now."""

    added: Text
    removed: Text
    changed: Text


SAME_READING = Text(
    ko="{it}의 조건이나 계산식이 다르게 쓰였으나 같은 뜻으로 읽힙니다: {new}.",
    en="A condition or calculation of {it} is written in another way, and reads the same: {new}.",
)

LOGIC: Mapping[str, Logic] = {
    "relevant": Logic(
        Text(
            ko="{it:은/는} 이제 다음 경우에만 표시됩니다: {new}. 이전에는 다른 답변과 관계없이 "
            "표시되었습니다.",
            en="{it} is now asked only in this case: {new}. Before, it did not depend on other "
            "answers.",
        ),
        Text(
            ko="{it:은/는} 이제 다른 답변과 관계없이 표시됩니다. 이전에는 다음 경우에만 "
            "표시되었습니다: {old}.",
            en="{it} no longer depends on other answers. Before, it was asked only in this case: "
            "{old}.",
        ),
        Text(
            ko="{it:은/는} 이제 다음 경우에만 표시됩니다: {new}. 이전에는 다음 경우에만 "
            "표시되었습니다: {old}.",
            en="{it} is now asked only in this case: {new}. Before, it was asked only in this "
            "case: {old}.",
        ),
    ),
    "required_if": Logic(
        Text(
            ko="{it}에 이제 다음 경우에는 반드시 답해야 합니다: {new}.",
            en="{it} must now be answered in this case: {new}.",
        ),
        Text(
            ko="{it}에 이제 다음 경우에도 답하지 않아도 됩니다: {old}.",
            en="{it} no longer has to be answered in this case: {old}.",
        ),
        Text(
            ko="{it}에 이제 다음 경우에 반드시 답해야 합니다: {new}. 이전에는 다음 "
            "경우였습니다: {old}.",
            en="{it} must now be answered in this case: {new}. Before, the case was: {old}.",
        ),
    ),
    "constraint": Logic(
        Text(
            ko="{it}의 답변은 이제 다음 조건을 충족해야 합니다: {new}.",
            en="The answer to {it} now has to meet this condition: {new}.",
        ),
        Text(
            ko="{it}의 답변은 이제 다음 조건을 충족하지 않아도 됩니다: {old}.",
            en="The answer to {it} no longer has to meet this condition: {old}.",
        ),
        Text(
            ko="{it}의 답변은 이제 다음 조건을 충족해야 합니다: {new}. 이전 조건은 다음과 "
            "같았습니다: {old}.",
            en="The answer to {it} now has to meet this condition: {new}. Before, the condition "
            "was: {old}.",
        ),
    ),
    "calculation": Logic(
        Text(
            ko="{it:은/는} 이제 다음과 같이 계산됩니다: {new}.",
            en="{it} is now worked out as follows: {new}.",
        ),
        Text(
            ko="{it:은/는} 이제 계산되지 않습니다. 이전 계산식은 다음과 같았습니다: {old}.",
            en="{it} is no longer worked out. Before, it was: {old}.",
        ),
        Text(
            ko="{it:은/는} 이제 다음과 같이 계산됩니다: {new}. 이전 계산식은 다음과 "
            "같았습니다: {old}.",
            en="{it} is now worked out as follows: {new}. Before, it was: {old}.",
        ),
    ),
    "default": Logic(
        Text(
            ko="{it}에 이제 다음 값이 미리 채워집니다: {new}.",
            en="{it} is now filled in beforehand with: {new}.",
        ),
        Text(
            ko="{it}에 이제 미리 채워지는 값이 없습니다. 이전 값은 다음과 같았습니다: {old}.",
            en="{it} is no longer filled in beforehand. Before, it was with: {old}.",
        ),
        Text(
            ko="{it}에 이제 다음 값이 미리 채워집니다: {new}. 이전 값은 다음과 같았습니다: {old}.",
            en="{it} is now filled in beforehand with: {new}. Before, it was with: {old}.",
        ),
    ),
    "choice_filter": Logic(
        Text(
            ko="{it}에 이제 다음 조건에 맞는 선택지만 표시됩니다: {new}.",
            en="{it} now shows only the options that meet this condition: {new}.",
        ),
        Text(
            ko="{it}에 이제 모든 선택지가 표시됩니다. 이전 조건은 다음과 같았습니다: {old}.",
            en="{it} now shows all its options. Before, they had to meet this condition: {old}.",
        ),
        Text(
            ko="{it}에 이제 다음 조건에 맞는 선택지만 표시됩니다: {new}. 이전 조건은 다음과 "
            "같았습니다: {old}.",
            en="{it} now shows only the options that meet this condition: {new}. Before, the "
            "condition was: {old}.",
        ),
    ),
    "row_count": Logic(
        Text(
            ko="{it}의 항목 수는 이제 다음 값에 따라 정해집니다: {new}.",
            en="How many entries {it} has is now given by: {new}.",
        ),
        Text(
            ko="{it}의 항목 수는 이제 자유롭게 정할 수 있습니다. 이전에는 다음 값에 따라 "
            "정해졌습니다: {old}.",
            en="{it} may now have any number of entries. Before, it was given by: {old}.",
        ),
        Text(
            ko="{it}의 항목 수는 이제 다음 값에 따라 정해집니다: {new}. 이전에는 다음 값을 "
            "따랐습니다: {old}.",
            en="How many entries {it} has is now given by: {new}. Before, it was given by: {old}.",
        ),
    ),
}

SECOND_LOOK = Logic(
    Text(
        ko="{it:이/가} 이제 다음 조건을 충족하지 않으면 답변을 다시 확인하도록 안내합니다: {new}.",
        en="{it} now asks for a second look unless this condition holds: {new}.",
    ),
    Text(
        ko="{it:은/는} 이제 답변을 다시 확인하도록 안내하지 않습니다. 이전 조건은 다음과 "
        "같았습니다: {old}.",
        en="{it} no longer asks for a second look. Before, it did unless this held: {old}.",
    ),
    Text(
        ko="{it:이/가} 이제 다음 조건을 충족하지 않으면 답변을 다시 확인하도록 안내합니다: {new}. "
        "이전 조건은 다음과 같았습니다: {old}.",
        en="{it} now asks for a second look unless this condition holds: {new}. Before, the "
        "condition was: {old}.",
    ),
)
"""The constraint of a calculation, which refuses nothing."""
