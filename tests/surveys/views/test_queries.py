"""How many queries a page takes: few, and as many however long the questionnaire is."""

import pytest
from django.urls import reverse
from django.utils import timezone

from surveys.forms import PageForm
from surveys.models.links import new_token, token_hash
from surveys.services.versions import publish_version, store_draft
from tests.bench.plain_survey import plain_answers, plain_questionnaire
from tests.factories import InvitationFactory, WaveFactory
from tests.surveys.views.conftest import Browser

pytestmark = pytest.mark.django_db

LENGTHS = pytest.mark.parametrize("questions", [25, 250])


def everything_answered(questions: int) -> tuple[Browser, str, dict[str, list[str]]]:
    """A company that has saved every page of a plain survey; its last page, and what is on it."""
    token, survey = new_token(), plain_questionnaire(questions)
    wave = WaveFactory(version=publish_version(version=store_draft(questionnaire=survey)))
    InvitationFactory(wave=wave, token_hash=token_hash(token))
    company = Browser(token)
    company.come_in()
    company.get(reverse("surveys:sections"))  # reads the questionnaire, which is then kept
    typed: dict[str, list[str]] = {}
    for page in survey.pages:
        form = PageForm(survey, page, answers=plain_answers(page), today=timezone.localdate())
        typed = form.typed
        saved = company.post(reverse("surveys:page", args=[page.code]), {**typed, "revision": "0"})
        assert saved.status_code == 302
    return company, survey.pages[-1].code, typed


@LENGTHS
def test_a_page_is_rendered_with_4_queries(
    questions: int,
    django_assert_num_queries,  # type: ignore[no-untyped-def]
) -> None:
    company, page, _typed = everything_answered(questions)
    with django_assert_num_queries(4):  # the invitation, its response, the page, what was kept
        assert company.show(page).status_code == 200


@LENGTHS
def test_the_last_page_is_saved_again_with_5_queries(
    questions: int,
    django_assert_num_queries,  # type: ignore[no-untyped-def]
) -> None:
    company, page, typed = everything_answered(questions)
    with django_assert_num_queries(5):  # as above, written instead; and all pages, for what is next
        company.post(reverse("surveys:page", args=[page]), {**typed, "revision": "1"})
