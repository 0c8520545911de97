"""The cookie for which a link's token is exchanged."""

from datetime import timedelta

import pytest
import time_machine
from django.contrib.sessions.models import Session
from django.urls import reverse
from django.utils import timezone

from support_plans.views.plan import COOKIE as PLAN_COOKIE
from surveys.models import Invitation
from surveys.services.invite import revoke
from surveys.views.access import COOKIE
from tests.surveys.views.conftest import Browser

pytestmark = pytest.mark.django_db


def sections(company: Browser) -> int:
    return company.get(reverse("surveys:sections")).status_code


def test_opening_a_link_writes_nothing(company: Browser) -> None:
    assert sections(company) == 200
    assert Session.objects.count() == 0


def test_no_script_and_no_other_site_gets_at_the_cookie(company: Browser) -> None:
    cookie = company.cookies[COOKIE]
    assert (cookie["httponly"], cookie["samesite"], cookie["path"]) == (True, "Lax", "/")


def test_a_cookie_that_we_did_not_sign_opens_nothing(
    company: Browser, invitation: Invitation
) -> None:
    company.cookies[COOKIE] = invitation.token_hash
    assert sections(company) == 403


def test_a_cookie_that_we_signed_for_something_else_opens_nothing(
    company: Browser, invitation: Invitation
) -> None:
    company.cookies[PLAN_COOKIE] = company.cookies.pop(COOKIE).value
    assert sections(company) == 403
    company.cookies[COOKIE] = company.cookies.pop(PLAN_COOKIE).value
    assert sections(company) == 200
    company.cookies[PLAN_COOKIE] = company.cookies[COOKIE].value
    assert company.get(reverse("support_plans:plan")).status_code == 403


def test_a_cookie_ends_with_its_link(company: Browser, invitation: Invitation) -> None:
    revoke(invitation=invitation, now=timezone.now())
    assert sections(company) == 410


def test_a_cookie_is_good_for_14_days(company: Browser, invitation: Invitation) -> None:
    invitation.wave.closes_at = timezone.now() + timedelta(days=60)
    invitation.wave.save()
    with time_machine.travel(timezone.now() + timedelta(days=14, minutes=-1)):
        assert sections(company) == 200
    with time_machine.travel(timezone.now() + timedelta(days=14, minutes=1)):
        assert sections(company) == 403
