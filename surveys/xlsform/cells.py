"""A sheet's cells as text, each still knowing where it stands."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from surveys.logic.text import Text
from surveys.xlsform.faults import Fault
from surveys.xlsform.headings import Heading

_HANGUL = re.compile("[ㄱ-ㆎ가-힣]")

Key = tuple[str, str]  # field, language


@dataclass(frozen=True, slots=True)
class Row:
    """One row below the headings; empty cells are left out."""

    sheet: str
    number: int
    cells: Mapping[Key, str]
    headings: Mapping[Key, Heading]

    def value(self, field: str) -> str:
        return self.cells.get((field, ""), "")

    def text(self, field: str, default_language: str = "") -> Text:
        """The words in both languages. A column that names no language has the default one."""
        ko, en = self.cells.get((field, "ko"), ""), self.cells.get((field, "en"), "")
        bare = self.value(field)
        if bare:
            if default_language not in ("ko", "en"):
                default_language = "ko" if _HANGUL.search(bare) else "en"
            if default_language == "ko":
                ko = ko or bare
            else:
                en = en or bare
        return Text(ko=ko, en=en)

    def fault(self, field: str, message: str) -> Fault:
        """A fault of this row's cell in the field's column, the first one that is filled in."""
        found = [one for key, one in self.headings.items() if key[0] == field]
        found.sort(key=lambda one: one.key not in self.cells)
        if not found:
            return Fault(self.sheet, self.number, "", message)
        return Fault(self.sheet, self.number, found[0].letter, message, found[0].header)


@dataclass(frozen=True, slots=True)
class Sheet:
    name: str
    headings: Mapping[Key, Heading]
    rows: tuple[Row, ...]

    def has(self, field: str) -> bool:
        """Whether there is a column for the field in a language that is read."""
        return any((field, language) in self.headings for language in ("", "ko", "en"))


def as_text(value: object) -> str:
    """A cell's value as an author sees it: 1.0 is “1”, a date is ISO, spaces around are gone."""
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case float() if value.is_integer() and abs(value) < 1e15:
            return str(int(value))
        case datetime() if (value.hour, value.minute, value.second) == (0, 0, 0):
            return value.date().isoformat()
        case date():
            return value.isoformat()
    return str(value).replace("\N{NO-BREAK SPACE}", " ").strip()
