"""Words: whether there are any, and in both languages."""

from collections.abc import Iterator

from surveys.checking.places import Finding, Place, at, at_option, blocking, worth_knowing
from surveys.logic.text import Text
from surveys.questionnaire import Option, Page, Question, Questionnaire, QuestionType, Section

LONGEST_TITLE = 200  # of the questionnaire, in either language

_BESIDE_THE_LABEL = ("short", "hint", "guidance", "unit", "constraint_message")


def word_findings(questionnaire: Questionnaire) -> Iterator[Finding]:
    title = Place("questionnaire", questionnaire.code, "title")
    if max(len(questionnaire.title.ko), len(questionnaire.title.en)) > LONGEST_TITLE:
        yield blocking(title, _LONG_TITLE, LONGEST_TITLE)
    yield from _wanted(title, questionnaire.title)
    for section in questionnaire.sections:
        yield from _wanted(at(section, "title"), section.title)
        for page in section.pages:
            yield from _wanted(at(page, "title"), page.title)
            yield from _in_both(at(page, "intro"), page.intro)
            for question in page.questions:
                for one in (question, *question.children):
                    yield from _of_question(one, question)


def all_words(part: Section | Page | Question | Option) -> Iterator[tuple[str, Text]]:
    """The part's fields that hold words for companies, those of its own parts left out."""
    match part:
        case Section():
            yield "title", part.title
        case Page():
            yield "title", part.title
            yield "intro", part.intro
        case Question():
            yield "label", part.label
            for field in _BESIDE_THE_LABEL:
                yield field, getattr(part, field)
        case Option():
            yield "label", part.label


def _of_question(question: Question, top: Question) -> Iterator[Finding]:
    if question.type is QuestionType.CALCULATED and not question.asks_for_second_look:
        return  # companies never see its words
    # A calculation without a name goes by its code.
    label_findings = _in_both if question.type is QuestionType.CALCULATED else _wanted
    yield from label_findings(at(question, "label"), question.label)
    for field in _BESIDE_THE_LABEL:
        yield from _in_both(at(question, field), getattr(question, field))
    is_row_of_grid = top.type is QuestionType.GRID and question is not top
    if not is_row_of_grid:  # its options are the grid's
        for option in question.options:
            yield from _wanted(at_option(question, option, "label"), option.label)


def _wanted(place: Place, text: Text) -> Iterator[Finding]:
    if not text:
        yield blocking(place, _NO_WORDS)
    yield from _in_both(place, text)


def _in_both(place: Place, text: Text) -> Iterator[Finding]:
    if text and not text.ko:
        yield worth_knowing(place, _NO_KOREAN)
    elif text and not text.en:
        yield worth_knowing(place, _NO_ENGLISH)


_NO_WORDS = Text(
    ko="한국어 문구와 영어 문구가 모두 없습니다. 문구를 적어 주십시오.",
    en="The words are missing in Korean and in English. Write them.",
)
_NO_KOREAN = Text(
    ko="한국어 문구가 없습니다. 한국어로 답변하는 기업에도 영어로 표시됩니다.",
    en="The Korean words are missing. Companies that answer in Korean will see the English.",
)
_NO_ENGLISH = Text(
    ko="영어 문구가 없습니다. 영어로 답변하는 기업에도 한국어로 표시됩니다.",
    en="The English words are missing. Companies that answer in English will see the Korean.",
)
_LONG_TITLE = Text(
    ko="제목이 {0}자보다 깁니다. 더 짧게 줄여 주십시오.",
    en="The title is longer than {0} characters. Write a shorter one.",
)
