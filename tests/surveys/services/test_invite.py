"""Links that later mails carry."""

from urllib.parse import urlsplit

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from surveys.models import Invitation
from surveys.services.invite import invite, link_back, revoke
from tests.factories import InvitationFactory

pytestmark = pytest.mark.django_db


def follow(link: str) -> tuple[int, str]:
    parts = urlsplit(link)
    answer = Client().get(f"{parts.path}?{parts.query}")
    return answer.status_code, answer.headers.get("Location", "")


def test_a_link_back_lets_its_holder_in_at_the_page_it_names() -> None:
    invitation: Invitation = InvitationFactory()
    check = reverse("surveys:check")
    assert follow(link_back(invitation=invitation, to=check)) == (302, check)


def test_a_link_back_leads_to_the_sections_and_never_to_another_site() -> None:
    invitation: Invitation = InvitationFactory()
    sections = reverse("surveys:sections")
    assert follow(link_back(invitation=invitation)) == (302, sections)
    for elsewhere in ("https://evil.example/", "//evil.example/", "/\\evil.example/"):
        assert follow(link_back(invitation=invitation, to=elsewhere)) == (302, sections)


def test_a_link_back_ends_with_the_link_that_it_stands_for() -> None:
    invitation: Invitation = InvitationFactory()
    link = link_back(invitation=invitation)
    assert follow(f"{link[:-4]}/")[0] == 404  # cut off when it was copied
    assert follow(link.replace(f"/{invitation.pk}/", f"/{invitation.pk + 1}/"))[0] == 410
    invite(wave=invitation.wave, contact=invitation.contact)
    assert follow(link)[0] == 410
    invitation.refresh_from_db()
    link = link_back(invitation=invitation)
    assert follow(link)[0] == 302
    revoke(invitation=invitation, now=timezone.now())
    assert follow(link)[0] == 410
