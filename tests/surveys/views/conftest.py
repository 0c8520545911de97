"""A company's browser on the small questionnaire: three pages, the second hangs on the first."""

from collections.abc import Mapping
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from surveys.models import Invitation
from surveys.models.links import new_token, token_hash
from surveys.views.access import COOKIE
from tests.factories import ContactFactory, InvitationFactory, WaveFactory

SIZE = {"employees": "38", "uses_gpu": "yes"}


class Browser(Client):
    """Follows one invitation link, and reads English."""

    def __init__(self, token: str, **defaults: Any) -> None:
        super().__init__(**defaults)
        self.token = token
        self.cookies["django_language"] = "en"

    def come_in(self) -> None:
        self.get(reverse("surveys:enter", args=[self.token]))

    def lose_session(self) -> None:
        self.cookies.pop(COOKIE, None)

    def show(self, page: str, query: str = "") -> Any:
        return self.get(reverse("surveys:page", args=[page]) + query)

    def hidden(self, page: str, query: str = "") -> dict[str, str]:
        """What the page's form carries along besides the answers."""
        context = self.show(page, query).context
        return {name: str(context[name] or "") for name in ("ticket", "revision", "restored")}

    def send(
        self,
        page: str,
        answers: Mapping[str, Any],
        hidden: Mapping[str, str] | None = None,
        query: str = "",
    ) -> Any:
        """Fill the page in and press Continue; `hidden` as when the form was made, or as now."""
        carried = self.hidden(page, query) if hidden is None else hidden
        return self.post(reverse("surveys:page", args=[page]) + query, {**carried, **answers})


@pytest.fixture
def token() -> str:
    return new_token()


@pytest.fixture
def invitation(token: str) -> Invitation:
    return InvitationFactory(wave=WaveFactory(), token_hash=token_hash(token))


@pytest.fixture
def company(invitation: Invitation, token: str) -> Browser:
    browser = Browser(token)
    browser.come_in()
    return browser


@pytest.fixture
def colleague(invitation: Invitation, token: str) -> Browser:
    """Somebody else with the same link, at another machine."""
    browser = Browser(token)
    browser.come_in()
    return browser


@pytest.fixture
def helper(invitation: Invitation) -> Browser:
    """A colleague with a link of their own, to the second section only."""
    token = new_token()
    contact = ContactFactory(
        company=invitation.contact.company,
        email="helper@example.org",
        name="시연 재무 담당",
        language="en",
    )
    InvitationFactory(
        wave=invitation.wave,
        contact=contact,
        invited_by=invitation,
        sections=["consent"],
        token_hash=token_hash(token),
    )
    browser = Browser(token)
    browser.come_in()
    return browser
