"""Companies at every stage of the survey of every type; for `manage.py shell` in the city."""

import secrets
from collections.abc import Mapping
from typing import Any

from django.urls import reverse
from django.utils import timezone

from surveys.models import Invitation, Wave
from surveys.models.links import new_token, token_hash
from surveys.services.answer import open_response, save_page
from surveys.services.submit import submit_response
from tests.browser.city import City
from tests.every_type import ANSWERS, EVERY_TYPE
from tests.factories import InvitationFactory, WaveFactory, published_version, small_questionnaire

Answers = Mapping[str, Mapping[str, Any]]
PEERS = 10
MISFIT = {**ANSWERS, "numbers": {**ANSWERS["numbers"], "staff": 9_999}}


def at_every_stage(city: City) -> dict[str, str]:
    """Stage → the path of the link of a company: fresh, misfit, submitted, small."""
    command = "from tests.browser.companies_of_every_type import make; print(*make())"
    stages = city.manage("shell", "--no-imports", "--command", command).split()[-4:]
    return dict(zip(("fresh", "misfit", "submitted", "small"), stages, strict=True))


def make() -> list[str]:
    """Runs inside the city."""
    wave = WaveFactory(code=secrets.token_hex(4), version=published_version(EVERY_TYPE))
    small = WaveFactory(code=secrets.token_hex(4), version=published_version(small_questionnaire()))
    for number in range(PEERS):
        numbers = {**ANSWERS["numbers"], "staff": 4 + number, "share": str(number)}
        _company(wave, {**ANSWERS, "numbers": numbers}, is_submitted=True)
    return [
        _company(wave, {}),
        _company(wave, MISFIT),
        _company(wave, ANSWERS, is_submitted=True),
        _company(small, {}),
    ]


def _company(wave: Wave, pages: Answers, *, is_submitted: bool = False) -> str:
    """The path of its link."""
    token, now = new_token(), timezone.now()
    invitation: Invitation = InvitationFactory(
        wave=wave,
        contact__company__registration_number=str(secrets.randbelow(10**10)).zfill(10),
        contact__email=f"{secrets.token_hex(6)}@example.org",
        token_hash=token_hash(token),
    )
    if pages:
        response = open_response(invitation=invitation)
        by = invitation.contact
        for page, answers in pages.items():
            save_page(response=response, page=page, answers=answers, revision=0, by=by, now=now)
        if is_submitted:
            submit_response(response=response, by=by, now=now)
    return reverse("surveys:enter", args=[token])
