"""Rows of small forms inside a larger one: added, moved and removed by its buttons, saved with it.

Nothing of that needs JavaScript: each button posts the whole form, which comes back with everything
that was typed. A row's place is the number in it, which can be typed, too.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Generic, TypeVar

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

MOST_ROWS = 1000
"""Of rows that can be added. Each posts seven fields: see DATA_UPLOAD_MAX_NUMBER_FIELDS."""


class RowForm(forms.Form):
    """One row. `was` is the code by which it is stored; a row that is new has none."""

    position = forms.IntegerField(
        label=_("Place"), required=False, widget=forms.NumberInput({"min": 1})
    )
    was = forms.CharField(required=False, widget=forms.HiddenInput)

    typed_fields: tuple[str, ...] = ()  # a row in which all of these are empty says nothing

    @property
    def is_blank(self) -> bool:
        return bool(self.typed_fields) and not any(
            str(self[name].value() or "").strip() for name in self.typed_fields
        )


F = TypeVar("F", bound=RowForm)
Typed = dict[str, Any]


class Inline(Generic[F]):
    """`initial` is what is stored; `data` what was posted, checked only where it `is_saving`.

    Every row that was posted is here, however many there are. `is_whole` says whether all of those
    came in that were shown: what is missing otherwise, nobody has removed.
    """

    def __init__(
        self,
        form: type[F],
        prefix: str,
        initial: Sequence[Mapping[str, Any]],
        *,
        data: QueryDict | None = None,
        is_saving: bool = False,
    ) -> None:
        self.form, self.prefix = form, prefix
        self.focus: int | None = None  # the row to be in when the page appears
        self.is_whole = True
        if data is None:
            self._show([dict(one) for one in initial])
            return
        rows = self._posted(data)
        if is_saving:
            self.forms = [self._bound(data, at) for at in self._order(rows)]
        else:
            ordered = [rows[at] for at in self._order(rows)]
            self._show(self._commanded(ordered, data.get("do", "")))

    # --- what came in ---

    def _posted(self, data: QueryDict) -> dict[int, Typed]:
        """By the number that a row was shown under."""
        said = data.get(f"{self.prefix}-rows", "")
        shown = int(said) if said.isdecimal() and len(said) < 5 else -1
        rows: dict[int, Typed] = {}
        for at in range(min(shown, len(data))):  # each row has one field at least
            names = {name: f"{self.prefix}-{at}-{name}" for name in self.form.base_fields}
            if any(full in data for full in names.values()):
                rows[at] = {name: data.get(full, "") for name, full in names.items()}
        self.is_whole = len(rows) == shown
        return rows

    @staticmethod
    def _order(rows: Mapping[int, Typed]) -> list[int]:
        """The rows by the numbers in them; the same number twice keeps them as they stand."""

        def place(at: int) -> tuple[int, int]:
            typed = str(rows[at].get("position") or "").strip()
            return (int(typed) if typed.isdecimal() and len(typed) < 7 else 10**7, at)

        return sorted(rows, key=place)

    def _commanded(self, rows: list[Typed], command: str) -> list[Typed]:
        prefix, _colon, rest = command.partition(":")
        action, _colon, place = rest.partition(":")
        at = int(place) if place.isdecimal() and len(place) < 5 else -1
        if prefix != self.prefix:
            return rows
        if action == "add" and len(rows) < MOST_ROWS:
            self.focus = len(rows)
            return [*rows, {}]
        if not 0 <= at < len(rows):
            return rows
        if action == "remove":
            return rows[:at] + rows[at + 1 :]
        other = {"up": at - 1, "down": at + 1}.get(action, -1)
        if 0 <= other < len(rows):
            rows[at], rows[other] = rows[other], rows[at]
        return rows

    # --- forms ---

    def _show(self, rows: list[Typed]) -> None:
        self.forms = [self._unbound(row, at) for at, row in enumerate(rows)]

    def _bound(self, data: QueryDict, at: int) -> F:
        return self.form(data, prefix=f"{self.prefix}-{at}")

    def _unbound(self, row: Typed, at: int) -> F:
        return self.form(initial={**row, "position": at + 1}, prefix=f"{self.prefix}-{at}")

    @property
    def filled(self) -> list[F]:
        return [one for one in self.forms if not one.is_blank]

    @property
    def is_too_long(self) -> bool:
        """Of rows in which nothing is typed, as many are there as there are parts."""
        return bool(self.form.typed_fields) and len(self.filled) > MOST_ROWS

    def is_valid(self) -> bool:
        return not [one for one in self.filled if not one.is_valid()]  # each has its say

    def __iter__(self) -> Iterator[F]:
        return iter(self.forms)

    @property
    def count(self) -> int:
        return len(self.forms)
