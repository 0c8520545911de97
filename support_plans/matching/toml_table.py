"""A table of a TOML file, read field by field; what is wrong is noted, and reading goes on."""

from collections.abc import Mapping
from datetime import date, datetime
from difflib import get_close_matches

from surveys.logic.text import Text

Notes = list[tuple[str, str]]  # (place, what is wrong and what to do)


class Table:
    """Every method gives something usable, and notes a fault where that is not what was written."""

    def __init__(self, data: object, place: str, notes: Notes) -> None:
        self.place = place
        self._notes = notes
        self._data: Mapping[str, object] = data if isinstance(data, dict) else {}
        self._read: dict[str, None] = {}
        if not isinstance(data, dict):
            self.note("must be a table of fields")

    def note(self, message: str, field: str = "") -> None:
        self._notes.append((f"{self.place} · {field}" if field else self.place, message))

    def has(self, field: str) -> bool:
        return field in self._data

    def value(self, field: str) -> object:
        self._read[field] = None
        return self._data.get(field)

    def string(self, field: str, *, is_required: bool = True) -> str:
        value = self.value(field)
        if value is None and not is_required:
            return ""
        if isinstance(value, str) and value.strip():
            return value
        self.note("write a text in quotation marks", field)
        return ""

    def flag(self, field: str) -> bool:
        value = self.value(field)
        if value is not None and not isinstance(value, bool):
            self.note("write true or false", field)
        return value is True

    def number(self, field: str, *, is_required: bool = False) -> int | None:
        """A whole number, 1 or more."""
        value = self.value(field)
        if isinstance(value, int) and not isinstance(value, bool) and value > 0:
            return value
        if value is not None or is_required:
            self.note("write a whole number above zero, without quotation marks", field)
        return None

    def day(self, field: str) -> date | None:
        value = self.value(field)
        if isinstance(value, date) and not isinstance(value, datetime):
            return value
        if value is not None:
            self.note("write a date such as 2027-01-31, without quotation marks", field)
        return None

    def text(self, field: str, *, is_required: bool = True) -> Text:
        value = self.value(field)
        if value is None and not is_required:
            return Text()
        return self._text(value, field)

    def texts(self, field: str) -> tuple[Text, ...]:
        return tuple(
            self._text(value, f"{field} {number}")
            for number, value in enumerate(self._list(field), start=1)
        )

    def codes(self, field: str) -> tuple[str, ...]:
        codes = self._list(field)
        if not all(isinstance(code, str) for code in codes):
            self.note("write a list of codes in quotation marks", field)
        return tuple(code for code in codes if isinstance(code, str))

    def tables(self, field: str) -> list["Table"]:
        """The tables of a list, each placed by its code or, failing that, by its number."""
        return [
            Table(one, f"{self._below}{field} · {_name(one, number)}", self._notes)
            for number, one in enumerate(self._list(field), start=1)
        ]

    def tables_by_code(self, field: str) -> dict[str, "Table"]:
        value = self.value(field)
        if value is not None and not isinstance(value, dict):
            self.note(f"write each as [{field}.code]", field)
        named = value if isinstance(value, dict) else {}
        return {
            code: Table(one, f"{self._below}{field} · {code}", self._notes)
            for code, one in named.items()
        }

    def done(self) -> None:
        """Note the fields that nobody asked for: a misspelt field must not be lost in silence."""
        for field in self._data:
            if field not in self._read:
                near = get_close_matches(field, self._read, n=1)
                advice = f"did you mean {near[0]}?" if near else "remove it"
                self.note(f"there is no such field; {advice}", field)

    @property
    def _below(self) -> str:
        return f"{self.place} · " if self.place else ""

    def _list(self, field: str) -> list[object]:
        value = self.value(field)
        if value is not None and not isinstance(value, list):
            self.note("write a list in square brackets", field)
        return value if isinstance(value, list) else []

    def _text(self, value: object, field: str) -> Text:
        match value:
            case {"ko": str(ko), "en": str(en), **rest} if ko.strip() and en.strip() and not rest:
                return Text(ko, en)
        self.note("write the words in both languages, as ko and en", field)
        return Text()


def _name(data: object, number: int) -> str:
    code = data.get("code") if isinstance(data, dict) else None
    return code if isinstance(code, str) and code else str(number)
