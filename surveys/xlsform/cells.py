"""A sheet's cells as text, each still knowing where it stands."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from surveys.logic.text import Text
from surveys.xlsform.faults import Fault, Notice
from surveys.xlsform.headings import Heading

_HANGUL = re.compile("[ㄱ-ㆎ가-힣]")
_UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufffe\uffff]")

Key = tuple[str, str]  # field, language

READ_LANGUAGES = ("", "ko", "en")


@dataclass(frozen=True, slots=True)
class Row:
    """One row below the headings; empty cells are left out.

    `looked_at` are the fields that somebody wanted to know: what is filled in beside them was lost.
    """

    sheet: str
    number: int
    cells: Mapping[Key, str]
    headings: Mapping[Key, Heading]
    default_language: str = ""  # of words in a column that names none
    looked_at: set[str] = field(default_factory=set, compare=False)

    def value(self, field: str) -> str:
        self.looked_at.add(field)
        return self.cells.get((field, ""), "")

    def is_filled(self, field: str) -> bool:
        """Whether there is something in the field's column, in whatever language."""
        return any(key[0] == field for key in self.cells)

    def pass_over(self) -> None:
        """The row as a whole is left out; nothing more is to be said of its cells."""
        self.looked_at.update(field for field, _language in self.cells)

    def can_have(self, field: str) -> bool:
        """Whether the sheet has a column for the field in a language that is read."""
        return any((field, language) in self.headings for language in READ_LANGUAGES)

    def text(self, field: str) -> Text:
        """The words in both languages. A column that names no language has the default one."""
        self.looked_at.add(field)
        ko, en = self.cells.get((field, "ko"), ""), self.cells.get((field, "en"), "")
        bare = self.value(field)
        if bare:
            language = self.default_language
            if language not in ("ko", "en"):
                language = "ko" if _HANGUL.search(bare) else "en"
            if language == "ko":
                ko = ko or bare
            else:
                en = en or bare
        return Text(ko=ko, en=en)

    def fault(self, field: str, message: str) -> Fault:
        """A fault of this row's cell in the field's column: one that is read and filled, if any."""
        return Fault(self.sheet, self.number, *self._column(field, message))

    def notice(self, field: str, message: str) -> Notice:
        return Notice(self.sheet, self.number, *self._column(field, message))

    def _column(self, field: str, message: str) -> tuple[str, str, str]:
        found = [one for key, one in self.headings.items() if key[0] == field]
        found.sort(key=lambda one: (one.language not in READ_LANGUAGES, one.key not in self.cells))
        return (found[0].letter, message, found[0].header) if found else ("", message, "")


@dataclass(frozen=True, slots=True)
class Sheet:
    name: str
    headings: Mapping[Key, Heading]
    rows: tuple[Row, ...]
    heading_row: int = 1

    def has(self, field: str) -> bool:
        """Whether there is a column for the field in a language that is read."""
        return any((field, language) in self.headings for language in READ_LANGUAGES)


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
    written = (
        str(value).replace("\N{NO-BREAK SPACE}", " ").replace("\r\n", "\n").replace("\r", "\n")
    )
    return _UNPRINTABLE.sub("", written).strip()
