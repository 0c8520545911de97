"""Codes: whether they can serve as names, and name one thing each."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from surveys.checking.places import Finding, Place, at, at_option, blocking, worth_knowing
from surveys.logic.expressions import answers_read
from surveys.logic.text import Text
from surveys.logic.tokens import quoted
from surveys.questionnaire import (
    LONGEST_CODE,
    Option,
    Page,
    Question,
    Questionnaire,
    QuestionType,
    Section,
)
from surveys.vocabulary import TYPE_NAMES

CODE = re.compile(r"[A-Za-z_][A-Za-z0-9_.-]*")
OPTION_CODE = re.compile(r"\S+")
_COLUMN = re.compile(r"[^\W\d][\w.\-]*")  # what a choice filter can name
RESERVED_COLUMNS = frozenset(
    {
        *("list_name", "list", "name", "value", "label", "caption", "text", "exclusive"),
        *("image", "big_image", "audio", "video"),
    }
)
"""What columns of a workbook's choices are called that mean something themselves."""


def proposed_code(written: str) -> str:
    """The nearest code to what was written; "" where no letter or digit of it can stay."""
    code = re.sub(r"[^A-Za-z0-9_.-]+", "_", written).strip("_.-")
    if code and not CODE.match(code):
        code = f"q_{code}"
    return code[:LONGEST_CODE]


def proposed_option_code(written: str) -> str:
    return re.sub(r"\s+", "_", written.strip())[:LONGEST_CODE]


def code_findings(
    questionnaire: Questionnaire, earlier_types: Mapping[str, QuestionType]
) -> Iterator[Finding]:
    questions = list(questionnaire.written_questions)
    yield from _of_parts(questionnaire.sections, _SECTION_TWICE)
    yield from _of_parts(questionnaire.pages, _PAGE_TWICE)
    yield from _of_parts(questions, _QUESTION_TWICE)
    for question in questions:
        earlier = earlier_types.get(question.code, question.type)
        if earlier is not question.type:
            yield blocking(
                at(question, "type"), _OTHER_TYPE, quoted(question.code), TYPE_NAMES[earlier]
            )
    yield from _of_options(questions)
    yield from _shared_names(questionnaire, questions)


def _of_parts(parts: Iterable[Section | Page | Question], twice: Text) -> Iterator[Finding]:
    parts = list(parts)
    counted = Counter(part.code for part in parts)
    for part in parts:
        place = at(part, "code")
        if not part.code:
            yield blocking(place, _NO_CODE)
        elif len(part.code) > LONGEST_CODE:
            yield blocking(place, _LONG_CODE, LONGEST_CODE)
        elif not CODE.fullmatch(part.code):
            yield _unusable(place, _NO_CODE_THAT_WORKS, part.code, proposed_code(part.code))
        elif counted[part.code] > 1:
            yield blocking(place, twice, quoted(part.code))


def _unusable(place: Place, words: Text, written: str, proposal: str) -> Finding:
    advice = _WRITE if proposal else Text()
    words = Text(ko=words.ko + advice.ko, en=words.en + advice.en)
    return blocking(place, words, quoted(written), quoted(proposal))


def _of_options(questions: Iterable[Question]) -> Iterator[Finding]:
    for question in questions:
        counted = Counter(option.code for option in question.options)
        for option in question.options:
            yield from _of_option(question, option, counted[option.code])
        names = sorted({name for option in question.options for name, _ in option.columns})
        as_headings = [name.casefold().replace("-", "_") for name in names]
        for name, heading in zip(names, as_headings, strict=True):
            if not _COLUMN.fullmatch(name) or heading in RESERVED_COLUMNS:
                yield blocking(at(question, "options"), _COLUMN_NAME, quoted(name))
            elif as_headings.count(heading) > 1:
                yield blocking(at(question, "options"), _COLUMN_TWICE, quoted(name))


def _of_option(question: Question, option: Option, count: int) -> Iterator[Finding]:
    place = at_option(question, option, "code")
    if not option.code:
        yield blocking(place, _NO_OPTION_CODE)
    elif len(option.code) > LONGEST_CODE or not OPTION_CODE.fullmatch(option.code):
        proposal = proposed_option_code(option.code)
        yield _unusable(place, _OPTION_CODE, option.code, proposal)
    elif count > 1:
        yield blocking(place, _OPTION_TWICE, quoted(option.code))


