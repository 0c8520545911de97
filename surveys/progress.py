"""How far a company has come, section by section."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from surveys.questionnaire import Section
from surveys.routing import AskedPage, Route


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


@dataclass(frozen=True, slots=True)
class SectionProgress:
    section: Section
    state: State
    next_page: AskedPage  # where to go on: the first page that wants an answer, else the first
    pages_done: int
    pages_total: int
    has_misfits: bool  # an answer in it has to be looked at again
    saved_at: datetime | None
    saved_by: object | None


def progress(way: Route, saved: Iterable[SavedPage]) -> tuple[SectionProgress, ...]:
    """Each section on the way, in order; a section without a page that is asked is left out."""
    by_code = {one.page: one for one in saved}
    unfinished = {asked.page.code for asked in way.unfinished}
    sections: dict[str, list[AskedPage]] = {}
    for asked in way.pages:
        sections.setdefault(asked.section.code, []).append(asked)
    return tuple(_of_section(pages, by_code, unfinished) for pages in sections.values())


def _of_section(
    pages: Sequence[AskedPage], saved: dict[str, SavedPage], unfinished: set[str]
) -> SectionProgress:
    touched = [saved[asked.page.code] for asked in pages if asked.page.code in saved]
    open_pages = [asked for asked in pages if asked.page.code in unfinished]
    latest = max(touched, key=lambda one: one.saved_at, default=None)
    if not open_pages:
        state = State.DONE
    else:
        state = State.IN_PROGRESS if touched else State.NOT_STARTED
    return SectionProgress(
        section=pages[0].section,
        state=state,
        next_page=open_pages[0] if open_pages else pages[0],
        pages_done=len(pages) - len(open_pages),
        pages_total=len(pages),
        has_misfits=any(
            one.code in asked.misfits for asked in open_pages for one in asked.answered
        ),
        saved_at=latest.saved_at if latest else None,
        saved_by=latest.saved_by if latest else None,
    )
