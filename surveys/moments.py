"""Days and points in time as people read them: in the active language, in the site's time zone."""

from datetime import date, datetime, timedelta

from django.template.defaultfilters import date as format_date
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext


def moment(at: datetime | None) -> str:
    return format_date(_local(at), pgettext("format of a date and time", "j F Y, H:i"))


def day(on: date | None) -> str:
    """A date; for a moment, its date."""
    return format_date(_local(on), pgettext("format of a date", "j F Y"))


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


def _local(on: date | None) -> date | None:
    return timezone.localtime(on) if isinstance(on, datetime) and timezone.is_aware(on) else on
