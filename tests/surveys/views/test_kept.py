"""What was typed but could not be saved: kept, offered again, and never saved over a colleague."""

import pytest
from django.urls import reverse

from surveys.models import Invitation, PageAnswers, TypedPage
from tests.surveys.views.conftest import SIZE, Browser

pytestmark = pytest.mark.django_db


def employees(number: int) -> dict[str, str]:
    return {**SIZE, "employees": str(number)}


def stored(page: str = "company_size") -> dict[str, object]:
    return dict(PageAnswers.objects.get(page=page).answers)


def lock_out(browser: Browser, number: int, hidden: dict[str, str] | None = None) -> None:
    """Type the page, lose the session, press Continue; then come back."""
    hidden = hidden or browser.hidden("company_size")
    browser.lose_session()
    assert browser.send("company_size", employees(number), hidden).status_code == 403
    browser.come_in()


def test_kept_text_does_not_overwrite_a_colleague_s_later_save(
    company: Browser, colleague: Browser
) -> None:
    company.send("company_size", employees(100))
    form = company.hidden("company_size")
    colleague.send("company_size", employees(222))

    lock_out(company, 111, form)
    assert company.show("company_size").context["form"].typed["employees"] == ["111"]
    response = company.send("company_size", employees(111))

    assert response.status_code == 409
    [conflict] = response.context["conflict"]
    assert (conflict.mine.en, conflict.theirs.en) == ("111 people", "222 people")
    assert stored()["employees"] == 222
    names = ("ticket", "revision", "restored", "against")
    again = {name: str(response.context[name]) for name in names}
    assert company.send("company_size", employees(111), again).status_code == 302
    assert stored()["employees"] == 111
    assert TypedPage.objects.count() == 0


def test_somebody_else_on_the_link_who_saves_does_not_delete_what_was_kept(
    company: Browser, colleague: Browser
) -> None:
    form = colleague.hidden("company_size")
    lock_out(company, 111)
    colleague.send("company_size", employees(222), form)
    assert TypedPage.objects.get().typed["employees"] == ["111"]
    assert company.show("company_size").context["form"].typed["employees"] == ["111"]


def test_two_who_are_locked_out_of_one_page_both_find_what_they_typed(
    company: Browser, colleague: Browser
) -> None:
    forms = company.hidden("company_size"), colleague.hidden("company_size")
    lock_out(company, 111, forms[0])
    lock_out(colleague, 222, forms[1])
    assert company.show("company_size").context["form"].typed["employees"] == ["222"]
    company.send("company_size", employees(222))
    assert company.show("company_size").context["form"].typed["employees"] == ["111"]
    assert company.send("company_size", employees(111)).status_code == 409


def test_what_is_kept_twice_is_kept_once(company: Browser) -> None:
    form = company.hidden("company_size")
    lock_out(company, 111, form)
    lock_out(company, 111, form)
    assert TypedPage.objects.count() == 1


def test_being_locked_out_again_keeps_the_latest_of_one_form(company: Browser) -> None:
    lock_out(company, 111)
    lock_out(company, 112)
    assert TypedPage.objects.get().typed["employees"] == ["112"]


def test_the_saved_answers_can_be_shown_instead(company: Browser) -> None:
    company.send("company_size", employees(100))
    lock_out(company, 111)
    instead = company.show("company_size").context["saved_url"]
    context = company.get(reverse("surveys:page", args=["company_size"]) + instead).context
    assert (context["form"].typed["employees"], context["kept_at"]) == (["100"], None)
    assert TypedPage.objects.count() == 1


def test_a_row_of_another_link_is_neither_restored_nor_forgotten(
    company: Browser, invitation: Invitation
) -> None:
    lock_out(company, 111)
    kept = TypedPage.objects.get()
    forged = {**company.hidden("signature"), "restored": str(kept.pk)}
    company.send("signature", {"signatory_name": "A"}, forged)
    assert TypedPage.objects.count() == 1


def test_nul_is_kept_out_of_names_and_values(company: Browser) -> None:
    hidden = company.hidden("company_size")
    company.lose_session()
    company.send("company_size", {"employ\0ees": "3\0 8"}, hidden)
    assert TypedPage.objects.get().typed == {"employees": ["3 8"]}


def test_a_page_that_is_not_asked_any_more_says_so_and_keeps_what_was_typed(
    company: Browser, colleague: Browser
) -> None:
    company.send("company_size", SIZE)
    hidden = company.hidden("compute_barriers")
    colleague.send("company_size", {**SIZE, "uses_gpu": "no"})

    response = company.send("compute_barriers", {"compute_barriers": ["cost"]}, hidden)

    assert (response.status_code, response.context["title"]) == (
        409,
        "This page is not asked any more",
    )
    assert [one.url for one in response.context["actions"]] == [reverse("surveys:sections")]
    assert "What you typed is kept" in response.content.decode()
    assert TypedPage.objects.get().typed == {"compute_barriers": ["cost"]}
    assert company.show("compute_barriers").status_code == 302
