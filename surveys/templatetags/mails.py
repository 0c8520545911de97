"""Filters for mails, which are written outside any request."""

from django import template

from surveys.moments import day, deadline, moment

register = template.Library()

register.filter("moment", moment)
register.filter("day", day)
register.filter("deadline", deadline)
