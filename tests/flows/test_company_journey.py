"""A company answers the demonstration questionnaire, page by page, and submits."""

from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

import surveys.demonstration
from support_plans.demonstration.answers import answers_by_page
from support_plans.demonstration.companies import demonstration_companies
from surveys.forms import PageForm
from surveys.models import (
    Invitation,
    PageAnswers,
    QuestionnaireVersion,
    Submission,
    TypedPage,
    Wave,
)
from surveys.models.links import new_token, token_hash
from surveys.models.waves import READABLE_AFTER_CLOSE
from surveys.views.access import COOKIE
from surveys.xlsform import read_workbook
from tests.factories import InvitationFactory, WaveFactory, published_version

pytestmark = pytest.mark.django_db

WORKBOOK = Path(surveys.demonstration.__file__).parent / "company_survey.xlsx"
COMPANY = demonstration_companies()[7]
ANSWERS = answers_by_page(COMPANY, today=date(2026, 11, 23))


@pytest.fixture
def version() -> QuestionnaireVersion:
    return published_version(read_workbook(WORKBOOK).questionnaire)


@pytest.fixture
def token() -> str:
    return new_token()


@pytest.fixture
def invitation(version: QuestionnaireVersion, token: str) -> Invitation:
    return InvitationFactory(wave=WaveFactory(version=version), token_hash=token_hash(token))


@pytest.fixture
def company(client: Client, invitation: Invitation, token: str) -> Client:
    """A browser that has followed the link."""
    client.cookies["django_language"] = "en"
    response = client.get(reverse("surveys:enter", args=[token]))
    assert response.status_code == 302
    assert token not in response["Location"]
    return client


def typed(invitation: Invitation, code: str, answers: Mapping[str, Any]) -> dict[str, list[str]]:
    """What a browser would post for these answers."""
    whole = invitation.wave.version.questionnaire
    page = whole.pages_by_code[code]
    return dict(PageForm(whole, page, answers=answers, today=timezone.localdate()).typed)


def post_page(
    company: Client,
    invitation: Invitation,
    code: str,
    answers: Mapping[str, Any],
    revision: int = 0,
) -> Any:
    data = {**typed(invitation, code, answers), "revision": [str(revision)]}
    return company.post(reverse("surveys:page", args=[code]), data)


def answer_everything(company: Client, invitation: Invitation) -> None:
    for code, answers in ANSWERS.items():
        response = post_page(company, invitation, code, answers)
        assert response.status_code == 302, (code, response.context["form"].errors)


def test_from_the_link_to_the_reference(company: Client, invitation: Invitation) -> None:
    assert company.get(reverse("surveys:sections")).status_code == 200
    answer_everything(company, invitation)
    check = company.get(reverse("surveys:check"))
    assert (check.status_code, check.context["problems"]) == (200, [])
    response = company.post(reverse("surveys:submit"), follow=True)
    submission = Submission.objects.get()
    assert response.status_code == 200
    assert submission.reference in response.content.decode()
    assert submission.answers == {
        code: value for answers in ANSWERS.values() for code, value in answers.items()
    }


def test_every_page_shows_what_was_saved(company: Client, invitation: Invitation) -> None:
    answer_everything(company, invitation)
    for code, answers in ANSWERS.items():
        form = company.get(reverse("surveys:page", args=[code])).context["form"]
        assert dict(form.typed) == typed(invitation, code, answers)


def test_submitting_twice_makes_one_submission(company: Client, invitation: Invitation) -> None:
    answer_everything(company, invitation)
    first = company.post(reverse("surveys:submit"))
    second = company.post(reverse("surveys:submit"))
    assert first["Location"] == second["Location"]
    assert Submission.objects.count() == 1


def test_submitting_too_early_says_what_is_missing(company: Client, invitation: Invitation) -> None:
    response = company.post(reverse("surveys:submit"))
    assert response.status_code == 422
    assert len(response.context["problems"]) > 10
    assert Submission.objects.count() == 0


