"""Filters for mails, which are written outside any request."""

from datetime import datetime, timedelta

from django import template
from django.template.defaultfilters import date as format_date
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

register = template.Library()


@register.filter
def deadline(closes_at: datetime) -> str:
    """The last moment, in words. Midnight is the end of the day before, as people say it."""
    last = timezone.localtime(closes_at)
    day_format = pgettext("format of the day of a deadline", "l j F Y")
    if last.hour == last.minute == 0:
        return _("the end of %(day)s") % {
            "day": format_date(last - timedelta(minutes=1), day_format)
        }
    return _("%(day)s at %(time)s") % {
        "day": format_date(last, day_format),
        "time": format_date(last, "H:i"),
    }
