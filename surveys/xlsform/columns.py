"""Columns that XLSForm knows: which are read, and what becomes of the others."""

from collections.abc import Iterable, Mapping
from difflib import get_close_matches

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from surveys.logic.tokens import NAME
from surveys.xlsform.cells import Sheet
from surveys.xlsform.faults import Fault, Notice, Report
from surveys.xlsform.headings import Heading

_MEDIA = gettext_noop(
    "Pictures, sound and films are left out. Say in the label or the hint what they show."
)
_LEFT_OUT: Mapping[str, Mapping[str, str]] = {
    "survey": {
        "image": _MEDIA,
        "big_image": _MEDIA,
        "audio": _MEDIA,
        "video": _MEDIA,
        "required_message": gettext_noop(
            "The message for a missing answer is left out; the survey page has one of its own."
        ),
        "save_to": gettext_noop("Entities are left out; answers are kept with the response alone."),
    },
    "choices": {"image": _MEDIA, "big_image": _MEDIA, "audio": _MEDIA, "video": _MEDIA},
    "settings": {
        "submission_url": gettext_noop(
            "The address is left out; answers are sent nowhere, they stay on this platform."
        ),
        "public_key": gettext_noop("The key is left out; answers are not encrypted one by one."),
        "add_none_option": gettext_noop(
            "No option “none” is added by itself. Add it to the lists that need it, and mark it "
            "as exclusive."
        ),
    },
}

_MISSPELLABLE_OF_SURVEY = (
    *("type", "name", "label", "hint", "required", "relevant", "constraint"),
    *("constraint_message", "calculation", "choice_filter", "default", "appearance"),
    *("parameters", "repeat_count"),
)
READ: Mapping[str, frozenset[str]] = {
    "survey": frozenset(
        {
            *_MISSPELLABLE_OF_SURVEY,
            *("guidance_hint", "trigger", "read_only", "disabled"),
            *("short", "unit", "dont_know", "prefer_not_to_say", "most_rows"),
        }
    ),
    "choices": frozenset({"list_name", "name", "label", "exclusive"}),
    "external_choices": frozenset({"list_name", "name", "label", "exclusive"}),
    "settings": frozenset({"default_language", "form_id", "form_title", "version"}),
}
# Misspelt, these would be lost without a trace.
_MISSPELLABLE: Mapping[str, tuple[str, ...]] = {
    "survey": _MISSPELLABLE_OF_SURVEY,
    "choices": ("list_name", "name", "label"),
    "external_choices": ("list_name", "name", "label"),
}
_NEAR = 0.8


def extra_columns(sheet: Sheet) -> dict[str, str]:
    """Of the choices: field → name as it is written, of the columns that a filter may read."""
    known = READ["choices"] | _LEFT_OUT["choices"].keys()
    return {
        one.field: one.header.strip()
        for one in sheet.headings.values()
        if NAME.fullmatch(one.header.strip()) and one.field not in known
    }


def report_columns(sheet: Sheet, report: Report) -> frozenset[str]:
    """A fault for each column that is nearly one that is read, a notice for what is left out.

    Returns the columns that were nearly there.
    """
    meant: set[str] = set()
    for row in sheet.rows:
        for field, message in _LEFT_OUT.get(sheet.name, {}).items():
            if row.is_filled(field):
                report.add(row.notice(field, _(message)))
    filled = {key for row in sheet.rows for key in row.cells}
    for key, one in sheet.headings.items():
        near = _nearly(sheet, one) if key in filled else ""
        if near:
            meant.add(near)
            message = _("There is no column “%(written)s”. Did you mean “%(name)s”?")
            message %= {"written": one.header.strip(), "name": near}
            report.add(Fault(sheet.name, sheet.heading_row, one.letter, message, one.header))
    return frozenset(meant)


def _nearly(sheet: Sheet, one: Heading) -> str:
    """The column that the heading probably means; "" where it is one, or means another."""
    wanted = _MISSPELLABLE.get(sheet.name, ())
    is_known = one.field in READ.get(sheet.name, ()) or one.field in _LEFT_OUT.get(sheet.name, ())
    if is_known or (":" in one.header and not one.language):
        return ""
    if sheet.name != "survey":  # any other column there may be for choice filters
        wanted = tuple(name for name in wanted if not any(key[0] == name for key in sheet.headings))
    near = get_close_matches(one.field, wanted, n=1, cutoff=_NEAR)
    return near[0] if near else ""


def want_columns(sheet: Sheet, names: Iterable[str], report: Report) -> bool:
    """Whether the columns are there; a fault for each that is not, nor was meant by another."""
    meant = report_columns(sheet, report)
    missing = [name for name in names if not sheet.has(name)]
    for name in missing:
        if name not in meant:
            report.add(_missing(sheet, name))
    return not missing


def _missing(sheet: Sheet, name: str) -> Fault:
    foreign = [one for key, one in sheet.headings.items() if key[0] == name]
    if foreign:
        message = _(
            "The words are in %(languages)s only. This platform asks in Korean and English: add a "
            "column “%(name)s::Korean (ko)” or “%(name)s::English (en)”."
        ) % {"languages": ", ".join(one.language for one in foreign), "name": name}
        first = foreign[0]
        return Fault(sheet.name, sheet.heading_row, first.letter, message, first.header)
    message = _("The sheet has no column “%(name)s”. Add it in row %(row)s.")
    message %= {"name": name, "row": sheet.heading_row}
    return Fault(sheet.name, sheet.heading_row, "", message)


def report_languages(sheets: Iterable[Sheet], report: Report) -> None:
    """One notice for each language that is left out."""
    seen: set[str] = set()
    for sheet in sheets:
        for one in sheet.headings.values():
            known = READ.get(sheet.name, frozenset()) | _LEFT_OUT.get(sheet.name, {}).keys()
            if one.language in ("", "ko", "en", *seen) or one.field not in known:
                continue
            seen.add(one.language)
            message = _(
                "The words in “%(language)s” are left out; this platform asks in Korean and "
                "English."
            ) % {"language": one.language}
            report.add(Notice(sheet.name, sheet.heading_row, one.letter, message, one.header))
