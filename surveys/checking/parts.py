"""Parts that hold too little or too much, or limits that nothing can meet."""

from collections.abc import Iterator

from surveys.checking.places import Finding, Place, at, at_option, blocking, worth_knowing
from surveys.logic.patterns import pattern
from surveys.logic.text import Text
from surveys.logic.tokens import quoted
from surveys.questionnaire import (
    WITH_OPTIONS,
    WITHOUT_ANSWER,
    Question,
    Questionnaire,
    QuestionType,
)

MOST_OPTIONS = 1_000  # that may be shown at once
MOST_FILTERED_OPTIONS = 10_000
MOST_ROWS = 200  # of a repeat
LONGEST_PATTERN = 500

_OF_ROWS = (QuestionType.GRID, QuestionType.REPEAT)


def part_findings(questionnaire: Questionnaire) -> Iterator[Finding]:
    asks_something = False
    for section in questionnaire.sections:
        if not section.pages:
            yield blocking(at(section, "pages"), _NO_PAGE)
        for page in section.pages:
            if not page.questions:
                yield blocking(at(page, "questions"), _NO_QUESTION)
            for question in page.questions:
                asks_something |= question.type not in WITHOUT_ANSWER
                yield from _of_question(question)
                for child in question.children:
                    yield from _of_child(question, child)
    if not asks_something:
        yield blocking(Place("questionnaire", questionnaire.code, "sections"), _ASKS_NOTHING)


def _of_child(parent: Question, child: Question) -> Iterator[Finding]:
    if child.type in _OF_ROWS:
        yield blocking(at(child, "type"), _ROWS_IN_ROWS)
    elif parent.type is QuestionType.REPEAT:
        yield from _of_question(child)
    elif child.type is not QuestionType.CHOOSE_ONE or child.options not in ((), parent.options):
        yield blocking(at(child, "options"), _OTHER_SCALE)


def _of_question(question: Question) -> Iterator[Finding]:
    yield from _of_options(question)
    yield from _of_limits(question)
    if question.type in _OF_ROWS and not question.children:
        is_grid = question.type is QuestionType.GRID
        yield blocking(at(question, "children"), _NO_ROW if is_grid else _NO_COLUMN)
    if question.type is QuestionType.CALCULATED and question.calculation is None:
        yield blocking(at(question, "calculation"), _NO_CALCULATION)
    if question.type is QuestionType.REPEAT and not 1 <= question.most_rows <= MOST_ROWS:
        yield blocking(at(question, "most_rows"), _MOST_ROWS, MOST_ROWS)


def _of_options(question: Question) -> Iterator[Finding]:
    count = len(question.options)
    most = MOST_OPTIONS if question.choice_filter is None else MOST_FILTERED_OPTIONS
    chooses = question.type in WITH_OPTIONS or question.type is QuestionType.GRID
    if chooses and not count:
        yield blocking(at(question, "options"), _NO_OPTION)
    elif count > most:
        yield blocking(at(question, "options"), _MANY_OPTIONS, count, most)
    if question.type is not QuestionType.CHOOSE_SEVERAL:
        for option in question.options:
            if option.is_exclusive:
                yield worth_knowing(at_option(question, option, "is_exclusive"), _EXCLUSIVE)


def _of_limits(question: Question) -> Iterator[Finding]:
    least, greatest = question.minimum, question.maximum
    if least is not None and greatest is not None and least > greatest:
        yield blocking(at(question, "minimum"), _NO_ANSWER_FITS, f"{least:f}", f"{greatest:f}")
    if len(question.pattern) > LONGEST_PATTERN:
        yield blocking(at(question, "pattern"), _LONG_PATTERN, LONGEST_PATTERN)
    elif question.pattern and pattern(question.pattern) is None:
        yield blocking(at(question, "pattern"), _NO_PATTERN, quoted(question.pattern))


_ASKS_NOTHING = Text(
    ko="이 조사표에는 답할 문항이 없습니다. 문항을 추가해 주십시오.",
    en="The questionnaire asks nothing. Add a question.",
)
_NO_PAGE = Text(
    ko="이 부문에는 페이지가 없습니다. 추가하거나 부문을 지워 주십시오.",
    en="The section holds no page. Add one, or remove the section.",
)
_NO_QUESTION = Text(
    ko="이 페이지에는 문항이 없습니다. 추가하거나 페이지를 지워 주십시오.",
    en="The page holds no question. Add one, or remove the page.",
)
_NO_OPTION = Text(
    ko="고를 수 있는 선택지가 없습니다. 선택지를 추가해 주십시오.",
    en="There is no option to choose. Add some.",
)
_MANY_OPTIONS = Text(
    ko="선택지가 {0}개로, {1}개를 넘습니다. 두 단계로 나누어 묻거나 앞선 답변으로 선택지를 걸러 "
    "주십시오.",
    en="There are {0} options, more than {1}. Ask in two steps, or filter the options by an "
    "earlier answer.",
)
_EXCLUSIVE = Text(
    ko="하나만 고르는 문항에서는 선택지를 단독 선택으로 표시할 필요가 없습니다. 표시를 지워 "
    "주십시오.",
    en="Where only one option can be chosen, none needs to be marked as exclusive. Remove the "
    "mark.",
)
_NO_ROW = Text(
    ko="평가표에 항목이 없습니다. 추가하거나 평가표를 지워 주십시오.",
    en="The grid holds no row. Add one, or remove the grid.",
)
_NO_COLUMN = Text(
    ko="반복 항목에 문항이 없습니다. 추가하거나 반복을 지워 주십시오.",
    en="The repeat holds no question. Add one, or remove the repeat.",
)
_ROWS_IN_ROWS = Text(
    ko="반복 항목이나 평가표 안에 다시 반복 항목이나 평가표를 넣을 수 없습니다. 안쪽 것을 밖으로 "
    "옮겨 주십시오.",
    en="Rows inside rows cannot be asked. Move the inner repeat or grid out of the outer one.",
)
_OTHER_SCALE = Text(
    ko="평가표의 항목은 모두 하나를 고르는 문항이고 선택지가 같아야 합니다. 이 항목을 평가표 "
    "밖으로 옮기거나 다른 항목과 같은 선택지를 넣어 주십시오.",
    en="Every row of a grid chooses one of the same options. Move this row out of the grid, or "
    "give it the options of the others.",
)
_NO_CALCULATION = Text(
    ko="계산식이 없습니다. 계산식을 적어 주십시오.",
    en="The calculation is missing. Write one.",
)
_MOST_ROWS = Text(
    ko="항목 수의 한도는 1에서 {0} 사이여야 합니다. 그 사이의 수를 적어 주십시오.",
    en="A repeat has at least 1 and at most {0} rows. Write a number between them.",
)
_NO_ANSWER_FITS = Text(
    ko="최솟값 {0:이/가} 최댓값 {1}보다 큽니다. 두 수를 확인해 주십시오.",
    en="The least answer, {0}, is above the greatest, {1}. Check the two numbers.",
)
_LONG_PATTERN = Text(
    ko="정규식이 {0}자보다 깁니다. 더 짧게 줄여 주십시오.",
    en="The pattern is longer than {0} characters. Write a shorter one.",
)
_NO_PATTERN = Text(
    ko="{0:은/는} 읽을 수 없는 정규식입니다. 괄호를 확인하고, (?= 같은 앞뒤 탐색과 \\1 같은 "
    "역참조는 사용하지 마십시오.",
    en="{0} is no regular expression that can be read. Check its brackets, and use neither "
    "look-around such as (?= nor back references such as \\1.",
)
