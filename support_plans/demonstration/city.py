"""The demonstration city, set up through the same services that a real city uses.

Each step looks first at what is there, so that setting up again, or after a kill, adds what is
missing and changes nothing else.
"""

from collections.abc import Iterable
from contextlib import nullcontext
from datetime import datetime, time, timedelta
from pathlib import Path

from django.conf import settings
from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone

import surveys.demonstration
from support_plans.demonstration.answers import answers_by_page, partly_answered, responding
from support_plans.demonstration.chance import Chance
from support_plans.demonstration.companies import (
    SEED,
    DemonstrationCompany,
    demonstration_companies,
)
from support_plans.demonstration.earlier import earlier_answers, earlier_wave
from support_plans.demonstration.faces import demonstration_token
from support_plans.demonstration.history import replay_reviews
from support_plans.demonstration.people import set_up_people
from support_plans.matching.catalogue import read_catalogue
from support_plans.models import DigestSubscription
from support_plans.periods import Period
from support_plans.services.catalogue import bring_in_force
from support_plans.services.digest import send_digest
from support_plans.tasks import draft_plan
from surveys.models import Company, Contact, Invitation, QuestionnaireVersion, Response, Wave
from surveys.services.answer import open_response, save_page
from surveys.services.colleagues import NewColleague, add_colleague
from surveys.services.invite import invite
from surveys.services.mail import without_mail
from surveys.services.submit import submit_response
from surveys.services.versions import publish_version, store_draft
from surveys.xlsform import read_workbook

WAVE = "demonstration-autumn"
OPEN_FOR = timedelta(days=28)
OPENED_BEFORE = timedelta(days=21)


def set_up_city() -> dict[str, str]:
    """Everything of the demonstration; returns the password of each user name.

    Where DEBUG is off the mail server is a real one, and hears nothing of invented companies.
    Raises NamesTaken, with nothing changed, where an account it needs is somebody else's.
    """
    with nullcontext() if settings.DEBUG else without_mail():
        return _set_up_city()


def _set_up_city() -> dict[str, str]:
    passwords = set_up_people()
    version = _version()
    wave = _wave(version)
    before = earlier_wave(version, wave.opens_at)
    bring_in_force(
        catalogue=read_catalogue(
            (Path(__file__).parent / "programmes.toml").read_text(encoding="utf-8")
        ),
        from_day=timezone.localdate(before.opens_at),
    )
    companies = demonstration_companies()
    contacts = _companies(companies)
    with without_mail():  # long ago
        _earlier_responses(before, companies, contacts)
        _replay_reviews(before)
    invite_companies(wave, companies, contacts)
    _responses(wave, companies, contacts)
    _colleagues(wave, contacts[visiting_company(companies).registration_number])
    _replay_reviews(wave)
    send_digest(
        subscription=DigestSubscription.objects.get(user__username="manager"),
        starts_on=Period.last_full_week(timezone.now()).starts_on,
    )
    return passwords


def _replay_reviews(wave: Wave) -> None:
    replay_reviews(
        wave=wave,
        officer=User.objects.get(username="officer"),
        approver=User.objects.get(username="approver"),
    )


def _version() -> QuestionnaireVersion:
    workbook = Path(surveys.demonstration.__file__).parent / "company_survey.xlsx"
    questionnaire = read_workbook(workbook).questionnaire
    published = QuestionnaireVersion.objects.filter(
        survey__code=questionnaire.code, status=QuestionnaireVersion.Status.PUBLISHED
    )
    for version in published:
        if version.questionnaire.sections == questionnaire.sections:
            return version
    return publish_version(version=store_draft(questionnaire=questionnaire))


def _wave(version: QuestionnaireVersion) -> Wave:
    now = timezone.now()
    opened = datetime.combine(
        timezone.localdate(now - OPENED_BEFORE), time(9), timezone.get_current_timezone()
    )
    closes = datetime.combine(
        timezone.localdate(now + OPEN_FOR), time(18), timezone.get_current_timezone()
    )
    wave, _ = Wave.objects.get_or_create(
        code=WAVE,
        defaults={
            "title_ko": "광주 AI 기업 수요조사 (시연)",
            "title_en": "Gwangju AI company survey (demonstration)",
            "version": version,
            "opens_at": opened,
            "closes_at": closes,
        },
    )
    if not wave.is_open(now):
        Wave.objects.filter(pk=wave.pk).update(closes_at=closes)
        wave.refresh_from_db()
    return wave


def _companies(companies: Iterable[DemonstrationCompany]) -> dict[str, Contact]:
    """Every company and its contact; returns the contacts by registration number."""
    companies = list(companies)
    Company.objects.bulk_create(
        [
            Company(
                registration_number=one.registration_number,
                name_ko=one.name_ko,
                name_en=one.name_en,
                field=one.ai_field,
                size_class=one.size_class,
                mou_signed_on=one.mou_signed_on,
                moved_in_on=one.moved_in_on,
                is_demonstration=True,
            )
            for one in companies
        ],
        ignore_conflicts=True,
    )
    by_number = Company.objects.in_bulk(
        [one.registration_number for one in companies], field_name="registration_number"
    )
    Contact.objects.bulk_create(
        [
            Contact(
                company=by_number[one.registration_number],
                email=one.contact_email,
                language=one.contact_language,
            )
            for one in companies
        ],
        ignore_conflicts=True,
    )
    contacts = Contact.objects.select_related("company").filter(company__in=by_number.values())
    return {contact.company.registration_number: contact for contact in contacts}


