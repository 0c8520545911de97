"""What a company changed in its answers, in words: for itself before it submits, and for officers.

Each side is told in the words of its own version of the questionnaire. Codes say what is the same
question; an option that was only worded anew is no other answer.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from surveys.answers import Stored, files_named
from surveys.logic.text import Text
from surveys.questionnaire import Question, Questionnaire, QuestionType
from surveys.review import AnswerLine, answer_lines
from surveys.routing import Route
from surveys.vocabulary import joined


class Kind(StrEnum):
    CHANGED = "changed"
    ADDED = "added"  # was not asked before
    DROPPED = "dropped"  # is not asked any more


@dataclass(frozen=True, slots=True)
class Answered:
    """What a company answered at one time: the way that the answers led, and those that counted."""

    questionnaire: Questionnaire
    way: Route
    stored: Stored  # as a submission holds them


@dataclass(frozen=True, slots=True)
class EntryChange:
    """An entry of a repeated group; None where there was none, or is none any more."""

    number: int  # among the newer entries, from 1; of one that is gone, among the earlier
    before: Text | None
    after: Text | None


@dataclass(frozen=True, slots=True)
class AnswerChange:
    """One question whose answer is another one now; None where nothing was provided.

    Of a repeated group, `entries` are those that changed; none where only their order did.
    """

    kind: Kind
    question: Question
    label: Text
    before: Text | None
    after: Text | None
    entries: tuple[EntryChange, ...] = ()


def answer_changes(before: Answered, after: Answered) -> tuple[AnswerChange, ...]:
    """In the order of the newer questionnaire; what is gone stands where it was.

    A question that came or went without anybody having answered it is no change.
    """
    earlier, later = _lines(before), _lines(after)
    found = []
    for code in _in_order(list(earlier), list(later)):
        old, new = earlier.get(code), later.get(code)
        if old is None and new is not None:
            change = AnswerChange(Kind.ADDED, new.question, new.label, None, _words(new))
        elif new is None and old is not None:
            change = AnswerChange(Kind.DROPPED, old.question, old.label, _words(old), None)
        elif old is not None and new is not None:
            change = _changed(old, new, before.stored.get(code), after.stored.get(code))
        else:
            continue
        if change.before != change.after:
            found.append(change)
    return tuple(found)


def _lines(side: Answered) -> dict[str, AnswerLine]:
    lines = answer_lines(side.questionnaire, side.way, stored=side.stored)
    return {line.question.code: line for line in lines}


def _in_order(earlier: Sequence[str], later: Sequence[str]) -> Iterator[str]:
    """The later codes, and each that is gone after the one that it stood behind."""
    stay = set(later)
    gone: dict[str, list[str]] = {}
    behind = ""
    for code in earlier:
        if code in stay:
            behind = code
        else:
            gone.setdefault(behind, []).append(code)
    for code in ("", *later):
        if code:
            yield code
        yield from gone.get(code, ())


def _changed(old: AnswerLine, new: AnswerLine, before: object, after: object) -> AnswerChange:
    """Without a difference between its two sides where the answer is the same one."""
    was, now = _words(old), _words(new)
    if before == after:
        was = now
    entries: tuple[EntryChange, ...] = ()
    if isinstance(before, list) and isinstance(after, list) and _has_entries(old, new):
        entries = tuple(_entry_changes(old, new, before, after))
    return AnswerChange(
        Kind.CHANGED, new.question, new.label, was, _told_apart(was, now, before, after), entries
    )


def _has_entries(old: AnswerLine, new: AnswerLine) -> bool:
    return old.question.type is new.question.type is QuestionType.REPEAT


def _words(line: AnswerLine) -> Text | None:
    """The answer; the options of a ranking with their places."""
    if not line.is_ranked:
        return line.answer
    texts = [joined((piece.text for piece in pieces), " · ") for pieces in line.lines]
    places = [Text(ko=f"{place}.", en=f"{place}.") for place in range(1, len(texts) + 1)]
    return joined((joined(pair, " ") for pair in zip(places, texts, strict=True)), "\n")


def _told_apart(was: Text | None, now: Text | None, before: object, after: object) -> Text | None:
    """`now`; where it is another file under the same name, it says so."""
    if now is None or was != now or [*files_named(before)] == [*files_named(after)]:
        return now
    return Text(
        ko=f"{now.in_language('ko')} (이름이 같은 다른 파일)",
        en=f"{now.in_language('en')} (another file of the same name)",
    )


# --- Entries --------------------------------------------------------------------------------------


def _entry_changes(
    old: AnswerLine, new: AnswerLine, before: Sequence[object], after: Sequence[object]
) -> Iterator[EntryChange]:
    was, now = _entry_words(old), _entry_words(new)
    is_counted = new.question.row_count is not None
    pairs = _same_places(len(was), len(now)) if is_counted else _likest(before, after)
    partner = dict(pairs)
    for at, text in enumerate(now):
        earlier = partner.get(at)
        if earlier is None:
            yield EntryChange(at + 1, None, text)
        elif before[earlier] != after[at]:
            told = _told_apart(was[earlier], text, before[earlier], after[at])
            if told != was[earlier]:
                yield EntryChange(at + 1, was[earlier], told)
    for at, text in enumerate(was):
        if at not in partner.values():
            yield EntryChange(at + 1, text, None)


def _entry_words(line: AnswerLine) -> list[Text]:
    return [joined((piece.text for piece in pieces), " · ") for pieces in line.lines]


def _same_places(earlier: int, later: int) -> Iterator[tuple[int, int]]:
    """Where an answer counts the entries, each is about what stands in its place."""
    return ((at, at) for at in range(min(earlier, later)))


def _likest(before: Sequence[object], after: Sequence[object]) -> Iterator[tuple[int, int]]:
    """Which later entry goes on being which earlier one: those that share most cells come first."""
    candidates = sorted(
        (-_shared(old, new), abs(there - here), here, there)
        for there, old in enumerate(before)
        for here, new in enumerate(after)
    )
    taken_here: set[int] = set()
    taken_there: set[int] = set()
    for _, _, here, there in candidates:
        if here not in taken_here and there not in taken_there:
            taken_here.add(here)
            taken_there.add(there)
            yield here, there


def _shared(old: object, new: object) -> int:
    """How many cells say the same."""
    if not isinstance(old, Mapping) or not isinstance(new, Mapping):
        return 0
    return sum(cell is not None and new.get(code) == cell for code, cell in old.items())
