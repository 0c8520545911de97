"""Placeholders in words: `${code}` shows the answer to an earlier question."""

import re
from collections.abc import Iterator

from surveys.checking.places import Finding, Place, at, at_option, blocking, worth_knowing
from surveys.checking.standing import Schema, Standing
from surveys.checking.words import all_words
from surveys.logic.kinds import Kind
from surveys.logic.text import Text
from surveys.logic.tokens import quoted
from surveys.questionnaire import Page, Question, QuestionType, Section

_PLACEHOLDER = re.compile(r"\$\{\s*([^{}:\s]*)\s*(?::[^{}]*)?\}")


def placeholders(text: Text) -> tuple[str, ...]:
    """The codes that the words show the answers to, each once, in order."""
    found = [*_PLACEHOLDER.findall(text.ko), *_PLACEHOLDER.findall(text.en)]
    return tuple(dict.fromkeys(found))


def piping_findings(standing: Standing) -> Iterator[Finding]:
    for section in standing.questionnaire.sections:
        first = next(iter(section.pages), None)
        if first is not None:
            yield from _in_words(section, first, standing)
        for page in section.pages:
            yield from _in_words(page, page, standing)
    for page, question, schema in standing.questions():
        if question.type is not QuestionType.CALCULATED or question.asks_for_second_look:
            yield from _in_question(question, page, schema, standing)


def _in_question(
    question: Question, page: Page, schema: Schema, standing: Standing
) -> Iterator[Finding]:
    for field, text in all_words(question):
        found = _in_text(at(question, field), text, page, schema, standing)
        # A second look is taken at the end, when every answer is known.
        is_shown_at_the_end = question.type is QuestionType.CALCULATED
        yield from (one for one in found if one.is_blocking or not is_shown_at_the_end)
    for option in question.options:
        place = at_option(question, option, "label")
        yield from _in_text(place, option.label, page, schema, standing)


def _in_words(part: Section | Page, page: Page, standing: Standing) -> Iterator[Finding]:
    for field, text in all_words(part):
        yield from _in_text(at(part, field), text, page, standing.schema, standing)


def _in_text(
    place: Place, text: Text, page: Page, schema: Schema, standing: Standing
) -> Iterator[Finding]:
    if "${" not in text.ko and "${" not in text.en:
        return
    here = standing.page_numbers[page.code]
    for code in placeholders(text):
        known = schema.get(code)
        if known is None or known.kind is Kind.ROWS:
            yield blocking(place, _NOTHING_TO_SHOW, f"${{{code}}}")
            continue
        there = standing.known_on.get(code, -1)
        if there > here:
            yield worth_knowing(place, _LATER, quoted(code), standing.pages[there].title)
        elif there == here:
            yield worth_knowing(place, _SAME_PAGE, quoted(code))


_NOTHING_TO_SHOW = Text(
    ko="{0} 자리에 표시할 답변이 없습니다. 앞선 문항의 코드를 적거나 이 부분을 지워 주십시오.",
    en="There is no answer to show in place of {0}. Write the code of an earlier question, or "
    "remove it.",
)
_LATER = Text(
    ko="{0}의 답변은 뒤에 나오는 “{1}” 페이지에서 정해집니다. 그 전까지는 “…”로 표시됩니다.",
    en="The answer to {0} is settled later, on the page “{1}”. Until then companies see “…”.",
)
_SAME_PAGE = Text(
    ko="{0}의 답변은 같은 페이지에서 정해집니다. 이 페이지로 다시 돌아오기 전까지는 “…”로 "
    "표시됩니다.",
    en="The answer to {0} is settled on the same page. Companies see “…” until they come back.",
)
