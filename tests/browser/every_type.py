"""Companies invited to the survey of every type, in a city that runs."""

import secrets
from collections.abc import Iterator

from django.urls import reverse

from surveys.models.links import new_token, token_hash
from tests.browser.city import City
from tests.every_type import EVERY_TYPE
from tests.factories import InvitationFactory, WaveFactory, published_version


def invited(city: City, count: int) -> list[str]:
    """The paths of the links of companies that have not begun."""
    command = f"from tests.browser.every_type import invite; print(*invite({count}))"
    return city.manage("shell", "--no-imports", "--command", command).split()[-count:]


def invite(count: int) -> Iterator[str]:
    """Runs inside the city, where the survey, a wave and the companies are made."""
    wave = WaveFactory(code="every-type", version=published_version(EVERY_TYPE))
    for _company in range(count):
        token = new_token()
        InvitationFactory(
            wave=wave,
            contact__company__registration_number=str(secrets.randbelow(10**10)).zfill(10),
            token_hash=token_hash(token),
        )
        yield reverse("surveys:enter", args=[token])
