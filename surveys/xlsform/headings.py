"""The headings of a workbook's columns, in the many spellings that are about."""

import re
from dataclasses import dataclass

from surveys.logic.text import Language

_LANGUAGE_NAMES: dict[str, Language] = {
    "ko": "ko",
    "kor": "ko",
    "ko-kr": "ko",
    "korean": "ko",
    "한국어": "ko",
    "en": "en",
    "eng": "en",
    "en-gb": "en",
    "en-us": "en",
    "english": "en",
    "영어": "en",
}

_FIELD_NAMES = {
    "command": "type",
    "tag": "name",
    "value": "name",
    "caption": "label",
    "relevance": "relevant",
    "skippable": "relevant",
    "constraint_msg": "constraint_message",
    "constraintmsg": "constraint_message",
    "jr_constraintmsg": "constraint_message",
    "list": "list_name",
    "title": "form_title",
    "set_form_title": "form_title",
    "id_string": "form_id",
    "set_form_id": "form_id",
    "calculate": "calculation",
}

_PREFIXES = frozenset({"bind", "control", "body", "media"})


@dataclass(frozen=True, slots=True)
class Heading:
    """What a column holds: `field` in one spelling; `language` of a translation, "" for none."""

    letter: str
    header: str  # as it is written
    field: str
    language: str  # "ko", "en", "" where none is named, else the language's name

    @property
    def key(self) -> tuple[str, str]:
        return self.field, self.language


def heading(letter: str, header: str) -> Heading:
    """Read a heading: case, spaces, one colon or two, and older names make no difference."""
    parts = [part.strip() for part in re.split(r"::?", header)]
    if len(parts) > 1 and parts[0].casefold() in _PREFIXES:
        parts = parts[1:]
        if parts[0].casefold() == "jr" and len(parts) > 1:
            parts = parts[1:]
    field = re.sub(r"[\s-]+", "_", parts[0].casefold())
    language = language_of(" ".join(parts[1:]))
    return Heading(letter, header, _FIELD_NAMES.get(field, field), language)


def language_of(name: str) -> str:
    """ "Korean (ko)" → "ko"; "" → ""; a language the product does not speak → its name."""
    name = " ".join(name.split())
    code = re.search(r"\(([^()]*)\)$", name)
    for spelling in (code[1] if code else "", name):
        found = _LANGUAGE_NAMES.get(spelling.strip().casefold())
        if found:
            return found
    return name
