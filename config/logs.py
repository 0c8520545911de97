"""What the site writes down of what happens, and what it keeps out of that: links that let in."""

import logging
import re
import traceback
from logging import LogRecord

from django.utils.log import AdminEmailHandler
from django.utils.safestring import SafeString
from django.views.debug import ExceptionReporter

_TOKEN = re.compile(r"/(s|p)/[\w-]{20,}")
"""The addresses of an invitation and of a plan: whoever reads one may use it."""


def without_tokens(text: str) -> str:
    """The text with `/s/…` and `/p/…` in place of each address that lets somebody in."""
    return _TOKEN.sub(r"/\1/…", text)


class Line(logging.Formatter):
    """One line per event, tracebacks below it, and no token in either."""

    def format(self, record: LogRecord) -> str:
        return without_tokens(super().format(record))


class MailToAdministrators(AdminEmailHandler):
    """Tells ADMINS through the outbox what failed and where; nothing that anybody sent or wrote."""

    def __init__(self) -> None:
        super().__init__(reporter_class="config.logs.TracebackAlone")

    def format_subject(self, subject: str) -> str:
        return without_tokens(super().format_subject(subject))

    def emit(self, record: LogRecord) -> None:
        try:
            super().emit(record)
        except Exception:  # noqa: BLE001 - where the database is what failed, so does the outbox
            self.handleError(record)


class TracebackAlone(ExceptionReporter):
    """Django's own report adds the request: a company's answers, its cookies, its link."""

    def get_traceback_text(self) -> SafeString:
        if self.exc_type is None:
            return SafeString()
        lines = traceback.format_exception(self.exc_type, self.exc_value, self.tb)
        return SafeString(without_tokens("".join(lines)))
