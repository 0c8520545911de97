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
    "국문": "ko",
    "en": "en",
    "eng": "en",
    "en-gb": "en",
    "en-us": "en",
    "english": "en",
    "영어": "en",
    "영문": "en",
}

_WORDS = {"caption": "label", "text": "label"}

# Older and other names of columns, by the sheet that they stand in.
_FIELD_NAMES = {
    "survey": {
        **_WORDS,
        "command": "type",
        "tag": "name",
        "value": "name",
        "relevance": "relevant",
        "skippable": "relevant",
        "constraint_msg": "constraint_message",
        "constraintmsg": "constraint_message",
        "requiredmsg": "required_message",
        "required_msg": "required_message",
        "readonly": "read_only",
        "calculate": "calculation",
        "guidance": "guidance_hint",
        "count": "repeat_count",
    },
    "choices": {**_WORDS, "list": "list_name", "value": "name"},
    "settings": {
        "title": "form_title",
        "set_form_title": "form_title",
        "id_string": "form_id",
        "set_form_id": "form_id",
    },
}
_FIELD_NAMES["external_choices"] = _FIELD_NAMES["choices"]

_PREFIXES = frozenset({"bind", "control", "body", "media", "jr"})


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


def heading(sheet: str, letter: str, header: str) -> Heading:
    """Read a heading: case, spaces, one colon or two, and older names make no difference."""
    parts = [part.strip() for part in re.split(r"::?", header)]
    while len(parts) > 1 and parts[0].casefold() in _PREFIXES:
        parts = parts[1:]
    field = re.sub(r"[\s-]+", "_", parts[0].casefold())
    language = language_of(" ".join(parts[1:]))
    return Heading(letter, header, _FIELD_NAMES[sheet].get(field, field), language)


def language_of(name: str) -> str:
    """ "Korean (ko)" → "ko"; "" → ""; a language the product does not speak → its name."""
    name = " ".join(name.split())
    code = re.search(r"\(([^()]*)\)$", name)
    without_code = name.partition("(")[0]
    for spelling in (code[1] if code else "", name, without_code):
        found = _LANGUAGE_NAMES.get(spelling.strip().casefold())
        if found:
            return found
    return name