@transaction.atomic
def invite_companies(
    wave: Wave, companies: tuple[DemonstrationCompany, ...], contacts: dict[str, Contact]
) -> None:
    """Everybody, once; and the visiting company again where its link is not the one we tell of.

    That is so where the demonstration was set up before under another SECRET_KEY, perhaps the one
    that everybody knows: its link of then opens nothing any more.
    """
    token = demonstration_token("survey")
    has_link = Invitation.with_token(token).exists()
    invited = set(Invitation.objects.filter(wave=wave).values_list("contact_id", flat=True))
    visitor = visiting_company(companies)
    for one in companies:
        contact = contacts[one.registration_number]
        if one is visitor and not has_link:
            invite(wave=wave, contact=contact, token=token)
        elif contact.pk not in invited:
            invite(wave=wave, contact=contact)


def visiting_company(companies: tuple[DemonstrationCompany, ...]) -> DemonstrationCompany:
    """The company that whoever tries the demonstration answers for: it has not begun yet."""
    today = timezone.localdate()
    begun = {one.registration_number for one in responding(companies)}
    begun |= {one.registration_number for one, _ in partly_answered(companies, today=today)}
    return next(
        one
        for one in companies
        if one.registration_number not in begun and one.contact_language == "ko"
    )


def _responses(
    wave: Wave, companies: tuple[DemonstrationCompany, ...], contacts: dict[str, Contact]
) -> None:
    """Answers that came in over the weeks that the wave has been open, each with its plan."""
    submitted = set(
        Response.objects.filter(wave=wave, submissions__isnull=False).values_list(
            "company__registration_number", flat=True
        )
    )
    today = timezone.localdate(wave.opens_at)
    chance = Chance(f"{SEED}:when")
    for one in responding(companies):
        at = _moment(wave, chance)
        if one.registration_number not in submitted:
            pages = answers_by_page(one, today=today)
            _answer(wave, contacts[one.registration_number], pages, at, is_submitted=True)
    for one, pages in partly_answered(companies, today=today):
        at = _moment(wave, chance)
        _answer(wave, contacts[one.registration_number], pages, at, is_submitted=False)


def _earlier_responses(
    wave: Wave, companies: tuple[DemonstrationCompany, ...], contacts: dict[str, Contact]
) -> None:
    answered = set(
        Response.objects.filter(wave=wave).values_list("company__registration_number", flat=True)
    )
    for one, pages, at in earlier_answers(wave, companies, visiting_company(companies)):
        if one.registration_number not in answered:
            contact = contacts[one.registration_number]
            invite(wave=wave, contact=contact)
            _answer(wave, contact, pages, at, is_submitted=True)


COLLEAGUES = {
    "finance": ("시연 재무 담당", ("market", "place")),
    "people": ("시연 인사 담당", ("people", "skills")),
}
"""Local part of the address → (name shown, sections). They are roles, not people."""


def _colleagues(wave: Wave, contact: Contact) -> None:
    """Of the visiting company: whoever tries it out sees others at work on sections of theirs."""
    by = Invitation.objects.select_related("wave__version", "contact__company").get(
        wave=wave, contact=contact
    )
    domain = contact.email.rpartition("@")[2]
    for local_part, (name, sections) in COLLEAGUES.items():
        email = f"{local_part}@{domain}"
        if not Contact.objects.filter(company=contact.company, email=email).exists():
            new = NewColleague(email, name, contact.language, sections)
            add_colleague(new=new, by=by, now=timezone.now())


def _moment(wave: Wave, chance: Chance) -> datetime:
    """Some working hour between the opening of the wave and yesterday."""
    day = wave.opens_at + timedelta(days=chance.randint(0, OPENED_BEFORE.days - 2))
    return day.replace(hour=0) + timedelta(minutes=chance.randint(9 * 60, 18 * 60))


@transaction.atomic
def _answer(
    wave: Wave,
    contact: Contact,
    pages: dict[str, dict[str, object]],
    at: datetime,
    *,
    is_submitted: bool,
) -> None:
    invitation = Invitation.objects.select_related("wave__version", "contact__company").get(
        wave=wave, contact=contact
    )
    response = open_response(invitation=invitation)
    Response.objects.filter(pk=response.pk).update(started_at=at)
    saved = set(response.pages.values_list("page", flat=True))
    for page, answers in pages.items():
        if page not in saved:
            save_page(response=response, page=page, answers=answers, revision=0, by=contact, now=at)
    if is_submitted:
        with without_mail():  # a receipt of weeks ago would come today
            submission = submit_response(response=response, by=contact, now=at)
        draft_plan.apply(args=(submission.pk,), kwargs={"at": at.isoformat()}, throw=True)
