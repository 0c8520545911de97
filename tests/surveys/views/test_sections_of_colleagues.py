"""What a colleague with some of the sections sees and opens, and what the list says."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from surveys.forms.file_field import upload_name
from surveys.logic.text import Text
from surveys.logic.xlsform_syntax import parse
from surveys.models import Invitation, PageAnswers, Submission, TypedPage, Upload, Wave
from surveys.questionnaire import Page, Question, Questionnaire, QuestionType, Section
from tests.factories import published_version, shortest_questionnaire
from tests.surveys.views.conftest import SIZE, Browser
from tests.surveys.views.test_colleagues import words

pytestmark = pytest.mark.django_db

SECTIONS = reverse("surveys:sections")
CHECK = reverse("surveys:check")
SUBMIT = reverse("surveys:submit")


def lines(response: Any) -> list[str]:
    return [
        re.sub(r" on \d[^.]*", "", one) for one in words(response, ".section-list .structured-item")
    ]


def put_in(questionnaire: Questionnaire) -> None:
    Wave.objects.update(version=published_version(questionnaire))


# --- What the list says ---------------------------------------------------------------------------


def test_the_list_says_who_works_on_what_who_saved_and_how_long_it_takes(
    company: Browser, helper: Browser, invitation: Invitation
) -> None:
    page = company.get(SECTIONS)
    assert "It takes about 2 minutes in all." in page.text
    assert lines(page) == [
        "1. Company Not started 0 of 1 pages answered. About 2 minutes.",
        "2. Signature Not started 0 of 1 pages answered. About 1 minute. With 시연 재무 담당.",
    ]
    company.send("company_size", SIZE)
    helper.send("signature", {"signatory_name": "A"})
    page = company.get(SECTIONS)
    assert "About 1 minute is left." in words(page, ".page-head p")
    assert lines(page) == [
        "1. Company In progress 1 of 2 pages answered. About 1 minute is left. "
        f"Last saved by {invitation.contact.email}.",
        "2. Signature Done 1 of 1 pages answered. With 시연 재무 담당. "
        "Last saved by 시연 재무 담당.",
    ]


def test_what_was_typed_but_not_saved_is_for_whoever_typed_it_to_look_at(
    company: Browser, helper: Browser
) -> None:
    form = helper.hidden("signature")
    helper.lose_session()
    helper.send("signature", {"signatory_name": "A"}, form)
    helper.come_in()
    assert (
        "Needs a look You typed something here that is kept but not saved yet."
        in (lines(helper.get(SECTIONS))[1])
    )
    assert "Not started" in lines(company.get(SECTIONS))[1]
    helper.send("signature", {"signatory_name": "A"})
    assert "Done" in lines(helper.get(SECTIONS))[1]


def waiting_questionnaire() -> Questionnaire:
    """The second section is asked of companies with more than ten employees."""
    employees = Question("employees", QuestionType.INTEGER, Text(en="How many employees?"))
    other = Question("other", QuestionType.TEXT, Text(en="What else?"))
    sections = [
        Section(one.code, Text(en=title), (Page(f"page_{one.code}", Text(en=title), (one,)),))
        for one, title in ((employees, "Size"), (other, "Large companies"))
    ]
    large = Section("large", Text(en="Large"), sections[1].pages, parse("${employees} > 10"))
    return Questionnaire("small", Text(en="Waiting"), (sections[0], large))


def test_a_section_that_waits_says_for_which_question_and_leads_to_it(
    company: Browser, invitation: Invitation
) -> None:
    put_in(waiting_questionnaire())
    page = company.get(SECTIONS)
    assert lines(page)[1] == (
        "2. Large Waits Whether your company is asked this depends on an earlier answer: "
        "How many employees? (section “Size”)"
    )
    assert f'href="{reverse("surveys:page", args=["page_employees"])}#id_employees"' in page.text
    company.send("page_employees", {"employees": "11"})
    assert lines(company.get(SECTIONS))[1].startswith("2. Large Not started")
    company.send("page_employees", {"employees": "10"})
    assert len(lines(company.get(SECTIONS))) == 1


def test_a_question_in_somebody_else_s_section_is_named_without_a_link(
    company: Browser, helper: Browser
) -> None:
    put_in(waiting_questionnaire())
    Invitation.objects.filter(invited_by__isnull=False).update(sections=["large"])
    assert "How many employees? (section “Size”)" in lines(helper.get(SECTIONS))[1]
    assert words(helper.get(SECTIONS), ".section-list a") == []


# --- What a colleague may open --------------------------------------------------------------------


def test_other_sections_are_listed_with_their_state_and_without_a_link(
    company: Browser, helper: Browser
) -> None:
    company.send("company_size", SIZE)
    page = helper.get(SECTIONS)
    assert lines(page)[0].split(" 1 of")[0] == "1. Company In progress"
    assert words(page, ".section-list a") == ["2. Signature"]
    assert "It takes about 1 minute in all." in page.text


def test_somebody_else_s_page_says_who_works_on_it_and_whom_to_ask(
    company: Browser, helper: Browser, invitation: Invitation
) -> None:
    response = helper.show("company_size")
    assert response.status_code == 403
    assert words(response, "h1") == ["This section is not among yours"]
    boss = invitation.contact.email
    assert words(response, "main p") == [
        f"“Company” is with {boss}.",
        f"If you should work on it, ask one of these people to give it to you: {boss}.",
    ]
    assert helper.show("no_such_page").status_code == 404


def test_what_was_typed_into_a_page_that_was_taken_away_is_kept(
    company: Browser, helper: Browser
) -> None:
    form = helper.hidden("signature")
    Invitation.objects.filter(invited_by__isnull=False).update(sections=["company"])
    response = helper.send("signature", {"signatory_name": "typed"}, form)
    assert response.status_code == 403
    assert "What you typed is kept, but only they can save it." in response.text
    assert TypedPage.objects.get().typed["signatory_name"] == ["typed"]
    assert PageAnswers.objects.count() == 0
    Invitation.objects.filter(invited_by__isnull=False).update(sections=[])
    assert helper.show("signature").context["form"].typed["signatory_name"] == ["typed"]


def test_the_check_page_shows_a_colleague_their_own_sections_only(
    company: Browser, helper: Browser, invitation: Invitation
) -> None:
    company.send("company_size", SIZE)
    page = helper.get(CHECK)
    assert words(page, ".stack h2") == ["Signature"]
    assert words(page, ".summary-list dd") == ["Not provided", "Change: Who signs?"]
    assert words(page, ".krds-alert li a") == ["Signature"]
    assert words(company.get(CHECK), ".stack h2") == ["Company", "Signature"]


def test_a_colleague_does_not_submit_and_is_told_who_does(
    company: Browser, helper: Browser, invitation: Invitation
) -> None:
    company.send("company_size", {**SIZE, "uses_gpu": "no"})
    helper.send("signature", {"signatory_name": "A"})
    boss = invitation.contact.email
    for page in (helper.get(CHECK), helper.get(SECTIONS)):
        assert f"{boss} submits for your company." in page.text
        assert "Submit answers" not in page.text
        assert "Check and submit" not in page.text
    refused = helper.post(SUBMIT)
    assert refused.status_code == 403
    assert f"Nothing was submitted. Who may submit: {boss}." in refused.text
    assert Submission.objects.count() == 0
    assert company.post(SUBMIT).status_code == 302


def test_whoever_the_city_invited_submits_no_more_when_somebody_is_named(
    company: Browser, helper: Browser
) -> None:
    company.send("company_size", {**SIZE, "uses_gpu": "no"})
    helper.send("signature", {"signatory_name": "A"})
    pk = Invitation.objects.get(invited_by__isnull=False).pk
    company.post(reverse("surveys:signatory"), {"signatory": pk})
    assert company.post(SUBMIT).status_code == 403
    assert "시연 재무 담당 submits for your company." in company.get(CHECK).text
    assert helper.post(SUBMIT).status_code == 302
    assert Submission.objects.get().submitted_by.email == "helper@example.org"


def file_questionnaire() -> Questionnaire:
    files = [Question(code, QuestionType.FILE, Text(en=code)) for code in ("plan", "accounts")]
    return Questionnaire(
        "small",
        Text(en="Files"),
        tuple(
            Section(
                f"{one.code}_section",
                Text(en=one.code),
                (Page(one.code, Text(en=one.code), (one,)),),
            )
            for one in files
        ),
    )


def test_a_file_is_given_only_to_those_who_have_its_section(
    company: Browser, helper: Browser
) -> None:
    put_in(file_questionnaire())
    Invitation.objects.filter(invited_by__isnull=False).update(sections=["plan_section"])
    for browser, page in ((company, "accounts"), (helper, "plan")):
        content = SimpleUploadedFile(f"{page}.pdf", f"%PDF-1.7 {page}".encode())
        assert browser.send(page, {upload_name(page): content}).status_code == 302
    plan, accounts = (
        reverse("surveys:file", args=[Upload.objects.get(question=question).key])
        for question in ("plan", "accounts")
    )
    assert [status(helper, one) for one in (plan, accounts)] == [200, 404]
    assert [status(company, one) for one in (plan, accounts)] == [200, 200]


def status(browser: Browser, address: str) -> int:
    response: Any = browser.get(address)
    if response.streaming:
        b"".join(response.streaming_content)  # which closes the file
    return int(response.status_code)


def test_the_newer_version_is_for_those_who_have_every_section(
    company: Browser, helper: Browser
) -> None:
    company.send("company_size", SIZE)
    put_in(shortest_questionnaire())
    newer = reverse("surveys:newer_version")
    assert newer in company.get(SECTIONS).text
    assert newer not in helper.get(SECTIONS).text
    assert helper.get(newer)["Location"] == SECTIONS
    helper.post(newer, {"version": "2"})
    assert company.get(newer).status_code == 200


def test_a_colleague_who_was_removed_is_out_at_once(company: Browser, helper: Browser) -> None:
    Invitation.objects.filter(invited_by__isnull=False).update(
        revoked_at=timezone.now() - timedelta(seconds=1)
    )
    response = helper.get(SECTIONS)
    assert response.status_code == 410
    assert words(response, ".button-row a") == ["Have your link sent again"]
