"""Filters for mails, which are written outside any request."""

from django import template

from surveys.moments import deadline

register = template.Library()

register.filter("deadline", deadline)
