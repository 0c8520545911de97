"""How one question differs from what it was: its words, options, limits and logic."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import TypeAlias

from surveys.checking.places import at, at_option
from surveys.differences import words
from surveys.differences.difference import Difference, Kind
from surveys.differences.names import Names, Written, is_seen, reworded, told
from surveys.logic.descriptions import MISSING_IN_WORDS, describe_value
from surveys.logic.text import Text
from surveys.logic.values import Missing
from surveys.questionnaire import (
    WITHOUT_ANSWER,
    Option,
    Page,
    Question,
    QuestionType,
    Section,
)
from surveys.vocabulary import TYPE_NAMES

_WORDS = {
    "short": words.SHORT,
    "hint": words.HINT,
    "guidance": words.GUIDANCE,
    "unit": words.UNIT,
    "constraint_message": words.MESSAGE,
}
_LIMITS = {"minimum": words.MINIMUM, "maximum": words.MAXIMUM}
_UNFELT_LOGIC = {"calculation", "default"}

Part: TypeAlias = Section | Page | Question


@dataclass(frozen=True, slots=True)
class Sides:
    """The names of either questionnaire, and what is said with both."""

    old: Names
    new: Names

    def words(
        self, old: Part, new: Part, field: str, it: Text, noun: Text, *, is_felt: bool = False
    ) -> Iterator[Difference]:
        """Where a part's words are others."""
        before, after = getattr(old, field), getattr(new, field)
        if before != after:
            text = reworded(it, noun, Written(before, self.old), Written(after, self.new))
            is_felt = is_felt and is_seen(before, after)
            yield Difference(Kind.REWORDED, at(new, field), text, is_felt)

    def logic(
        self, old: Part, new: Part, field: str, it: Text, *, is_felt: bool = True
    ) -> Iterator[Difference]:
        """Where an expression is another: before and after in words."""
        before, after = getattr(old, field), getattr(new, field)
        if before == after:
            return
        is_calculated = isinstance(new, Question) and new.type is QuestionType.CALCULATED
        is_second_look = field == "constraint" and is_calculated
        templates = words.SECOND_LOOK if is_second_look else words.LOGIC[field]
        template = templates.changed
        old_words = self.old.condition(before) if before else Text()
        new_words = self.new.condition(after) if after else Text()
        if before is None:
            template = templates.added
        elif after is None:
            template = templates.removed
        elif old_words == new_words:
            template = words.SAME_READING
        text = told(template, it=it, old=old_words, new=new_words)
        yield Difference(Kind.LOGIC, at(new, field), text, is_felt)


def question_differences(sides: Sides, old: Question, new: Question) -> Iterator[Difference]:
    """All but its children: those are questions of their own."""
    it = sides.new.question(new)
    yield from _words(sides, old, new, it)
    if old.type is not new.type:
        text = told(
            words.CHANGED,
            it=it,
            noun=words.TYPE,
            old=TYPE_NAMES[old.type],
            new=TYPE_NAMES[new.type],
        )
        yield Difference(Kind.TYPE, at(new, "type"), text, is_felt=True)
    yield from _requirement(sides, old, new, it)
    is_calculated = new.type is QuestionType.CALCULATED
    for field in words.LOGIC:
        if field != "required_if":
            is_unfelt = field in _UNFELT_LOGIC or (is_calculated and field == "constraint")
            yield from sides.logic(old, new, field, it, is_felt=not is_unfelt)
    yield from _limits(sides, old, new, it)
    yield from _options(sides, old, new, it)
    if old.is_dropdown != new.is_dropdown:
        text = told(words.IN_LIST if new.is_dropdown else words.ALL_AT_ONCE, it=it)
        yield Difference(Kind.PRESENTATION, at(new, "is_dropdown"), text, is_felt=False)


def _requirement(sides: Sides, old: Question, new: Question, it: Text) -> Iterator[Difference]:
    """When it has to be answered, in one sentence: always, in some case, or never."""
    if old.type in WITHOUT_ANSWER or new.type in WITHOUT_ANSWER:
        return
    if not (old.is_required or new.is_required):
        yield from sides.logic(old, new, "required_if", it)
    elif old.is_required != new.is_required:
        if new.is_required:
            template = words.REQUIRED_ALWAYS if old.required_if else words.REQUIRED
        else:
            template = words.REQUIRED_ONLY_IF if new.required_if else words.OPTIONAL
        before = sides.old.condition(old.required_if) if old.required_if else Text()
        after = sides.new.condition(new.required_if) if new.required_if else Text()
        text = told(template, it=it, old=before, new=after)
        yield Difference(Kind.REQUIRED, at(new, "is_required"), text, is_felt=new.is_required)


