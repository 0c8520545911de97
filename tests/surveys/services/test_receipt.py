"""The receipt: to whom, in which language, and once for each submission."""

from datetime import timedelta

import pytest
from django.db import transaction
from django.test import Client
from post_office.models import Email

from surveys.models import Contact, Invitation, Response, Submission, Wave
from surveys.services.answer import save_page
from surveys.services.mail import without_mail
from surveys.services.submit import submit_response
from tests.factories import (
    SMALL_ANSWERS,
    CompanyFactory,
    ContactFactory,
    InvitationFactory,
    WaveFactory,
    at,
)

pytestmark = pytest.mark.django_db

NOW = at("2026-11-24T03:30:00")  # 12:30 in Korea


@pytest.fixture
def wave() -> Wave:
    return WaveFactory(opens_at=NOW - timedelta(days=1), closes_at=at("2026-12-15T09:00:00"))


def invited(wave: Wave, **contact: object) -> Invitation:
    return InvitationFactory(wave=wave, contact=ContactFactory(**contact))


@pytest.fixture
def city_invited(wave: Wave) -> Invitation:
    company = CompanyFactory(name_ko="[시연] 무등", name_en="[Demo] Mudeung")
    return invited(wave, company=company, email="first@example.org", name="Kim", language="en")


@pytest.fixture
def response(city_invited: Invitation) -> Response:
    wave, company = city_invited.wave, city_invited.contact.company
    made = Response.objects.create(wave=wave, company=company, version=wave.version)
    for page, answers in SMALL_ANSWERS.items():
        save_page(response=made, page=page, answers=answers, revision=0, by=None, now=NOW)
    return made


def change(response: Response, employees: int) -> None:
    answers = {"employees": employees, "uses_gpu": "yes"}
    page = response.pages.get(page="company_size")
    save_page(
        response=response,
        page=page.page,
        answers=answers,
        revision=page.revision,
        by=None,
        now=NOW,
    )


def submit(response: Response, by: Contact | None = None) -> Submission:
    return submit_response(response=response, by=by, now=NOW)


def recipients() -> list[str]:
    return [address for mail in Email.objects.order_by("pk") for address in mail.to]


def test_it_says_what_was_received_and_what_comes_next(
    response: Response, city_invited: Invitation
) -> None:
    submission = submit(response, by=city_invited.contact)
    mail = Email.objects.get()
    reference = submission.reference
    assert mail.subject == f"[Demo] Mudeung: your answers were received ({reference})"
    for said in (
        f"Reference: {reference}",
        "Received: 24 November 2026, 12:30",
        "Signed by: 시연 담당자",
        "Submitted by: Kim",
        "You receive a mail with a link to the plan by 8 December 2026.",
        "submit them again until Tuesday 15 December 2026 at 18:00.",
    ):
        assert said in mail.message, said
    assert "take the place of" not in mail.message


def test_both_parts_say_the_same(response: Response) -> None:
    submit(response)
    change(response, 41)
    submit(response)
    mail = Email.objects.latest("pk")
    text = " ".join(mail.message.split("-- ")[0].replace("* ", "").split())
    html = mail.html_message.replace("<strong>", "").replace("</strong>", "")
    for sentence in (
        "To everybody at [Demo] Mudeung",
        "Your answers to “Demonstration survey” were received. Thank you.",
        "Signed by: 시연 담당자",
        "These answers take the place of those that you submitted under",
        "A plan that you already have stays readable until",
        "Your answers are not in this mail, because mail is not confidential.",
    ):
        assert sentence in text, sentence
        assert sentence in html, sentence


def test_no_answer_is_in_it(response: Response) -> None:
    submit(response)
    mail = Email.objects.get()
    for word in ("38", "Waiting time", "대기 시간"):
        assert word not in mail.message
        assert f"{word} " not in mail.subject


def test_its_link_leads_to_the_submitted_answers(response: Response, client: Client) -> None:
    submission = submit(response)
    [link] = [line for line in Email.objects.get().message.splitlines() if "/s/" in line]
    page = client.get(link, follow=True)
    assert page.redirect_chain == [(f"/survey/submitted/{submission.reference}/answers/", 302)]
    assert page.context["submission"] == submission


def test_a_colleague_who_submits_and_whom_the_city_invited_each_get_one(
    response: Response, city_invited: Invitation
) -> None:
    wave, company = city_invited.wave, city_invited.contact.company
    signing, helping = (
        invited(wave, company=company, email=f"{name}@example.org", language="ko")
        for name in ("signing", "helping")
    )
    Invitation.objects.filter(pk__in=[signing.pk, helping.pk]).update(invited_by=city_invited)
    Response.objects.update(signatory=signing)
    submit(response, by=signing.contact)
    assert recipients() == ["first@example.org", "signing@example.org"]
    english, korean = Email.objects.order_by("pk")
    assert (english.headers["Content-Language"], korean.headers["Content-Language"]) == ("en", "ko")
    assert "[Demo] Mudeung" in english.subject
    assert "[시연] 무등" in korean.subject


def test_nobody_else_gets_one(response: Response, city_invited: Invitation) -> None:
    company = city_invited.contact.company
    InvitationFactory(wave=city_invited.wave)  # of another company
    invited(WaveFactory(), company=company)  # of another wave
    InvitationFactory(
        wave=city_invited.wave, contact=ContactFactory(company=company), revoked_at=NOW
    )
    submit(response)
    assert recipients() == ["first@example.org"]


def test_once_for_each_submission(response: Response) -> None:
    first = submit(response)
    submit(response)
    assert Email.objects.count() == 1
    change(response, 41)
    second = submit(response)
    assert [
        (first.reference in mail.subject, second.reference in mail.subject)
        for mail in Email.objects.order_by("pk")
    ] == [(True, False), (False, True)]
    assert f"submitted under {first.reference}." in Email.objects.latest("pk").message


def test_a_submission_that_is_undone_takes_its_receipt_along(response: Response) -> None:
    with transaction.atomic():
        submit(response)
        transaction.set_rollback(True)
    assert (Submission.objects.count(), Email.objects.count()) == (0, 0)


def test_invented_companies_get_none_on_a_real_mail_server(response: Response) -> None:
    with without_mail():
        submit(response)
    assert not Email.objects.exists()
