"""What was added, removed and moved, and how what stayed differs: section by section."""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple, Protocol

from surveys.checking import Place
from surveys.checking.places import at
from surveys.differences import words
from surveys.differences.difference import Difference, Kind
from surveys.differences.names import Names, Written, reworded, told
from surveys.differences.questions import Sides, question_differences
from surveys.logic.text import Text
from surveys.questionnaire import Page, Question, Questionnaire, Section


def differences(old: Questionnaire, new: Questionnaire) -> tuple[Difference, ...]:
    """Everything in which `new` differs from `old`; nothing between equals."""
    return tuple(_Comparison(old, new).found())


class _Placed(NamedTuple):
    """A question where it stands: on its page, or inside a grid or repeated group of the page."""

    question: Question
    page: Page
    parent: Question | None

    def is_beside(self, other: "_Placed") -> bool:
        return self.holder == other.holder

    @property
    def holder(self) -> tuple[str, str]:
        return self.page.code, self.parent.code if self.parent else ""


class _Side:
    """One of the two questionnaires, by code."""

    def __init__(self, questionnaire: Questionnaire) -> None:
        self.questionnaire = questionnaire
        self.names = Names.of(questionnaire)
        self.sections = {section.code: section for section in questionnaire.sections}
        self.pages = questionnaire.pages_by_code
        self.section_of = {
            page.code: section for section in questionnaire.sections for page in section.pages
        }
        self.questions: dict[str, _Placed] = {}
        for page in questionnaire.pages:
            for question in page.questions:
                self.questions[question.code] = _Placed(question, page, None)
                for child in question.children:
                    self.questions[child.code] = _Placed(child, page, question)

    def place(self, placed: _Placed) -> Text:
        """Where it stands, by name."""
        if placed.parent is not None:
            return self.names.question(placed.parent)
        return self.names.page(placed.page)


class _Comparison:
    def __init__(self, old: Questionnaire, new: Questionnaire) -> None:
        self.old, self.new = _Side(old), _Side(new)
        self.sides = Sides(self.old.names, self.new.names)

    def found(self) -> Iterator[Difference]:
        yield from self._title()
        if _is_reordered(self.old.sections, self.new.sections):
            text = told(words.SECTIONS_REORDERED)
            place = Place("questionnaire", self.new.questionnaire.code, "sections")
            yield Difference(Kind.REORDERED, place, text, is_felt=False)
        for section in self.new.questionnaire.sections:
            yield from self._section(section)
        for section in self.old.questionnaire.sections:
            if section.code not in self.new.sections:
                yield _removed(section, self.old.names.section(section))
                yield from self._removed_pages(section)

    def _title(self) -> Iterator[Difference]:
        before, after = self.old.questionnaire.title, self.new.questionnaire.title
        if before != after:
            written = Written(before, self.old.names), Written(after, self.new.names)
            text = reworded(words.QUESTIONNAIRE, words.TITLE, *written)
            place = Place("questionnaire", self.new.questionnaire.code, "title")
            yield Difference(Kind.REWORDED, place, text, is_felt=False)

    # --- Sections and pages ---

    def _section(self, section: Section) -> Iterator[Difference]:
        before, it = self.old.sections.get(section.code), self.new.names.section(section)
        if before is None:
            yield Difference(Kind.ADDED, at(section), told(words.ADDED, it=it), is_felt=False)
        else:
            yield from self.sides.words(before, section, "title", words.SOME_SECTION, words.TITLE)
            yield from self.sides.logic(before, section, "relevant", it)
            if _is_reordered(_by_code(before.pages), _by_code(section.pages)):
                text = told(words.PAGES_REORDERED, it=it)
                yield Difference(Kind.REORDERED, at(section, "pages"), text, is_felt=False)
        for page in section.pages:
            yield from self._page(page, section)
        if before is not None:
            yield from self._removed_pages(before)

    def _page(self, page: Page, section: Section) -> Iterator[Difference]:
        before, it = self.old.pages.get(page.code), self.new.names.page(page)
        if before is None:
            there = self.new.names.section(section)
            text = told(words.ADDED_TO, it=it, there=there)
            yield Difference(Kind.ADDED, at(page), text, is_felt=False)
        else:
            yield from self._page_itself(before, page, section, it)
        for question in page.questions:
            yield from self._question(question)
        if before is not None:
            yield from self._removed_questions(before)

    def _page_itself(
        self, before: Page, page: Page, section: Section, it: Text
    ) -> Iterator[Difference]:
        was_in = self.old.section_of[page.code]
        if was_in.code != section.code:
            here, there = self.old.names.section(was_in), self.new.names.section(section)
            text = told(words.MOVED, it=it, before=here, there=there)
            yield Difference(Kind.MOVED, at(page), text, is_felt=False)
        yield from self.sides.words(before, page, "title", words.SOME_PAGE, words.TITLE)
        yield from self.sides.words(before, page, "intro", it, words.INTRO)
        yield from self.sides.logic(before, page, "relevant", it)
        if _is_reordered(_by_code(before.questions), _by_code(page.questions)):
            text = told(words.QUESTIONS_REORDERED, it=it)
            yield Difference(Kind.REORDERED, at(page, "questions"), text, is_felt=False)

    def _removed_pages(self, section: Section) -> Iterator[Difference]:
        for page in section.pages:
            if page.code not in self.new.pages:
                yield _removed(page, self.old.names.page(page))
                yield from self._removed_questions(page)

    # --- Questions ---

    def _question(self, question: Question) -> Iterator[Difference]:
        """The question, then its children; those of a new question come with it."""
        after, before = self.new.questions[question.code], self.old.questions.get(question.code)
        if before is None:
            yield self._added(after)
            moved_in = (one for one in question.children if one.code in self.old.questions)
            for child in moved_in:
                yield from self._question(child)
            return
        it = self.new.names.question(question)
        if not after.is_beside(before):
            here, there = self.old.place(before), self.new.place(after)
            text = told(words.MOVED, it=it, before=here, there=there)
            yield Difference(Kind.MOVED, at(question), text, is_felt=False)
        yield from question_differences(self.sides, before.question, question)
        if _is_reordered(_by_code(before.question.children), _by_code(question.children)):
            text = told(words.PARTS_REORDERED, it=it)
            yield Difference(Kind.REORDERED, at(question, "children"), text, is_felt=False)
        for child in question.children:
            yield from self._question(child)
        for child in before.question.children:
            if child.code not in self.new.questions:
                yield _removed(child, self.old.names.question(child), is_felt=True)

    def _added(self, placed: _Placed) -> Difference:
        it, there = self.new.names.question(placed.question), self.new.place(placed)
        text = told(words.ADDED_TO, it=it, there=there)
        return Difference(Kind.ADDED, at(placed.question), text, is_felt=True)

    def _removed_questions(self, page: Page) -> Iterator[Difference]:
        for question in page.questions:
            if question.code not in self.new.questions:
                yield _removed(question, self.old.names.question(question), is_felt=True)


def _removed(part: Section | Page | Question, it: Text, *, is_felt: bool = False) -> Difference:
    return Difference(Kind.REMOVED, at(part), told(words.REMOVED, it=it), is_felt)


class _Coded(Protocol):
    @property
    def code(self) -> str: ...


def _by_code(parts: Sequence[_Coded]) -> dict[str, _Coded]:
    return {part.code: part for part in parts}


def _is_reordered(old: Mapping[str, object], new: Mapping[str, object]) -> bool:
    """Whether those that are in both stand in another order."""
    return [code for code in old if code in new] != [code for code in new if code in old]