def _words(sides: Sides, old: Question, new: Question, it: Text) -> Iterator[Difference]:
    # Without a short name, the label is what the question is called by.
    called = it if new.short else words.SOME_QUESTION
    yield from sides.words(old, new, "label", called, words.WORDING, is_felt=True)
    for field, noun in _WORDS.items():
        yield from sides.words(old, new, field, it, noun, is_felt=field == "unit")


def _limits(sides: Sides, old: Question, new: Question, it: Text) -> Iterator[Difference]:
    def limit(field: str, text: Text) -> Difference:
        is_felt = new.type is not QuestionType.CALCULATED
        return Difference(Kind.LIMITS, at(new, field), text, is_felt)

    for field, noun in _LIMITS.items():
        before, after = getattr(old, field), getattr(new, field)
        if before != after:
            template = words.CHANGED
            if before is None:
                template = words.LIMIT_ADDED
            elif after is None:
                template = words.LIMIT_REMOVED
            old_words, new_words = _number(sides.old, old, before), _number(sides.new, new, after)
            yield limit(field, told(template, it=it, noun=noun, old=old_words, new=new_words))
    if old.most_rows != new.most_rows:
        noun = words.MOST_ROWS
        yield limit(
            "most_rows",
            told(words.CHANGED, it=it, noun=noun, old=old.most_rows, new=new.most_rows),
        )
    if old.pattern != new.pattern:
        template = words.PATTERN_CHANGED
        if not old.pattern:
            template = words.PATTERN_ADDED
        elif not new.pattern:
            template = words.PATTERN_REMOVED
        yield limit("pattern", told(template, it=it))
    for one in Missing:
        if (one in old.allowed_missing) != (one in new.allowed_missing):
            is_offered = one in new.allowed_missing
            template = words.WAY_OUT_ADDED if is_offered else words.WAY_OUT_REMOVED
            answer = sides.new.quoted(MISSING_IN_WORDS[one])
            yield limit("allowed_missing", told(template, it=it, answer=answer))


def _number(names: Names, question: Question, number: Decimal | None) -> Text:
    return Text() if number is None else describe_value(question.code, number, names.vocabulary)


def _options(sides: Sides, old: Question, new: Question, it: Text) -> Iterator[Difference]:
    before = {option.code: option for option in old.options}
    after = {option.code: option for option in new.options}
    stay = [code for code in before if code in after]
    if stay != [code for code in after if code in before]:
        text = told(words.OPTIONS_REORDERED, it=it)
        yield Difference(Kind.REORDERED, at(new, "options"), text, is_felt=False)
    for code, option in after.items():
        if code in before:
            yield from _option(sides, new, before[code], option)
        else:
            name = sides.new.quoted(option.label, code)
            text = told(words.OPTION_ADDED, it=it, option=name)
            yield Difference(Kind.ADDED, at_option(new, option), text, is_felt=True)
    for code, option in before.items():
        if code not in after:
            name = sides.old.quoted(option.label, code)
            text = told(words.OPTION_REMOVED, it=it, option=name)
            yield Difference(Kind.REMOVED, at_option(new, option), text, is_felt=True)


def _option(sides: Sides, question: Question, old: Option, new: Option) -> Iterator[Difference]:
    it = sides.new.option(question, new)
    if old.label != new.label:
        some = sides.new.option(question, new, words.SOME_OPTION)
        written = Written(old.label, sides.old), Written(new.label, sides.new)
        text = reworded(some, words.WORDING, *written)
        is_felt = is_seen(old.label, new.label)
        yield Difference(Kind.REWORDED, at_option(question, new, "label"), text, is_felt)
    if old.is_exclusive != new.is_exclusive:
        text = told(words.EXCLUSIVE if new.is_exclusive else words.NOT_EXCLUSIVE, it=it)
        place = at_option(question, new, "is_exclusive")
        yield Difference(Kind.LIMITS, place, text, is_felt=True)
    if old.columns != new.columns:
        text = told(words.COLUMNS, it=it)
        place = at_option(question, new, "columns")
        yield Difference(Kind.PRESENTATION, place, text, is_felt=False)
