"""A wave at the desk: it takes what is published, and keeps what it has."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from lxml import html

from surveys.models import QuestionnaireVersion, Wave
from surveys.services.versions import retire_version, store_draft
from tests.factories import WaveFactory, published_version, small_questionnaire
from tests.support_plans.admin.desk import select, signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def administrator() -> Client:
    client = signed_in(name="root")
    User.objects.filter(username="root").update(is_superuser=True)
    return client


def offered(client: Client, address: str) -> set[str]:
    page = html.fromstring(client.get(address).text)
    options = [one for one in select(page, "option") if one.getparent().get("name") == "version"]
    return {one.get("value") for one in options if one.get("value")}


def pks(*versions: QuestionnaireVersion) -> set[str]:
    return {str(version.pk) for version in versions}


def test_a_new_wave_is_offered_published_versions_only(administrator: Client) -> None:
    first, second = published_version(), published_version()
    store_draft(questionnaire=small_questionnaire())
    retire_version(version=first)
    assert offered(administrator, reverse("admin:surveys_wave_add")) == pks(second)


def test_a_wave_keeps_the_retired_version_that_it_asked(administrator: Client) -> None:
    now = timezone.now()
    over: Wave = WaveFactory(opens_at=now - timedelta(days=9), closes_at=now - timedelta(days=1))
    retire_version(version=over.version)
    newer = published_version()
    address = reverse("admin:surveys_wave_change", args=[over.pk])
    assert offered(administrator, address) == pks(over.version, newer)