def test_a_saved_page_costs_at_most_7_queries(
    company: Client, invitation: Invitation, django_assert_max_num_queries: Any
) -> None:
    company.get(reverse("surveys:sections"))  # reads the questionnaire, which is then kept
    with django_assert_max_num_queries(7):  # the first page of all begins the response
        post_page(company, invitation, "company_identity", ANSWERS["company_identity"])
    with django_assert_max_num_queries(7):
        post_page(company, invitation, "company_place", ANSWERS["company_place"])
    with django_assert_max_num_queries(4):
        post_page(company, invitation, "company_place", {"head_office": "abroad"}, revision=1)
    assert PageAnswers.objects.get(page="company_place").answers == {"head_office": "abroad"}


# --- What can go wrong ----------------------------------------------------------------------------


def test_an_unknown_link_says_so(client: Client) -> None:
    response = client.get(reverse("surveys:enter", args=["nobody-knows-this"]))
    assert response.status_code == 404
    assert response.context["paragraphs"]


def test_an_expired_and_a_revoked_link_say_so(
    client: Client, invitation: Invitation, token: str
) -> None:
    client.cookies["django_language"] = "en"
    url = reverse("surveys:enter", args=[token])
    long_ago = timezone.now() - READABLE_AFTER_CLOSE
    Wave.objects.update(opens_at=long_ago - timedelta(days=1), closes_at=long_ago)
    response = client.get(url)
    assert (response.status_code, response.context["title"]) == (410, "This link has expired")
    Invitation.objects.update(revoked_at=timezone.now())
    response = client.get(url)
    assert (response.status_code, response.context["title"]) == (
        410,
        "This link is no longer valid",
    )


def test_opening_a_link_changes_nothing_that_matters(
    client: Client, invitation: Invitation, token: str
) -> None:
    before = Invitation.objects.values().get()
    client.get(reverse("surveys:enter", args=[token]))
    client.head(reverse("surveys:enter", args=[token]))
    assert Invitation.objects.values().get() == before
    assert PageAnswers.objects.count() == 0
    assert client.post(reverse("surveys:enter", args=[token])).status_code == 405


def test_a_lost_session_keeps_what_was_typed(
    company: Client, invitation: Invitation, token: str
) -> None:
    url = reverse("surveys:page", args=["company_place"])
    page = company.get(url)
    company.cookies.pop(COOKIE)
    data = {"head_office": ["abroad"], "ticket": [page.context["ticket"]], "revision": ["0"]}
    response = company.post(url, data)
    assert response.status_code == 403
    assert "What you typed is kept" in response.content.decode()
    assert TypedPage.objects.get().typed == {"head_office": ["abroad"]}
    company.get(reverse("surveys:enter", args=[token]))
    again = company.get(url)
    assert again.context["kept_at"] is not None
    assert again.context["form"].typed["head_office"] == ["abroad"]
    company.post(url, {**data, "restored": [again.context["restored"]]})
    assert PageAnswers.objects.get().answers == {"head_office": "abroad"}
    assert TypedPage.objects.count() == 0


def test_a_failed_csrf_check_keeps_what_was_typed(invitation: Invitation, token: str) -> None:
    browser = Client(enforce_csrf_checks=True)
    browser.get(reverse("surveys:enter", args=[token]))
    url = reverse("surveys:page", args=["company_place"])
    ticket = browser.get(url).context["ticket"]
    response = browser.post(url, {"head_office": ["abroad"], "ticket": [ticket]})
    assert response.status_code == 403
    assert TypedPage.objects.get().typed == {"head_office": ["abroad"]}


def test_a_forged_ticket_keeps_nothing(client: Client, invitation: Invitation) -> None:
    url = reverse("surveys:page", args=["company_place"])
    response = client.post(url, {"head_office": ["abroad"], "ticket": ["forged"]})
    assert response.status_code == 403
    assert TypedPage.objects.count() == 0


