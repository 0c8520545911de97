"""Properties: equals do not differ, and whatever single thing is changed, its code is named."""

from collections.abc import Callable, Iterator
from dataclasses import fields, replace
from decimal import Decimal
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from surveys.differences import Difference, differences
from surveys.logic.text import Text
from surveys.logic.values import Missing
from surveys.logic.xlsform_syntax import parse
from surveys.questionnaire import (
    WITHOUT_ANSWER,
    Option,
    Page,
    Question,
    Questionnaire,
    QuestionType,
    Section,
)
from tests.surveys.questionnaires import questionnaires

OTHER = Text("다른 말", "Other words")
Value = Any  # a field of a questionnaire's part


def _other(value: Value, first: Value, second: Value) -> Value:
    return second if value == first else first


def _type(value: QuestionType) -> QuestionType:
    return _other(value, QuestionType.TEXT, QuestionType.EMAIL)


def _text(value: Text) -> Text:
    """Other words in one language only, or in both."""
    return replace(value, en=value.en + "!") if value.ko else OTHER


def _condition(value: Value) -> Value:
    return _other(value, parse("${q0} = 'other'"), None)


def _columns(value: Value) -> Value:
    return _other(value, (("region", "south"),), ())


def _ways_out(value: frozenset[Missing]) -> frozenset[Missing]:
    return value ^ {Missing.DONT_KNOW}


def _limit(value: Decimal | None) -> Decimal | None:
    return _other(value, Decimal("7.5"), None)


def _flag(value: bool) -> bool:
    return not value


def _options(value: tuple[Option, ...]) -> tuple[Option, ...]:
    return (*value, Option("a_new_one", OTHER))


def _shorter(value: tuple[Value, ...]) -> tuple[Value, ...]:
    return value[1:]


def _turned(value: tuple[Value, ...]) -> tuple[Value, ...]:
    return value[::-1]


def _children(value: tuple[Question, ...]) -> tuple[Question, ...]:
    return (*value, Question("a_new_child", QuestionType.TEXT, OTHER))


def _questions(value: tuple[Question, ...]) -> tuple[Question, ...]:
    return (*value, Question("a_new_question", QuestionType.TEXT, OTHER))


def _pages(value: tuple[Page, ...]) -> tuple[Page, ...]:
    return (*value, Page("a_new_page", OTHER, ()))


def _sections(value: tuple[Section, ...]) -> tuple[Section, ...]:
    return (*value, Section("a_new_section", OTHER, ()))


Change = Callable[[Value], Value]
TEXTS = ("label", "short", "hint", "guidance", "constraint_message", "unit")
LOGIC = (
    "relevant",
    "required_if",
    "constraint",
    "calculation",
    "default",
    "choice_filter",
    "row_count",
)
OF_QUESTION: dict[str, Change] = {
    "type": _type,
    **dict.fromkeys(TEXTS, _text),
    "is_required": _flag,
    **dict.fromkeys(LOGIC, _condition),
    "is_dropdown": _flag,
    "minimum": _limit,
    "maximum": _limit,
    "pattern": lambda value: value + "[0-9]",
    "allowed_missing": _ways_out,
    "options": _options,
    "most_rows": lambda value: value + 1,
}
OF_OPTION: dict[str, Change] = {"label": _text, "is_exclusive": _flag, "columns": _columns}
OF_PAGE: dict[str, Change] = {
    "title": _text,
    "intro": _text,
    "relevant": _condition,
    "questions": _questions,
}
OF_SECTION: dict[str, Change] = {"title": _text, "relevant": _condition, "pages": _pages}
ADDED = {
    "options": "/a_new_one",
    "children": "a_new_child",
    "questions": "a_new_question",
    "pages": "a_new_page",
}

Mutant = tuple[Questionnaire, str, str]
"""A questionnaire in which one thing is otherwise, the code of that thing, and what was done."""


def test_no_field_is_forgotten() -> None:
    for part, changes in (
        (Question, {**OF_QUESTION, "children": _children}),
        (Option, OF_OPTION),
        (Page, OF_PAGE),
        (Section, OF_SECTION),
    ):
        assert {field.name for field in fields(part)} - {"code"} == set(changes)


def mutants(whole: Questionnaire) -> Iterator[Mutant]:
    yield replace(whole, title=_text(whole.title)), whole.code, "title"
    yield replace(whole, sections=_sections(whole.sections)), "a_new_section", "sections"
    if len(whole.sections) > 1:
        yield replace(whole, sections=_turned(whole.sections)), whole.code, "sections turned"
        gone = whole.sections[0].code
        yield replace(whole, sections=_shorter(whole.sections)), gone, "section gone"
    for at, section in enumerate(whole.sections):
        for other, code, what in _of_section(section):
            sections = (*whole.sections[:at], other, *whole.sections[at + 1 :])
            yield replace(whole, sections=sections), code, what


