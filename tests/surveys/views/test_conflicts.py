"""The same page saved by two or three people: whoever comes later chooses, answer by answer."""

from collections.abc import Mapping
from typing import Any

import pytest
from django.urls import reverse

from surveys.models import Invitation, PageAnswers, TypedPage
from surveys.models.links import new_token, token_hash
from tests.factories import ContactFactory, InvitationFactory
from tests.surveys.views.conftest import Browser

pytestmark = pytest.mark.django_db

PAGE = "company_size"


def answers(employees: int, uses_gpu: str) -> dict[str, str]:
    return {"employees": str(employees), "uses_gpu": uses_gpu, "shown": "employees uses_gpu"}


def stored() -> tuple[object, object]:
    found = PageAnswers.objects.get(page=PAGE).answers
    return found["employees"], found["uses_gpu"]


def carried(response: Any) -> dict[str, str]:
    names = ("ticket", "revision", "restored", "against", "base", "window")
    return {name: str(response.context[name]) for name in names}


def preselected(response: Any) -> dict[str, str]:
    return {
        one.name: "theirs" if one.is_theirs_chosen else "mine"
        for one in response.context["conflict"]
    }


def choose(**chosen: str) -> Mapping[str, str]:
    return {f"answer-of:{code}": whose for code, whose in chosen.items()}


@pytest.fixture
def second(invitation: Invitation) -> Browser:
    return _somebody(invitation, "second")


@pytest.fixture
def third(invitation: Invitation) -> Browser:
    return _somebody(invitation, "third")


def _somebody(invitation: Invitation, token: str) -> Browser:
    contact = ContactFactory(company=invitation.contact.company, email=f"{token}@example.org")
    InvitationFactory(wave=invitation.wave, contact=contact, token_hash=token_hash(token))
    browser = Browser(token)
    browser.come_in()
    return browser


def test_the_later_one_chooses_for_each_answer(company: Browser, second: Browser) -> None:
    form = second.hidden(PAGE)
    company.send(PAGE, answers(3, "yes"))
    response = second.send(PAGE, answers(5, "no"), form)
    assert response.status_code == 409
    assert preselected(response) == {"answer-of:employees": "mine", "answer-of:uses_gpu": "mine"}
    assert stored() == (3, "yes")
    again = {**answers(5, "no"), **choose(employees="theirs", uses_gpu="mine")}
    assert second.send(PAGE, again, carried(response)).status_code == 302
    assert stored() == (3, "no")


def test_who_saved_theirs_and_when_is_said(company: Browser, second: Browser) -> None:
    form = company.hidden(PAGE)
    second.send(PAGE, answers(3, "yes"))
    response = company.send(PAGE, answers(5, "yes"), form)
    [conflict] = response.context["conflict"]
    assert (conflict.theirs.en, conflict.mine.en) == ("3 people", "5 people")
    assert "Saved by second@example.org on " in response.content.decode()


def test_an_answer_that_only_they_changed_is_theirs_unless_somebody_chooses(
    company: Browser, second: Browser
) -> None:
    company.send(PAGE, answers(1, "yes"))
    form = carried(second.show(PAGE))
    company.send(PAGE, answers(2, "yes"))
    response = second.send(PAGE, answers(1, "no"), form)
    assert preselected(response) == {"answer-of:employees": "theirs", "answer-of:uses_gpu": "mine"}


def test_the_same_answers_are_no_conflict(company: Browser, second: Browser) -> None:
    form = second.hidden(PAGE)
    company.send(PAGE, answers(3, "yes"))
    assert second.send(PAGE, answers(3, "yes"), form).status_code == 302


def test_different_pages_are_no_conflict(company: Browser, second: Browser) -> None:
    form = second.hidden("signature")
    company.send(PAGE, answers(3, "yes"))
    assert second.send("signature", {"signatory_name": "A"}, form).status_code == 302


def test_a_third_save_meanwhile_is_chosen_over_again(
    company: Browser, second: Browser, third: Browser
) -> None:
    form = second.hidden(PAGE)
    company.send(PAGE, answers(3, "yes"))
    response = second.send(PAGE, answers(5, "no"), form)
    third.send(PAGE, answers(4, "yes"))
    chosen = {**answers(5, "no"), **choose(employees="theirs", uses_gpu="mine")}
    again = second.send(PAGE, chosen, carried(response))
    assert again.status_code == 409
    assert stored() == (4, "yes")
    [employees, uses_gpu] = again.context["conflict"]
    assert (employees.mine.en, employees.theirs.en) == ("5 people", "4 people")
    assert employees.is_theirs_chosen
    assert not uses_gpu.is_theirs_chosen
    assert second.send(PAGE, chosen, carried(again)).status_code == 302
    assert stored() == (4, "no")


