"""The words of a row: labels, hints, messages, without markup."""

import re

from django.utils.translation import gettext as _

from surveys.logic.text import Text
from surveys.xlsform.cells import Row
from surveys.xlsform.faults import Report

_TAGS = "a|abbr|b|big|br|center|div|em|font|h[1-6]|hr|i|li|ol|p|small|span|strong|sub|sup|u|ul"
_BREAK = re.compile(r"<(?:br|hr|/p|/div|/h[1-6]|/li|/ul|/ol)\b[^<>]*>", re.IGNORECASE)
_ITEM = re.compile(r"<li\b[^<>]*>", re.IGNORECASE)
_TAG = re.compile(rf"</?(?:{_TAGS})\b[^<>]*>", re.IGNORECASE)
_BOLD = re.compile(r"\*\*(?=[^\s*])([^*]+)(?<=[^\s*])\*\*")
_TITLE = re.compile(r"^#{2,6}[ \t]+", re.MULTILINE)  # one alone may be “# of employees”
_MOST_TIMES = 10


def words(row: Row, field: str, report: Report) -> Text:
    """The words of the row's column in both languages; a notice where they had markup."""
    written = row.text(field)
    found = Text(ko=without_markup(written.ko), en=without_markup(written.en))
    if found != written:
        message = _("Formatting (such as <b> or **) is left out; the words stay.")
        report.add(row.notice(field, message))
    return found


def named(code: str) -> Text:
    """The code as words, where there are no others."""
    written = code.replace("_", " ")
    return Text(ko=written, en=written)


def without_markup(written: str) -> str:
    """The words alone: no HTML tags, no bold, no `##` before a title; list items get a dash."""
    for _time in range(_MOST_TIMES):
        text = _once(written)
        if text == written:
            break
        written = text
    return written


def _once(text: str) -> str:
    if _TAG.search(text):
        text = _BREAK.sub("\n", text)
        text = _ITEM.sub("- ", text)
        text = _TAG.sub("", text)
        text = re.sub(r"[ \t]*\n\s*", "\n", text)
    text = _BOLD.sub(r"\1", text)
    return _TITLE.sub("", text).strip()