def _shared_names(questionnaire: Questionnaire, questions: Iterable[Question]) -> Iterator[Finding]:
    """A page with the code of a question: clear here, and to nobody who reads the workbook."""
    asked = {question.code for question in questions}
    groups: list[Section | Page] = [*questionnaire.sections, *questionnaire.pages]
    layers = [one for one in groups if one.code in asked]
    if not layers:
        return
    read = frozenset().union(*map(answers_read, questionnaire.expressions))
    for part in layers:
        if part.code in read:
            yield worth_knowing(at(part, "code"), _SHARED, quoted(part.code))


_NO_CODE = Text(
    ko="코드가 없습니다. “employees”와 같은 코드를 적어 주십시오.",
    en="The code is missing. Write one, such as “employees”.",
)
_LONG_CODE = Text(
    ko="코드가 {0}자보다 깁니다. 더 짧게 줄여 주십시오.",
    en="The code is longer than {0} characters. Write a shorter one.",
)
_NO_CODE_THAT_WORKS = Text(
    ko="{0:은/는} 코드로 쓸 수 없습니다. 코드는 영문자로 시작하고 영문자, 숫자, “_”, “-”, “.”만 "
    "쓸 수 있습니다.",
    en="{0} cannot be a code. A code begins with a letter from A to Z and has only such letters, "
    "digits and “_”, “-”, “.”.",
)
_WRITE = Text(ko=" 예: {1}", en=" Write {1}, for example.")
_SECTION_TWICE = Text(
    ko="코드가 {0}인 부문이 둘 이상입니다. 하나의 코드를 바꾸어 주십시오.",
    en="More than one section has the code {0}. Rename one of them.",
)
_PAGE_TWICE = Text(
    ko="코드가 {0}인 페이지가 둘 이상입니다. 하나의 코드를 바꾸어 주십시오.",
    en="More than one page has the code {0}. Rename one of them.",
)
_QUESTION_TWICE = Text(
    ko="코드가 {0}인 문항이 둘 이상입니다. 하나의 코드를 바꾸어 주십시오.",
    en="More than one question has the code {0}. Rename one of them.",
)
_OTHER_TYPE = Text(
    ko="이전 버전에서 {0:은/는} {1} 문항이었습니다. 회차를 비교할 수 있도록 코드의 유형은 바뀌지 "
    "않습니다. 새 코드를 사용해 주십시오.",
    en="In an earlier version {0} asked for {1}. A code never changes its type, so that waves can "
    "be compared. Use a new code.",
)
_NO_OPTION_CODE = Text(
    ko="선택지에 코드가 없습니다. “yes”와 같은 코드를 적어 주십시오.",
    en="The option has no code. Write one, such as “yes”.",
)
_OPTION_CODE = Text(
    ko="{0:은/는} 선택지의 코드로 쓸 수 없습니다. 띄어쓰기 없이 120자까지 적어 주십시오.",
    en="{0} cannot be the code of an option. Write at most 120 characters, without spaces.",
)
_OPTION_TWICE = Text(
    ko="코드가 {0}인 선택지가 둘 이상입니다. 하나의 코드를 바꾸어 주십시오.",
    en="More than one option has the code {0}. Rename one of them.",
)
_COLUMN_NAME = Text(
    ko="{0:은/는} 선택지 필터의 열 이름으로 쓸 수 없습니다. region처럼 띄어쓰기 없는 다른 이름을 "
    "적어 주십시오.",
    en="{0} cannot be the name of a column for choice filters. Write another name without "
    "spaces, such as “region”.",
)
_COLUMN_TWICE = Text(
    ko="선택지 필터의 열 이름 {0:은/는} 다른 열 이름과 대소문자나 “-”만 다릅니다. 둘 중 하나를 "
    "바꾸어 주십시오.",
    en="Another column for choice filters is called like {0} but for capitals or “-”. Rename one "
    "of them.",
)
_SHARED = Text(
    ko="조건이 가리키는 문항 {0:과/와} 코드가 같습니다. 여기서는 괜찮지만, 다른 XLSForm 프로그램은 "
    "둘을 구분하지 못합니다. 하나의 코드를 바꾸어 주십시오.",
    en="A question that conditions refer to has the code {0}, too. That is fine here, but other "
    "XLSForm programs cannot tell the two apart. Rename one of them.",
)
