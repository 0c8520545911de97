"""Publishing, retiring and discarding ask once more; the list of problems leads to the cure."""

from dataclasses import replace

import pytest
from django.test import Client
from django.urls import reverse

from surveys.logic.text import Text
from surveys.logic.xlsform_syntax import parse
from surveys.models import QuestionnaireVersion
from surveys.questionnaire import Questionnaire
from tests.factories import WaveFactory, published_version, small_questionnaire
from tests.surveys.admin.questionnaires.desk import (
    condition,
    draft,
    page_of,
    part,
    press,
    step,
    text_of,
)

pytestmark = pytest.mark.django_db


def broken() -> Questionnaire:
    """A question without options, a condition about nothing, a word in one language."""
    whole = small_questionnaire()
    first, second = whole.sections
    size, barriers = first.pages
    barriers = replace(
        barriers,
        questions=(replace(barriers.questions[0], options=()),),
        relevant=parse("${gone} = 'yes'"),
    )
    size = replace(size, title=Text("규모", ""))
    return replace(whole, sections=(replace(first, pages=(size, barriers)), second))


def test_publishing_asks_once_more_and_says_what_changes(client: Client) -> None:
    published_version()
    version = draft()
    press(client, part(version, "questions", "employees"), hint_en="As of today")

    asked = client.get(step(version, "publish"))

    assert "Publish this version?" in text_of(asked)
    assert "A small survey, version 2 is frozen with its 4 questions" in text_of(asked)
    assert "What changes since version 1" in text_of(asked)
    assert "mployees" in text_of(asked).partition("What changes since")[2]
    response = client.post(step(version, "publish"))
    version.refresh_from_db()
    assert version.status == QuestionnaireVersion.Status.PUBLISHED
    assert "Published. A wave can ask it from now on." in text_of(client.get(response["Location"]))


def test_a_draft_with_problems_is_not_published(client: Client) -> None:
    version = draft(broken())

    asked = client.get(step(version, "publish"))
    assert page_of(asked).xpath("//*[@id='content-main']//form") == []
    response = client.post(step(version, "publish"))

    assert response["Location"] == step(version, "problems")
    version.refresh_from_db()
    assert version.status == QuestionnaireVersion.Status.DRAFT


def test_each_problem_leads_to_where_it_is_mended(client: Client) -> None:
    version = draft(broken())

    response = client.get(step(version, "problems"))

    said = text_of(response)
    assert "2 problems have to be solved before this draft can be published." in said
    assert "1.2 Difficulties 2" in said
    links = page_of(response).xpath("//ul[contains(@class,'desk-findings')]//a/@href")
    assert condition(version, "pages", "compute_barriers", "relevant") in links
    assert part(version, "questions", "compute_barriers") + "#options" in links
    assert part(version, "pages", "company_size") + "#title" in links
    for link in links:
        assert client.get(link).status_code == 200
    assert "worth a look" in said


def test_of_what_is_published_no_problem_is_listed(client: Client) -> None:
    said = text_of(client.get(step(published_version(), "problems")))

    assert "This version is published; its problems were solved before." in said
    assert "No problem was found" in said


def test_publishing_twice_says_that_it_is_done(client: Client) -> None:
    version = draft()
    client.post(step(version, "publish"))

    response = client.post(step(version, "publish"), follow=True)

    assert "this version has been published" in text_of(response)


def test_a_version_is_retired_unless_a_wave_asks_it(client: Client) -> None:
    wave = WaveFactory(title_en="Spring wave")
    refused = client.post(step(wave.version, "retire"), follow=True)
    assert "“Spring wave” asks this version and is not over" in text_of(refused)
    spare = published_version(small_questionnaire("spare"))
    assert "Retire this version?" in text_of(client.get(step(spare, "retire")))

    client.post(step(spare, "retire"))

    spare.refresh_from_db()
    assert spare.status == QuestionnaireVersion.Status.RETIRED


def test_a_draft_is_discarded(client: Client) -> None:
    version = draft()
    assert "is deleted with everything in it" in text_of(client.get(step(version, "discard")))

    response = client.post(step(version, "discard"), follow=True)

    assert "Discarded: A small survey, version 1." in text_of(response)
    assert not QuestionnaireVersion.objects.exists()


def test_a_version_is_compared_with_the_one_published_before_it(client: Client) -> None:
    first = published_version()
    version = draft()

    assert "They ask the same." in text_of(client.get(step(version, "differences")))
    assert "No version of this survey was published before it." in text_of(
        client.get(step(first, "differences"))
    )


def test_a_version_that_is_gone_is_not_found(client: Client) -> None:
    for name in ("problems", "publish", "workbook", "discard"):
        assert client.get(reverse(f"admin:questionnaire_{name}", args=[99])).status_code == 404
    gone = reverse("admin:surveys_questionnaireversion_change", args=[99])
    assert client.get(gone).status_code == 404
