"""Who one can be in the demonstration, and where each of them comes in."""

import hashlib
import hmac
from dataclasses import dataclass

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

PASSWORD = "bitgoeul-demonstration"
"""The demonstration's password. Only ever set while DEBUG is on."""


@dataclass(frozen=True, slots=True)
class Face:
    role: str
    title: str
    description: str
    action: str
    url: str
    name: str = ""
    password: str = ""


def demonstration_token(purpose: str) -> str:
    """The same link each time the demonstration is set up, yet not to be guessed from outside."""
    key = settings.SECRET_KEY.encode()
    return hmac.new(key, f"demonstration {purpose}".encode(), hashlib.sha256).hexdigest()


def demonstration_faces(password: str = PASSWORD) -> list[Face]:
    survey = reverse("surveys:enter", args=[demonstration_token("survey")])
    desk = reverse("admin:index")
    sign_in = _("Go to the sign-in page")
    return [
        Face(
            "company",
            _("A company"),
            _("Answer the survey as an invited company."),
            _("Open the survey"),
            settings.BASE_URL + survey,
        ),
        Face(
            "officer",
            _("An officer"),
            _("Look through drafted plans, edit them and propose them."),
            sign_in,
            settings.BASE_URL + desk,
            "officer",
            password,
        ),
        Face(
            "approver",
            _("An approver"),
            _("Approve what an officer proposed, and publish it."),
            sign_in,
            settings.BASE_URL + desk,
            "approver",
            password,
        ),
        Face(
            "manager",
            _("A manager"),
            _("Read the weekly digest, and the figures behind it."),
            sign_in,
            settings.BASE_URL + desk,
            "manager",
            password,
        ),
        Face(
            "administrator",
            _("An administrator"),
            _("See and set up everything."),
            sign_in,
            settings.BASE_URL + desk,
            "administrator",
            password,
        ),
    ]
