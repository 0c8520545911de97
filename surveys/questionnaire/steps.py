"""A questionnaire in the order in which it can be worked out, its conditions compiled.

Whether something is asked may hang on answers that stand further on; each section, page and
question therefore comes after what its conditions read, and otherwise in the questionnaire's order.
What hangs on itself has no such order: it comes last, and `circles` names it.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from surveys.logic.compiled import Compiled, compiled
from surveys.logic.expressions import Expression, answers_read
from surveys.logic.kinds import Blanks
from surveys.questionnaire.parts import Page, Question, QuestionType, Section

Part: TypeAlias = Section | Page | Question
Key: TypeAlias = tuple[str, str]  # what it is, its code


@dataclass(frozen=True, slots=True)
class Step:
    """One part in its turn. A blank means what XPath makes of it: skip logic is XLSForm's."""

    part: Part
    key: Key
    inside: Key | None  # what has to be asked for this to be
    is_asked: Compiled | None = None
    is_required: Compiled | None = None
    calculate: Compiled | None = None
    rows: "Steps | None" = None  # of a repeat whose columns have conditions of their own


@dataclass(frozen=True, slots=True)
class Steps:
    """Steps in a workable order; `circles` are keys that wait for each other, round and round."""

    ordered: tuple[Step, ...]
    circles: tuple[tuple[Key, ...], ...] = ()


def steps_of(sections: Iterable[Section]) -> Steps:
    """Every section, page and question."""
    return _in_order(list(_all_steps(sections)))


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
    return Step(
        question,
        ("question", question.code),
        inside,
        _compiled(question.relevant),
        _compiled(question.required_if),
        _compiled(question.calculation),
        _row_steps(question),
    )


def _row_steps(question: Question) -> Steps | None:
    if question.type is not QuestionType.REPEAT:
        return None
    has_conditions = any(
        column.relevant or column.required_if or column.calculation for column in question.children
    )
    if not has_conditions:
        return None
    return _in_order([_question_step(column, None) for column in question.children])


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
    return Steps(tuple(ordered.values()), tuple(dict.fromkeys(circles)))


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
    # A repeat's columns may read each other; that makes no circle of the repeat.
    is_repeat = isinstance(step.part, Question) and step.part.type is QuestionType.REPEAT
    found = [key for key in found if not (is_repeat and key == step.key)]
    return [*([step.inside] if step.inside else []), *found]


def settling(part: Part) -> Iterator[Expression]:
    """The expressions that decide whether a part is asked and, of a calculation, what it is."""
    if part.relevant is not None:
        yield part.relevant
    if isinstance(part, Question):
        if part.calculation is not None:
            yield part.calculation
        for child in part.children:
            yield from settling(child)
