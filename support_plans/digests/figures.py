"""The numbers of a digest as one value, stored with it so that it can be written again.

Counts only: nothing in here tells what a company answered.
"""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any, Self

from support_plans.models import Plan
from support_plans.periods import CITY, Period
from surveys.logic.text import Text

Status = Plan.Status

ANSWERED = "answered"
STATES: Mapping[str, tuple[Status, ...]] = {
    Status.DRAFTED: (Status.DRAFTED,),
    Status.RETURNED: (Status.RETURNED,),
    Status.IN_REVIEW: (Status.IN_REVIEW,),
    Status.APPROVED: (Status.APPROVED,),
    Status.PUBLISHED: (Status.PUBLISHED,),
    ANSWERED: (Status.ACCEPTED, Status.PARTLY_ACCEPTED, Status.DECLINED),
}
"""What a manager tells apart, in the order of a plan's way → the states of a plan in it."""


@dataclass(frozen=True, slots=True)
class FieldResponse:
    """How many companies of an AI field were invited and have submitted."""

    code: str
    name: Text
    invited: int
    submitted: int
    submitted_before: int

    @property
    def rate(self) -> int:
        return percent(self.submitted, self.invited)

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        return cls(**{**data, "name": Text.from_json(data["name"])})


@dataclass(frozen=True, slots=True)
class WaveResponse:
    """The response to the newest wave. `started` have begun and not yet submitted."""

    title: Text
    closes_at: datetime
    invited: int
    started: int
    submitted: int
    submitted_before: int
    fields: tuple[FieldResponse, ...]

    @property
    def rate(self) -> int:
        return percent(self.submitted, self.invited)

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        typed = {
            "title": Text.from_json(data["title"]),
            "closes_at": datetime.fromisoformat(data["closes_at"]),
            "fields": tuple(FieldResponse.from_json(one) for one in data["fields"]),
        }
        return cls(**{**data, **typed})


@dataclass(frozen=True, slots=True)
class Queue:
    """Plans in one state. `people` may move them on; `oldest_days` are full days in the state."""

    state: str
    plans: int
    plans_before: int
    people: int
    oldest_days: int | None


@dataclass(frozen=True, slots=True)
class Decisions:
    """What companies say to the recommendations of the plans that they can read."""

    plans: int
    accepted: int
    accepted_before: int
    declined: int
    declined_before: int
    open: int
    open_before: int


@dataclass(frozen=True, slots=True)
class Demand:
    """What the recommendations that nobody declined ask of a programme."""

    code: str
    name: Text
    companies: int
    places: int | None
    asked_krw: int
    asked_before_krw: int
    budget_krw: int | None

    @property
    def share(self) -> int:
        """Per cent of the budget."""
        return percent(self.asked_krw, self.budget_krw or 0)

    @property
    def share_before(self) -> int:
        return percent(self.asked_before_krw, self.budget_krw or 0)

    @property
    def is_over_budget(self) -> bool:
        return self.budget_krw is not None and self.asked_krw > self.budget_krw

    @property
    def is_over_places(self) -> bool:
        return self.places is not None and self.companies > self.places

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        return cls(**{**data, "name": Text.from_json(data["name"])})


@dataclass(frozen=True, slots=True)
class Flow:
    """How often something happened in the period, and in the one before."""

    what: str
    now: int
    before: int


@dataclass(frozen=True, slots=True)
class CityFigures:
    """The city at `counted_at`: the period's end, or earlier where the period is not over yet."""

    starts_on: date
    counted_at: datetime
    response: WaveResponse | None
    queues: tuple[Queue, ...]
    unpublished: int
    late: int
    decisions: Decisions
    demands: tuple[Demand, ...]
    flows: tuple[Flow, ...]

    @property
    def period(self) -> Period:
        return Period(self.starts_on)

    @property
    def counted_at_here(self) -> datetime:
        """`counted_at` by the city's clock."""
        return self.counted_at.astimezone(CITY)

    @property
    def is_whole_period(self) -> bool:
        return self.counted_at >= self.period.ends_at

    def queue(self, state: str) -> Queue:
        return next(queue for queue in self.queues if queue.state == state)

    def to_json(self) -> dict[str, Any]:
        """As `Digest.figures` keeps it."""
        plain: dict[str, Any] = json.loads(json.dumps(asdict(self), default=_iso))
        return plain

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        response = data["response"]
        typed = {
            "starts_on": date.fromisoformat(data["starts_on"]),
            "counted_at": datetime.fromisoformat(data["counted_at"]),
            "response": WaveResponse.from_json(response) if response else None,
            "queues": tuple(Queue(**one) for one in data["queues"]),
            "decisions": Decisions(**data["decisions"]),
            "demands": tuple(Demand.from_json(one) for one in data["demands"]),
            "flows": tuple(Flow(**one) for one in data["flows"]),
        }
        return cls(**{**data, **typed})


def percent(part: int, whole: int) -> int:
    """Whole per cent, rounded down, so that 100 is said only of all; 0 where there is no whole."""
    return part * 100 // whole if whole else 0


def _iso(moment: date | datetime) -> str:
    return moment.isoformat()