def test_a_wave_that_closes_while_typing_keeps_what_was_typed(
    company: Client, invitation: Invitation
) -> None:
    url = reverse("surveys:page", args=["company_place"])
    ticket = company.get(url).context["ticket"]
    wave = invitation.wave
    wave.closes_at = timezone.now() - timedelta(seconds=1)
    wave.save()
    response = company.post(url, {"head_office": ["abroad"], "ticket": [ticket]})
    assert (response.status_code, response.context["title"]) == (409, "The survey is over")
    assert TypedPage.objects.get().typed == {"head_office": ["abroad"]}
    assert PageAnswers.objects.count() == 0


def test_a_colleague_s_save_is_shown_and_not_overwritten(
    company: Client, invitation: Invitation
) -> None:
    post_page(company, invitation, "company_place", {"head_office": "gwangju"})
    response = post_page(company, invitation, "company_place", {"head_office": "abroad"})
    assert response.status_code == 409
    [conflict] = response.context["conflict"]
    assert (conflict.mine.en, conflict.theirs.en) != ("", "")
    assert PageAnswers.objects.get().answers == {"head_office": "gwangju"}
    chosen = {
        **typed(invitation, "company_place", {"head_office": "abroad"}),
        "against": [str(response.context["against"])],
    }
    company.post(reverse("surveys:page", args=["company_place"]), chosen)
    assert PageAnswers.objects.get().answers == {"head_office": "abroad"}


@pytest.mark.parametrize("revision", ["", "-1", "1e9", "x" * 50, "99999999999999999999"])
def test_a_mangled_revision_is_no_crash(
    company: Client, invitation: Invitation, revision: str
) -> None:
    url = reverse("surveys:page", args=["company_place"])
    data = {"head_office": ["abroad"], "revision": [revision]}
    assert company.post(url, data).status_code == 302


def test_wrong_types_come_back_with_everything_typed(
    company: Client, invitation: Invitation
) -> None:
    data = {
        "growth_stage": ["no such stage"],
        "size_class": ["small"],
        "employees": ["많음"],
        "revenue_krw": ["-"],
        "rnd_share": ["1000"],
    }
    response = company.post(reverse("surveys:page", args=["company_size"]), data)
    assert response.status_code == 200
    body = response.content.decode()
    assert "<title>Error:" in " ".join(body.split()).replace("<title> ", "<title>")
    assert set(response.context["form"].errors) == {
        "growth_stage",
        "employees",
        "revenue_krw",
        "rnd_share",
    }
    assert 'value="많음"' in body
    assert PageAnswers.objects.count() == 0


def test_a_post_that_is_too_large_says_what_to_do(company: Client, invitation: Invitation) -> None:
    url = reverse("surveys:page", args=["training"])
    body = b"curriculum_comment=" + b"x" * 1_100_000
    response = company.post(url, body, content_type="application/x-www-form-urlencoded")
    assert response.status_code == 413
    assert "shorten the longest answer" in response.content.decode()


def test_a_page_that_is_not_asked_leads_back_to_the_sections(
    company: Client, invitation: Invitation
) -> None:
    response = company.get(reverse("surveys:page", args=["openings_detail"]))
    assert response["Location"] == reverse("surveys:sections")
    assert company.get(reverse("surveys:page", args=["no_such_page"])).status_code == 404


def test_one_company_never_sees_another_s_submission(
    company: Client, invitation: Invitation
) -> None:
    answer_everything(company, invitation)
    company.post(reverse("surveys:submit"))
    submission = Submission.objects.get()
    other_token = new_token()
    InvitationFactory(wave=invitation.wave, token_hash=token_hash(other_token))
    stranger = Client()
    stranger.get(reverse("surveys:enter", args=[other_token]))
    url = reverse("surveys:submitted", args=[submission.reference])
    assert stranger.get(url).status_code == 404
    assert company.get(url).status_code == 200
