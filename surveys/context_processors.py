"""What every page knows of the site."""

from typing import TypedDict

from django.conf import settings
from django.http import HttpRequest


class Site(TypedDict):
    demonstration: bool
    contact_email: str


def site(request: HttpRequest) -> Site:
    return {
        "demonstration": settings.DEMONSTRATION,
        "contact_email": settings.CITY_CONTACT_EMAIL,
    }