def _of_section(section: Section) -> Iterator[tuple[Section, str, str]]:
    yield from _changed(section, OF_SECTION)
    yield from _rearranged(section, "pages")
    for page, code, what in _inside(section.pages, _of_page):
        yield replace(section, pages=page), code, what


def _of_page(page: Page) -> Iterator[tuple[Page, str, str]]:
    yield from _changed(page, OF_PAGE)
    yield from _rearranged(page, "questions")
    for questions, code, what in _inside(page.questions, _of_question):
        yield replace(page, questions=questions), code, what


def _of_question(question: Question) -> Iterator[tuple[Question, str, str]]:
    yield from _of_child(question)
    yield from _changed(question, {"children": _children})
    yield from _rearranged(question, "children")
    for children, code, what in _inside(question.children, _of_child):
        yield replace(question, children=children), code, what


def _of_child(question: Question) -> Iterator[tuple[Question, str, str]]:
    felt = {one: change for one, change in OF_QUESTION.items() if _matters(question, one)}
    yield from _changed(question, felt)
    for option_at, option in enumerate(question.options):
        code = f"{question.code}/{option.code}"
        for other, _, what in _changed(option, OF_OPTION):
            options = list(question.options)
            options[option_at] = other
            yield replace(question, options=tuple(options)), code, what
    if question.options:
        gone = f"{question.code}/{question.options[0].code}"
        yield replace(question, options=_shorter(question.options)), gone, "option gone"
    if len(question.options) > 1:
        turned = _turned(question.options)
        yield replace(question, options=turned), question.code, "options turned"


def _matters(question: Question, field: str) -> bool:
    """Whether the field decides anything: not every question is one that can be required."""
    if question.type in WITHOUT_ANSWER and field in ("is_required", "required_if"):
        return False
    return field != "required_if" or not question.is_required


def _changed(part: Value, changes: dict[str, Change]) -> Iterator[tuple[Value, str, str]]:
    for field, change in changes.items():
        code = ADDED.get(field, part.code)
        code = part.code + code if code.startswith("/") else code
        yield replace(part, **{field: change(getattr(part, field))}), code, field


def _rearranged(part: Value, field: str) -> Iterator[tuple[Value, str, str]]:
    inside = getattr(part, field)
    if inside:
        yield replace(part, **{field: _shorter(inside)}), inside[0].code, f"{field} gone"
    if len(inside) > 1:
        yield replace(part, **{field: _turned(inside)}), part.code, f"{field} turned"


def _inside(
    parts: tuple[Value, ...], of_part: Callable[[Value], Iterator[tuple[Value, str, str]]]
) -> Iterator[tuple[tuple[Value, ...], str, str]]:
    for at, part in enumerate(parts):
        for other, code, what in of_part(part):
            yield (*parts[:at], other, *parts[at + 1 :]), code, what


def assert_reads_well(difference: Difference) -> None:
    ko, en = difference.sentence.ko, difference.sentence.en
    assert ko.endswith("."), ko
    assert en.endswith("."), en
    assert en[:1].isupper(), en
    assert "{" not in ko + en
    assert not any(particle in ko for particle in ("은/는", "이/가", "을/를", "으로/로"))


@given(questionnaires())
def test_equals_do_not_differ(whole: Questionnaire) -> None:
    assert differences(whole, whole) == ()
    assert differences(whole, replace(whole, version=whole.version + 1, digest="x")) == ()


@settings(max_examples=30)  # each is some hundred comparisons
@given(st.data())
def test_whatever_is_changed_is_named(data: st.DataObject) -> None:
    whole = data.draw(questionnaires())
    for other, code, what in mutants(whole):
        for found in (differences(whole, other), differences(other, whole)):
            assert code in {one.place.code for one in found}, (what, code, found)
            for one in found:
                assert_reads_well(one)


@given(questionnaires(), questionnaires())
def test_any_two_can_be_compared(old: Questionnaire, new: Questionnaire) -> None:
    found = differences(old, new)
    assert (found == ()) is ((old.sections, old.title) == (new.sections, new.title))
    for one in found:
        assert_reads_well(one)
    gone = old.questions_by_code.keys() - new.questions_by_code.keys()
    come = new.questions_by_code.keys() - old.questions_by_code.keys()
    top = {question.code for page in (*old.pages, *new.pages) for question in page.questions}
    assert (gone | come) & top <= {one.place.code for one in found}
