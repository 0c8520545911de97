"""Weeks, Monday to Sunday, by the city's clock."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Self
from zoneinfo import ZoneInfo

from django.conf import settings

from surveys.logic.descriptions import describe_date
from surveys.logic.text import Text

CITY = ZoneInfo(settings.TIME_ZONE)
DUE_AT = time(8)
WEEK = timedelta(days=7)
_WEEKDAYS = "월화수목금토일"


@dataclass(frozen=True, slots=True)
class Period:
    """Seven days from `starts_on` on, by the city's clock."""

    starts_on: date

    @classmethod
    def last_full_week(cls, now: datetime) -> Self:
        """The Monday to Sunday that was over last at `now`."""
        today = now.astimezone(CITY).date()
        return cls(today - timedelta(days=today.weekday()) - WEEK)

    @classmethod
    def up_to(cls, day: date) -> Self:
        """The seven days that end with `day`."""
        return cls(day - WEEK + timedelta(days=1))

    @property
    def ends_on(self) -> date:
        """The last day; it belongs to the period."""
        return self.starts_on + WEEK - timedelta(days=1)

    @property
    def starts_at(self) -> datetime:
        return datetime.combine(self.starts_on, time(), CITY)

    @property
    def ends_at(self) -> datetime:
        """The first moment after the period."""
        return datetime.combine(self.starts_on + WEEK, time(), CITY)

    @property
    def due_at(self) -> datetime:
        """When its digest may leave: at eight in the morning of the day after."""
        return datetime.combine(self.starts_on + WEEK, DUE_AT, CITY)

    @property
    def before(self) -> "Period":
        return Period(self.starts_on - WEEK)

    @property
    def words(self) -> Text:
        """16–22 November 2026 / 2026년 11월 16일(월)~22일(일)."""
        return Text(self._in_korean(), self._in_english())

    def _in_korean(self) -> str:
        first, last = self.starts_on, self.ends_on
        end = f"{last.day}일({_WEEKDAYS[last.weekday()]})"
        if first.month != last.month:
            end = f"{last.month}월 {end}"
        if first.year != last.year:
            end = f"{last.year}년 {end}"
        return f"{describe_date(first).ko}({_WEEKDAYS[first.weekday()]})~{end}"

    def _in_english(self) -> str:
        first, last = self.starts_on, self.ends_on
        day, month, year = describe_date(first).en.split()
        end = describe_date(last).en
        if first.year != last.year:
            return f"{day} {month} {year} – {end}"
        return f"{day}–{end}" if first.month == last.month else f"{day} {month} – {end}"
