"""How far a company has come, section by section."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Protocol

from surveys.duration import seconds_left, seconds_of
from surveys.questionnaire import Question, Questionnaire, Section
from surveys.routing import AskedPage, Route
from surveys.waiting import Waiting


class SavedPage(Protocol):
    """A page that somebody saved (a `PageAnswers` row is one)."""

    page: str
    saved_at: datetime

    @property
    def saved_by(self) -> object: ...


class State(StrEnum):
    NOT_STARTED = "not_started"
    IN_PROGRESS = "in_progress"
    DONE = "done"
    NEEDS_A_LOOK = "needs_a_look"  # an answer does not fit, or something typed is not saved yet
    WAITING = "waiting"  # an earlier answer decides whether it is asked


@dataclass(frozen=True, slots=True)
class SectionProgress:
    """`next_page` is where to go on: what needs a look, else the first page that wants an answer,
    else the first; None where the section waits, and then `waits_for` says for which questions."""

    section: Section
    state: State
    next_page: AskedPage | None = None
    waits_for: tuple[Question, ...] = ()
    pages_done: int = 0
    pages_total: int = 0
    has_misfits: bool = False  # an answer in it has to be looked at again
    has_typed: bool = False  # the reader typed something that is kept but not saved
    seconds: int = 0  # to answer all of it
    seconds_left: int = 0
    saved_at: datetime | None = None
    saved_by: object | None = None


def progress(
    questionnaire: Questionnaire,
    way: Route,
    saved: Iterable[SavedPage],
    *,
    today: date,
    typed: Collection[str] = (),
) -> tuple[SectionProgress, ...]:
    """The sections in order; one that the answers close is left out.

    `saved` are the pages that somebody saved, `typed` those into which the reader typed something
    that is kept but not saved.
    """
    look = _Look(way, {one.page: one for one in saved}, typed)
    waiting = Waiting(questionnaire, way, today)
    asked: dict[str, list[AskedPage]] = {}
    for page in way.pages:
        asked.setdefault(page.section.code, []).append(page)
    found: list[SectionProgress] = []
    for section in questionnaire.sections:
        if section.code in asked:
            found.append(look.at_section(asked[section.code]))
        elif codes := waiting.of_section(section):
            questions = tuple(questionnaire.questions_by_code[code] for code in codes)
            found.append(SectionProgress(section, State.WAITING, waits_for=questions))
    return tuple(found)


class _Look:
    def __init__(self, way: Route, saved: dict[str, SavedPage], typed: Collection[str]) -> None:
        self.way, self.saved, self.typed = way, saved, typed
        self.unfinished = {asked.page.code for asked in way.unfinished}

    def at_section(self, pages: Sequence[AskedPage]) -> SectionProgress:
        touched = [self.saved[one.page.code] for one in pages if one.page.code in self.saved]
        latest = max(touched, key=lambda one: one.saved_at, default=None)
        open_pages = [one for one in pages if one.page.code in self.unfinished]
        misfits = [one for one in open_pages if self._has_misfits(one)]
        typed = [one for one in pages if one.page.code in self.typed]
        return SectionProgress(
            section=pages[0].section,
            state=_state(touched, open_pages, needing_a_look=[*misfits, *typed]),
            next_page=[*typed, *misfits, *open_pages, *pages][0],
            pages_done=len(pages) - len(open_pages),
            pages_total=len(pages),
            has_misfits=bool(misfits),
            has_typed=bool(typed),
            seconds=seconds_of(pages),
            seconds_left=seconds_left(self.way, pages),
            saved_at=latest.saved_at if latest else None,
            saved_by=latest.saved_by if latest else None,
        )

    def _has_misfits(self, asked: AskedPage) -> bool:
        return any(one.code in asked.misfits for one in asked.answered)


def _state(
    touched: Sequence[object], open_pages: Sequence[object], needing_a_look: Sequence[object]
) -> State:
    if needing_a_look:
        return State.NEEDS_A_LOOK
    if not open_pages:
        return State.DONE
    return State.IN_PROGRESS if touched else State.NOT_STARTED
