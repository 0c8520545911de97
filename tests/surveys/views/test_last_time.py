"""A company in a later wave: what it answered before is offered, and answers nothing by itself."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone
from lxml import html

from surveys.models import (
    Company,
    Invitation,
    PageAnswers,
    QuestionnaireVersion,
    Response,
    Submission,
    TypedPage,
)
from surveys.models.links import token_hash
from surveys.services.last_time import last_submission
from surveys.services.submit import submit_response
from tests.factories import (
    SMALL_ANSWERS,
    CompanyFactory,
    InvitationFactory,
    WaveFactory,
    published_version,
    shortest_questionnaire,
    submission,
)
from tests.surveys.moves import newer_questionnaire
from tests.surveys.views.conftest import SIZE, Browser

pytestmark = pytest.mark.django_db

MONTH = timedelta(days=30)


@pytest.fixture
def version() -> QuestionnaireVersion:
    return published_version()


@pytest.fixture
def invitation(token: str, version: QuestionnaireVersion) -> Invitation:
    return InvitationFactory(wave=WaveFactory(version=version), token_hash=token_hash(token))


def earlier(
    invitation: Invitation, *, months: int = 6, company: Company | None = None, **wave: Any
) -> Submission:
    """A submission of the small answers in a wave that opened this long before."""
    opened = invitation.wave.opens_at - months * MONTH
    before = WaveFactory(
        **{"version": invitation.wave.version, "title_en": "Spring", "opens_at": opened, **wave}
    )
    return submission(wave=before, company=company or invitation.contact.company)


def find(response: Any, path: str) -> list[Any]:
    found: list[Any] = html.fromstring(response.content).xpath(path)
    return found


def words(response: Any, code: str) -> str:
    found = find(response, f"//*[@id='id_{code}-last-time']")
    return " ".join(found[0].text_content().split()) if found else ""


def buttons(response: Any) -> list[str]:
    return [one.get("value") for one in find(response, "//button[@name='row_action']")]


# --- Shown --------------------------------------------------------------------------------------


def test_each_question_tells_what_was_answered_last_time(
    company: Browser, invitation: Invitation
) -> None:
    earlier(invitation)
    shown = company.show("company_size")
    assert words(shown, "employees") == "Last time: 38 people"
    assert words(shown, "uses_gpu") == "Last time: Yes"
    assert "in “Spring”" in shown.content.decode()
    assert buttons(shown) == [
        "take:",
        *("take:employees", "drop:employees"),
        *("take:uses_gpu", "drop:uses_gpu"),
    ]


def test_the_buttons_say_which_question_they_are_of(
    company: Browser, invitation: Invitation
) -> None:
    earlier(invitation)
    [take] = find(company.show("company_size"), "//button[@value='take:employees']")
    assert take.text_content() == "Still right: How many employees do you have?"


def test_looking_stores_nothing(company: Browser, invitation: Invitation) -> None:
    earlier(invitation)
    company.show("company_size")
    company.get(reverse("surveys:sections"))
    assert not Response.objects.filter(wave=invitation.wave).exists()
    assert TypedPage.objects.count() == 0


def test_the_signature_is_given_anew(company: Browser, invitation: Invitation) -> None:
    earlier(invitation)
    shown = company.show("signature")
    assert words(shown, "signatory_name") == ""
    assert buttons(shown) == []


def test_the_section_list_says_it_once(company: Browser, invitation: Invitation) -> None:
    said = "Your answers from “Spring” are offered on each page."
    assert said not in company.get(reverse("surveys:sections")).content.decode()
    earlier(invitation)
    assert said in company.get(reverse("surveys:sections")).content.decode()


def test_after_the_wave_nothing_is_offered(company: Browser, invitation: Invitation) -> None:
    earlier(invitation)
    invitation.wave.closes_at = timezone.now()
    invitation.wave.save()
    assert words(company.show("company_size"), "employees") == ""
    assert b"Spring" not in company.get(reverse("surveys:sections")).content


# --- Whose, and which ---------------------------------------------------------------------------


def test_only_the_companys_own_answers_are_offered(
    company: Browser, invitation: Invitation
) -> None:
    earlier(invitation, company=CompanyFactory())
    assert words(company.show("company_size"), "employees") == ""


def test_another_surveys_answers_are_not_offered(company: Browser, invitation: Invitation) -> None:
    other = published_version(replace(newer_questionnaire(), code="other"))
    opened = invitation.wave.opens_at - MONTH
    pages = {
        "company_size": {"employees": 5},
        "gpu": {"uses_gpu": "no", "revenue": 1},
    }
    before = WaveFactory(version=other, opens_at=opened)
    submission(pages, wave=before, company=invitation.contact.company)
    assert words(company.show("company_size"), "employees") == ""


@pytest.mark.parametrize(("months", "is_earlier"), [(1, True), (0, False), (-1, False)])
def test_earlier_is_what_opened_before(
    invitation: Invitation, months: int, is_earlier: bool
) -> None:
    invitation.wave.opens_at = timezone.now() - 3 * MONTH
    invitation.wave.save()
    made = earlier(invitation, months=months)
    found = last_submission(company=invitation.contact.company, wave=invitation.wave)
    assert found == (made if is_earlier else None)


def test_the_newest_submission_of_the_newest_wave_is_the_one(invitation: Invitation) -> None:
    newest_wave = earlier(invitation, months=1)
    earlier(invitation, months=2)
    newest_wave.response.pages.filter(page="company_size").update(
        answers={"employees": 39, "uses_gpu": "yes"}
    )
    again = submit_response(response=newest_wave.response, by=None, now=timezone.now())
    assert again.number == 2
    assert last_submission(company=invitation.contact.company, wave=invitation.wave) == again


def test_an_answer_to_another_version_is_told_of_as_that_had_it(
    company: Browser, invitation: Invitation
) -> None:
    """Of three options one is gone, and the question on GPUs stands on another page."""
    earlier(invitation)
    newer = published_version(newer_questionnaire())
    invitation.wave.version = newer
    invitation.wave.save()
    assert words(company.show("gpu"), "uses_gpu") == "Last time: Yes"
    company.send("gpu", {"uses_gpu": "yes", "revenue": "5"})
    told = company.show("compute_barriers")
    assert words(told, "compute_barriers") == (
        "Last time: Cost and Waiting time This cannot be taken over as it was. Please answer anew."
    )
    assert buttons(told) == []


def test_a_questionnaire_without_any_of_the_questions_offers_nothing(
    company: Browser, invitation: Invitation
) -> None:
    earlier(invitation)
    invitation.wave.version = published_version(shortest_questionnaire())
    invitation.wave.save()
    shown = company.show("remarks_page")
    assert buttons(shown) == []
    assert b"Spring" not in shown.content


# --- Taken, changed, dropped; nothing counts until Continue -------------------------------------


def press(company: Browser, button: str, page: str = "company_size", **typed: Any) -> Any:
    return company.send(page, {**typed, "row_action": button})


def test_taking_one_shows_it_filled_in_and_stores_nothing(
    company: Browser, invitation: Invitation
) -> None:
    earlier(invitation)
    taken = press(company, "take:employees")
    assert taken.status_code == 200
    [control] = find(taken, "//*[@id='id_employees']")
    assert (control.get("value"), control.get("autofocus")) == ("38", "")
    assert words(taken, "employees") == (
        "Last time: 38 people It is filled in below. It counts when you press Continue."
    )
    assert buttons(taken) == ["take:uses_gpu", "drop:uses_gpu"]
    assert not PageAnswers.objects.filter(response__wave=invitation.wave).exists()


def test_continue_saves_what_was_taken_beside_what_was_changed(
    company: Browser, invitation: Invitation
) -> None:
    earlier(invitation)
    taken = press(company, "take:", uses_gpu="no")
    form = taken.context["form"]
    assert form.typed["employees"] == ["38"]
    assert company.send("company_size", form.typed).status_code == 302
    saved = PageAnswers.objects.get(response__wave=invitation.wave)
    assert saved.answers == {"employees": 38, "uses_gpu": "no"}
    assert buttons(company.show("company_size")) == []


def test_what_is_only_offered_is_still_asked_for(company: Browser, invitation: Invitation) -> None:
    earlier(invitation)
    refused = company.send("company_size", {"employees": "", "uses_gpu": "yes"})
    assert refused.status_code == 200
    assert [one.anchor for one in refused.context["form"].problems] == ["id_employees"]
    assert words(refused, "employees") == "Last time: 38 people"


def test_what_no_longer_applies_stays_away_through_an_error(
    company: Browser, invitation: Invitation
) -> None:
    earlier(invitation)
    dropped = press(company, "drop:employees")
    assert words(dropped, "employees") == ""
    [hidden] = find(dropped, "//input[@name='last-time:no-longer']")
    assert hidden.get("value") == "employees"
    refused = company.send(
        "company_size", {"last-time:no-longer": "employees", "employees": "many"}
    )
    assert words(refused, "employees") == ""
    assert words(refused, "uses_gpu") == "Last time: Yes"


def test_a_question_that_is_newly_asked_is_offered_its_answer(
    company: Browser, invitation: Invitation
) -> None:
    earlier(invitation)
    company.send("company_size", {**SIZE, "uses_gpu": "no"})
    company.send("company_size", SIZE)
    assert words(company.show("compute_barriers"), "compute_barriers").startswith("Last time: Cost")


def test_taking_stays_possible_on_a_page_that_was_put_aside(
    company: Browser, invitation: Invitation
) -> None:
    earlier(invitation)
    carried = company.hidden("company_size")
    company.lose_session()
    company.send("company_size", {"employees": "41"}, carried)
    company.come_in()
    shown = company.show("company_size")
    assert shown.context["kept_at"] is not None
    assert shown.context["form"].typed["employees"] == ["41"]
    assert words(shown, "uses_gpu") == "Last time: Yes"


# --- What it costs ------------------------------------------------------------------------------


def test_it_costs_one_query_and_none_where_the_page_is_answered(
    company: Browser, invitation: Invitation, django_assert_num_queries: Any
) -> None:
    earlier(invitation)
    company.send("company_size", SIZE)
    company.show("company_size")
    with django_assert_num_queries(6):
        company.show("company_size")
    with django_assert_num_queries(7):
        company.show("compute_barriers")
    carried = company.hidden("compute_barriers")
    with django_assert_num_queries(9):  # a save never looks
        company.send("compute_barriers", SMALL_ANSWERS["compute_barriers"], carried)
