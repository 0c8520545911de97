"""A questionnaire in the order in which it can be worked out, its conditions compiled.

Whether something is asked may hang on answers that stand further on; each section, page and
question therefore comes after what its conditions read, and otherwise in the questionnaire's order.
What hangs on itself has no such order: it comes last, and `circles` names it.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TypeAlias

from surveys.logic.compiled import Compiled, compiled
from surveys.logic.expressions import Expression, answers_read
from surveys.logic.kinds import Blanks
from surveys.logic.text import Text
from surveys.piping import placeholders
from surveys.questionnaire.parts import Page, Question, QuestionType, Section

Part: TypeAlias = Section | Page | Question
Key: TypeAlias = tuple[str, str]  # what it is, its code


@dataclass(frozen=True)
class Step:
    """One part in its turn. A blank means what XPath makes of it: skip logic is XLSForm's.

    A grid stands here with its rows as they are asked.
    """

    part: Part
    key: Key
    inside: Key | None  # what has to be asked for this to be
    is_asked: Compiled | None = None
    is_required: Compiled | None = None
    calculate: Compiled | None = None
    shows: Compiled | None = None  # of an option, given its columns: whether it can be chosen
    row_count: Compiled | None = None
    is_kept: Compiled | None = None  # the constraint
    rows: "Steps | None" = None  # of a grid or a repeat whose rows or columns have conditions

    @cached_property
    def is_limited(self) -> bool:
        """Whether an answer to the question, or a cell or a row of it, has to be something."""
        question = self.part
        return isinstance(question, Question) and any(
            one.is_limited for one in (question, *question.children)
        )

    @cached_property
    def required(self) -> tuple[str, ...]:
        """The codes that must be answered wherever the question is asked."""
        question = self.part
        if not isinstance(question, Question) or not question.is_required:
            return ()
        return tuple(one.code for one in question.answered if one is question or one.is_required)


@dataclass(frozen=True, slots=True)
class Steps:
    """Steps in a workable order; `circles` are keys that wait for each other, round and round."""

    ordered: tuple[Step, ...]
    circles: tuple[tuple[Key, ...], ...] = ()
    waits_for: Mapping[Key, Sequence[Key]] = field(default_factory=dict, repr=False, compare=False)

    def of(self, key: Key) -> Step | None:
        return next((step for step in self.ordered if step.key == key), None)


def steps_of(sections: Iterable[Section]) -> Steps:
    """Every section, page and question."""
    return _in_order(list(_all_steps(sections)))


def steps_near(steps: Steps, section: Section, page: Page) -> Steps:
    """Of all steps, those on which it depends what the page asks and what its words say.

    And which pages its section has: that much is shown around it.
    """
    sources = _sources(steps.ordered)
    read = set(_read_on(page, (section.title, page.title, page.intro)))
    for code in tuple(read):  # an answer is shown by its option's label, which may name another
        step = steps.of(sources[code]) if code in sources else None
        if step is not None and isinstance(step.part, Question):
            read.update(_named_in(step.part))
    waiting = [sources[code] for code in read if code in sources]
    for one in section.pages:
        waiting += [("page", one.code), *(("question", asked.code) for asked in one.questions)]
    needed = _all_before(steps, waiting)
    return replace(steps, ordered=tuple(step for step in steps.ordered if step.key in needed))


def watched_on(steps: Steps, page: Page) -> frozenset[str]:
    """The codes of the page's questions whose answers decide what else the page asks, or says.

    Constraints and defaults do not count: they change nothing of what is on the screen.
    """
    sources = _sources(steps.ordered)
    read: set[str] = set()
    for one in page.written_questions:
        read.update(_named_in(one))
        shaping = [expression for expression in (*settling(one), one.required_if) if expression]
        for expression in shaping:
            read |= answers_read(expression)
    found = _all_before(steps, [("page", page.code), *(sources[c] for c in read if c in sources)])
    return frozenset(one.code for one in page.questions if ("question", one.code) in found)


def _all_before(steps: Steps, keys: Iterable[Key]) -> set[Key]:
    """These, and whatever has to be settled before them."""
    waiting, found = list(keys), set[Key]()
    while waiting:
        key = waiting.pop()
        if key not in found:
            found.add(key)
            waiting += steps.waits_for.get(key, ())
    return found


def _read_on(page: Page, texts: Iterable[Text]) -> Iterator[str]:
    """The codes of all answers that the page's conditions name, and its words with `texts`."""
    for text in texts:
        yield from placeholders(text)
    for question in page.questions:
        for one in (question, *question.children):
            yield from _named_in(one)
            for expression in one.conditions.values():
                yield from answers_read(expression)


