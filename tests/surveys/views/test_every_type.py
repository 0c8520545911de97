"""A company answers every type of question, checks its answers and submits them."""

from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse
from django.utils import timezone
from lxml import html

from surveys.forms.controls import from_stored
from surveys.models import Invitation, PageAnswers, Submission
from surveys.models.links import token_hash
from surveys.services.uploads import store_upload
from tests.every_type import A_FILE, ANSWERS, EVERY_TYPE
from tests.factories import InvitationFactory, WaveFactory, published_version
from tests.support_plans.admin.desk import select, signed_in
from tests.surveys.forms.pages import sent
from tests.surveys.views.conftest import Browser

pytestmark = pytest.mark.django_db


@pytest.fixture
def invitation(token: str) -> Invitation:
    wave = WaveFactory(version=published_version(EVERY_TYPE))
    return InvitationFactory(wave=wave, token_hash=token_hash(token))


@pytest.fixture
def answers(invitation: Invitation) -> dict[str, Any]:
    """What to answer, page by page, with a file that has really arrived."""
    upload = store_upload(
        invitation=invitation,
        question="plan",
        name=A_FILE["name"],
        content=ContentFile(b"%PDF-1.7 a plan"),
        now=timezone.now(),
    )
    stored = {"file": str(upload.key), "name": upload.name}

    def with_file(value: Any) -> Any:
        if value == A_FILE:
            return stored
        if isinstance(value, list):
            return [with_file(one) for one in value]
        if isinstance(value, dict):
            return {code: with_file(one) for code, one in value.items()}
        return value

    return {page: with_file(one) for page, one in ANSWERS.items()}


@pytest.fixture
def answered(company: Browser, answers: dict[str, Any]) -> Browser:
    """A browser whose company has answered everything, page by page."""
    for page, own in answers.items():
        typed = from_stored(EVERY_TYPE.pages_by_code[page].questions, own)
        response = company.send(page, typed)
        assert response.status_code == 302, response.context["form"].errors
    return company


def test_what_is_shown_again_is_saved_and_submitted_as_it_was(
    answered: Browser, answers: dict[str, Any]
) -> None:
    for page in answers:
        shown = answered.show(page).context["form"]
        assert answered.send(page, sent(shown)).status_code == 302
    assert {one.page: one.answers for one in PageAnswers.objects.all()} == answers
    response = answered.post(reverse("surveys:submit"))
    assert response.status_code == 302
    everything = {code: one for page in answers.values() for code, one in page.items()}
    assert Submission.objects.get().answers == everything


@pytest.mark.parametrize("language", ["ko", "en"])
def test_check_answers_shows_a_ranking_in_its_order_and_files_as_links(
    answered: Browser, language: str
) -> None:
    answered.cookies["django_language"] = language
    page = html.fromstring(answered.get(reverse("surveys:check")).content)
    [ranking] = select(page, ".summary-list ol")
    expected = {
        "ko": ["개발 인력", "GPU 사용 시간", "투자 유치", "학습 데이터"],
        "en": ["Engineers", "GPU hours", "Investment", "Training data"],
    }
    assert [one.text_content() for one in select(ranking, "li")] == expected[language]
    links = page.xpath("//dl[@class='summary-list']//dd[not(contains(@class, 'change'))]//a")
    assert [one.text_content() for one in links] == ["계획.pdf", "계획.pdf"]
    assert "per_head" not in page.text_content()


def test_officers_see_every_answer_and_what_is_calculated(answered: Browser) -> None:
    answered.post(reverse("surveys:submit"))
    submission = Submission.objects.get()
    address = reverse("admin:surveys_submission_change", args=[submission.pk])
    page = html.fromstring(signed_in("officer").get(address).text)
    terms = [one.text_content() for one in select(page, ".desk-answers dt")]
    assert terms[0] == "What is your main product called?"
    assert "Sales per head" in terms
    assert len(select(page, ".desk-answers ol li")) == 4
    assert len(select(page, ".desk-answers a")) == 2