def test_an_old_form_that_arrives_late_overwrites_nothing(
    company: Browser, second: Browser
) -> None:
    old = company.hidden(PAGE)
    company.send(PAGE, answers(1, "yes"), old)
    second.send(PAGE, answers(2, "yes"))
    assert company.send(PAGE, answers(1, "yes"), old).status_code == 409
    assert stored() == (2, "yes")


def test_two_windows_of_one_person_are_told_apart_from_a_colleague(company: Browser) -> None:
    form = company.hidden(PAGE)
    company.send(PAGE, answers(1, "yes"), form)
    response = company.send(PAGE, answers(2, "yes"), form)
    assert response.status_code == 409
    assert response.context["is_own_conflict"]
    assert "This page was saved with your link in another window" in response.content.decode()


@pytest.mark.parametrize("forged", ["", "x", "theirs theirs", "\0"])
def test_forged_choices_and_bases_break_nothing(company: Browser, forged: str) -> None:
    form = company.hidden(PAGE)
    company.send(PAGE, answers(1, "yes"), form)
    forgery = {**choose(employees=forged, nothing="theirs"), "base": forged}
    assert company.send(PAGE, {**answers(2, "yes"), **forgery}, form).status_code == 409


# --- On the way to the choice and away from it ----------------------------------------------------


def in_conflict(company: Browser, colleague: Browser) -> Any:
    """The company's page with both answers: 5 typed here, 222 saved by the colleague."""
    form = company.hidden("company_size")
    colleague.send("company_size", {"employees": "222", "uses_gpu": "yes"})
    response = company.send("company_size", {"employees": "5", "uses_gpu": "yes"}, form)
    assert response.status_code == 409
    return response


def stored_employees() -> object:
    return PageAnswers.objects.get(page="company_size").answers["employees"]


@pytest.mark.parametrize("to", ["draft", "leave"])
def test_who_leaves_the_choice_meets_it_again(
    company: Browser, colleague: Browser, to: str
) -> None:
    form = carried(in_conflict(company, colleague))
    chosen = {"answer-of:employees": "theirs", "employees": "5", "uses_gpu": "yes"}
    kept = {**form, **chosen, "language": "en"}
    company.post(reverse(f"surveys:{to}", args=["company_size"]), kept)
    again = company.show("company_size")
    assert again.context["form"].typed["employees"] == ["5"]
    back = company.send("company_size", {"employees": "5", "uses_gpu": "yes"}, carried(again))
    assert (back.status_code, stored_employees()) == (409, 222)


def test_an_answer_typed_after_both_were_shown_counts_whatever_was_chosen(
    company: Browser, colleague: Browser
) -> None:
    response = in_conflict(company, colleague)
    [conflict] = response.context["conflict"]
    form = {**carried(response), conflict.mine_name: conflict.mine_is, conflict.name: "theirs"}
    company.send("company_size", {"employees": "9", "uses_gpu": "yes"}, form)
    assert stored_employees() == 9


def test_theirs_is_taken_where_nothing_was_typed_anew(company: Browser, colleague: Browser) -> None:
    response = in_conflict(company, colleague)
    [conflict] = response.context["conflict"]
    form = {**carried(response), conflict.mine_name: conflict.mine_is, conflict.name: "theirs"}
    company.send("company_size", {"employees": "5", "uses_gpu": "yes"}, form)
    assert stored_employees() == 222


def test_a_page_made_for_one_company_is_never_saved_for_another(company: Browser) -> None:
    form, token = company.hidden("company_size"), new_token()
    InvitationFactory(token_hash=token_hash(token))
    company.get(reverse("surveys:enter", args=[token]))
    answers = {"employees": "5", "uses_gpu": "yes"}
    assert company.send("company_size", answers, form).status_code == 403
    assert PageAnswers.objects.count() == 0
    assert TypedPage.objects.get().invitation_id != Invitation.objects.latest("pk").pk


def test_saving_the_saved_answers_instead_discards_the_draft(
    company: Browser, colleague: Browser
) -> None:
    colleague.send("company_size", {"employees": "222", "uses_gpu": "yes"})
    typed = {**company.hidden("company_size"), "employees": "5", "uses_gpu": "yes"}
    company.post(reverse("surveys:draft", args=["company_size"]), typed)
    form = company.hidden("company_size", "?show=saved")
    answers = {"employees": "222", "uses_gpu": "yes"}
    assert company.send("company_size", answers, form, "?show=saved").status_code == 302
    assert TypedPage.objects.count() == 0