def _named_in(question: Question) -> Iterator[str]:
    for text in _words_of(question):
        yield from placeholders(text)


def _words_of(question: Question) -> Iterator[Text]:
    yield from (question.label, question.short, question.hint, question.guidance)
    yield question.constraint_message
    for option in question.options:
        yield option.label


def _all_steps(sections: Iterable[Section]) -> Iterator[Step]:
    for section in sections:
        section_key = ("section", section.code)
        yield Step(section, section_key, None, _compiled(section.relevant))
        for page in section.pages:
            page_key = ("page", page.code)
            yield Step(page, page_key, section_key, _compiled(page.relevant))
            for question in page.questions:
                yield _question_step(question, page_key)


def _question_step(question: Question, inside: Key | None) -> Step:
    is_grid = question.type is QuestionType.GRID
    return Step(
        replace(question, children=question.grid_rows) if is_grid else question,
        ("question", question.code),
        inside,
        is_asked=_compiled(question.relevant),
        is_required=_compiled(question.required_if),
        calculate=_compiled(question.calculation),
        shows=None if is_grid else _compiled(question.choice_filter),
        row_count=_compiled(question.row_count),
        is_kept=_compiled(question.constraint),
        rows=_row_steps(question.grid_rows if is_grid else question.children),
    )


def _row_steps(parts: Sequence[Question]) -> Steps | None:
    """The steps of a grid's rows or a repeat's columns; None where any answer will do in each."""
    has_conditions = any(
        one.relevant or one.required_if or one.calculation or one.choice_filter or one.is_limited
        for one in parts
    )
    return _in_order([_question_step(one, None) for one in parts]) if has_conditions else None


def _compiled(expression: Expression | None) -> Compiled | None:
    return None if expression is None else compiled(expression, blanks=Blanks.AS_XPATH)


def _in_order(found: Sequence[Step]) -> Steps:
    """Depth first, so that each comes right after what it waits for, else in the order given."""
    sources = _sources(found)
    by_key = {step.key: step for step in found}
    waits_for = {step.key: _waits_for(step, sources) for step in found}
    ordered: dict[Key, Step] = {}
    circles: list[tuple[Key, ...]] = []
    for step in found:
        path: list[Key] = []
        open_keys = [(step.key, iter(waits_for[step.key]))]
        while open_keys:
            key, waiting = open_keys[-1]
            if key in ordered:
                open_keys.pop()
                continue
            if key not in path:
                path.append(key)
            following = next(waiting, None)
            if following is None:
                ordered[key] = by_key[key]
                path.remove(key)
                open_keys.pop()
            elif following in path:
                circles.append(tuple(path[path.index(following) :]))
            elif following not in ordered:
                open_keys.append((following, iter(waits_for[following])))
    return Steps(tuple(ordered.values()), tuple(dict.fromkeys(circles)), waits_for)


def _sources(found: Iterable[Step]) -> Mapping[str, Key]:
    """An answer's code → the step that settles it: a grid's rows belong to the grid."""
    sources: dict[str, Key] = {}
    for step in found:
        if isinstance(step.part, Question):
            sources[step.part.code] = step.key
            for child in step.part.children:
                sources.setdefault(child.code, step.key)
    return sources


def _waits_for(step: Step, sources: Mapping[str, Key]) -> list[Key]:
    """What has to be settled before: its container, and what its own expressions read."""
    read: set[str] = set()
    for expression in settling(step.part):
        read |= answers_read(expression)
    found = [sources[code] for code in sorted(read) if code in sources]
    # Columns and a grid's rows may read each other; that makes no circle of the whole.
    has_parts = isinstance(step.part, Question) and step.part.children
    found = [key for key in found if not (has_parts and key == step.key)]
    return [*([step.inside] if step.inside else []), *found]


def settling(part: Part) -> Iterator[Expression]:
    """The expressions that decide whether a part is asked, what of an answer to it counts, and what
    a calculation is."""
    if part.relevant is not None:
        yield part.relevant
    if isinstance(part, Question):
        for one in (part.calculation, part.choice_filter, part.row_count):
            if one is not None:
                yield one
        for child in part.children:
            yield from settling(child)
