"""A question as the krds templates draw it: plain values, ready to print."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise

from surveys.forms.files import StoredFile
from surveys.forms.last_time import Offer


class Drawn:
    """Its attributes are items, too: templates look for those first, and a page asks 200 times."""

    __slots__ = ()

    def __getitem__(self, name: str) -> object:
        return getattr(self, name)


@dataclass(frozen=True, slots=True)
class Problem:
    """A line of the error summary and the control it leads to."""

    anchor: str
    message: str


@dataclass(frozen=True, slots=True)
class Choice(Drawn):
    id: str
    value: str
    label: str
    is_chosen: bool = False


@dataclass(frozen=True, slots=True)
class Prompt(Drawn):
    """One question as it is shown. `kind` names the part of the template that draws it."""

    kind: str
    id: str
    name: str
    label: str
    hint: str = ""
    own_hint: str | Promise = ""
    guidance: str = ""
    unit: str = ""
    value: str = ""
    input_type: str = "text"
    input_mode: str = ""
    width: str = "full"
    error: str = ""
    notice: str = ""  # what became of an earlier answer; nobody's mistake
    last_time: Offer | None = None  # what was answered in an earlier wave
    understood: str = ""  # what was read out of what was typed
    is_required: bool = True
    has_focus: bool = False
    choices: tuple[Choice, ...] = ()
    ways_out: tuple[Choice, ...] = ()
    parts: tuple[Prompt, ...] = ()  # a grid's rows, a ranking's options
    entries: tuple[tuple[Prompt, ...], ...] = ()  # a repeat's rows
    is_counted: bool = False  # a repeat whose rows nobody adds or removes
    is_full: bool = False  # a repeat that takes no more rows
    carried: tuple[tuple[str, str], ...] = ()  # of rows that are not shown: name, value
    file: StoredFile | None = None
    accepts: str = ""  # the endings of files that can be chosen
    most_bytes: int = 0  # of a file

    @property
    def described_by(self) -> str:
        """The ids of what explains this question, for aria-describedby."""
        ids = {
            "-hint": self.hint or self.own_hint,
            "-unit": self.unit,
            "-understood": self.understood,
            "-file": self.file,
            "-last-time": self.last_time and self.last_time.words,
            "-notice": self.notice,
            "-error": self.error,
        }
        return " ".join(self.id + suffix for suffix, present in ids.items() if present)

    @property
    def is_long(self) -> bool:
        """Whether its choices are too wordy to stand side by side on a phone."""
        return any(len(choice.label) > 12 for choice in self.choices)

    @property
    def anchor(self) -> str:
        """The id of the first control, to which an error leads."""
        within = self.entries[0] if self.entries else self.parts
        if self.kind in {"ranking", "repeat"} and within:
            return next((one.anchor for one in within if one.kind != "note"), self.id)
        is_chosen_from = self.kind in {"radios", "checkboxes", "scale"}
        found = (*self.choices, *self.ways_out) if is_chosen_from else ()
        return found[0].id if found else self.id
