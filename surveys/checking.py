"""What is wrong with a questionnaire, wherever it came from.

STAND-IN for the module of the same name on branch xlsform, which replaces it.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from surveys.fact_types import fact_types, visible_in_rows, visible_to_filter
from surveys.logic.check import FactType, check
from surveys.logic.kinds import Kind
from surveys.logic.text import Text
from surveys.logic.wording import fill
from surveys.questionnaire import (
    WITH_OPTIONS,
    Page,
    Question,
    Questionnaire,
    QuestionType,
    Section,
)

Part = Literal["section", "page", "question", "option", "questionnaire"]


@dataclass(frozen=True, slots=True)
class Place:
    part: Part
    code: str = ""
    field: str = ""


@dataclass(frozen=True, slots=True)
class Finding:
    place: Place
    message: Text
    is_blocking: bool = True


_NOTHING = Text(ko="질문이 없습니다. 질문을 추가하십시오.", en="Nothing is asked. Add a question.")
_NO_LABEL = Text(ko="문구가 없습니다. 적으십시오.", en="It has no words. Write them.")
_ONE_LANGUAGE = Text(ko="한 언어로만 적혀 있습니다.", en="It has words in one language only.")
_NO_OPTIONS = Text(ko="선택지가 없습니다. 추가하십시오.", en="It has no options. Add some.")
_NO_ROWS = Text(ko="행이 없습니다. 추가하십시오.", en="It has no rows. Add some.")
_TWICE = Text(ko="코드 {0:이/가} 여러 번 쓰였습니다.", en="The code {0} is used more than once.")
_OTHER_TYPE = Text(
    ko="앞선 판에서 {0:은/는} 다른 유형이었습니다. 다른 코드를 쓰십시오.",
    en="In an earlier version {0} had another type. Give it another code.",
)
_EMPTY = Text(ko="비어 있습니다. 채우거나 지우십시오.", en="It is empty. Fill or remove it.")


def findings(
    questionnaire: Questionnaire, earlier_types: Mapping[str, QuestionType] = {}
) -> tuple[Finding, ...]:
    """In the questionnaire's order."""
    return tuple(_findings(questionnaire, earlier_types))


def _findings(
    questionnaire: Questionnaire, earlier: Mapping[str, QuestionType]
) -> Iterator[Finding]:
    if not questionnaire.questions_by_code:
        yield Finding(Place("questionnaire"), _NOTHING)
    schema = fact_types(questionnaire)
    codes = Counter(
        one.code for page in questionnaire.pages for q in page.questions for one in (q, *q.children)
    )
    for section in questionnaire.sections:
        yield from _of_container(section, "section", bool(section.pages), schema)
        for page in section.pages:
            yield from _of_container(page, "page", bool(page.questions), schema)
            for question in page.questions:
                yield from _of_question(question, schema, codes, earlier)
                inside = schema
                if question.type is QuestionType.REPEAT:
                    inside = visible_in_rows(schema, question)
                for child in question.children:
                    is_row = question.type is QuestionType.GRID
                    yield from _of_question(child, inside, codes, earlier, is_row=is_row)


def _of_container(
    one: Section | Page, part: Part, is_filled: bool, schema: Mapping[str, FactType]
) -> Iterator[Finding]:
    yield from _of_words(Place(part, one.code, "title"), one.title)
    if not is_filled:
        yield Finding(Place(part, one.code), _EMPTY)
    if one.relevant is not None:
        for problem in check(one.relevant, schema, expected=Kind.BOOLEAN):
            yield Finding(Place(part, one.code, "relevant"), problem.message)


def _of_words(place: Place, text: Text) -> Iterator[Finding]:
    if not text:
        yield Finding(place, _NO_LABEL)
    elif not text.ko or not text.en:
        yield Finding(place, _ONE_LANGUAGE, is_blocking=False)


def _of_question(
    question: Question,
    schema: Mapping[str, FactType],
    codes: Counter[str],
    earlier: Mapping[str, QuestionType],
    *,
    is_row: bool = False,
) -> Iterator[Finding]:
    code = question.code
    if codes[code] > 1:
        yield Finding(Place("question", code, "code"), fill(_TWICE, [code]))
    if earlier.get(code, question.type) is not question.type:
        yield Finding(Place("question", code, "type"), fill(_OTHER_TYPE, [code]))
    yield from _of_words(Place("question", code, "label"), question.label)
    wants_options = question.type in WITH_OPTIONS or question.type is QuestionType.GRID
    if wants_options and not question.options and not is_row:
        yield Finding(Place("question", code, "options"), _NO_OPTIONS)
    if question.type in (QuestionType.GRID, QuestionType.REPEAT) and not question.children:
        yield Finding(Place("question", code, "children"), _NO_ROWS)
    for option in question.options:
        yield from _of_words(Place("option", f"{code}/{option.code}", "label"), option.label)
    for name, expression in question.conditions.items():
        expected = None if name in ("calculation", "default", "row_count") else Kind.BOOLEAN
        visible = visible_to_filter(schema, question) if name == "choice_filter" else schema
        for problem in check(expression, visible, expected=expected):
            yield Finding(Place("question", code, name), problem.message)
