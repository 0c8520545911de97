"""The demonstration city's questionnaire, programmes and companies, as rows for a benchmark."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from django.utils import timezone

import support_plans.demonstration
import surveys.demonstration
from support_plans.demonstration.answers import answers_by_page
from support_plans.demonstration.companies import demonstration_companies
from support_plans.matching.catalogue import read_catalogue
from support_plans.services.catalogue import bring_in_force
from surveys.answers import digest
from surveys.forms import PageForm
from surveys.models import Company, Contact, Invitation, Response, Submission, Wave
from surveys.models.links import new_token, token_hash
from surveys.services.versions import publish_version, store_draft
from surveys.xlsform import read_workbook

WORKBOOK = Path(surveys.demonstration.__file__).parent / "company_survey.xlsx"
PROGRAMMES = Path(support_plans.demonstration.__file__).parent / "programmes.toml"

Typed = Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True)
class Invited:
    """A company with its link, its answers, and what it types to give them, page by page."""

    token: str
    response: Response
    answers: Mapping[str, object]
    typed: Mapping[str, Typed]


def open_wave() -> Wave:
    """A wave that is open, over the questionnaire of about 45 questions, with the programmes."""
    now = timezone.now()
    bring_in_force(
        catalogue=read_catalogue(PROGRAMMES.read_text(encoding="utf-8")),
        from_day=timezone.localdate(now),
    )
    return Wave.objects.create(
        code="bench",
        title_ko="시연 조사",
        version=publish_version(
            version=store_draft(questionnaire=read_workbook(WORKBOOK).questionnaire)
        ),
        opens_at=now - timedelta(days=1),
        closes_at=now + timedelta(days=1),
    )


def invite_companies(wave: Wave, count: int) -> list[Invited]:
    """`count` companies of the demonstration, each with a response that nobody has begun yet."""
    today = timezone.localdate()
    whole = wave.version.questionnaire
    invited = []
    for one in demonstration_companies()[:count]:
        company = Company.objects.create(
            registration_number=one.registration_number,
            name_ko=one.name_ko,
            name_en=one.name_en,
            field=one.ai_field,
            size_class=one.size_class,
            mou_signed_on=one.mou_signed_on,
            moved_in_on=one.moved_in_on,
        )
        token = new_token()
        Invitation.objects.create(
            wave=wave,
            contact=Contact.objects.create(company=company, email=one.contact_email),
            token_hash=token_hash(token),
        )
        by_page = answers_by_page(one, today=today)
        typed = {
            code: PageForm(whole, whole.pages_by_code[code], answers=answers, today=today).typed
            for code, answers in by_page.items()
        }
        invited.append(
            Invited(
                token=token,
                response=Response.objects.create(wave=wave, company=company, version=wave.version),
                answers={code: value for page in by_page.values() for code, value in page.items()},
                typed=typed,
            )
        )
    return invited


def submit_all(invited: Sequence[Invited], number: int) -> list[int]:
    """Ids of a submission, the response's `number`th, of every company; no task is sent."""
    made = Submission.objects.bulk_create(
        Submission(
            response=one.response,
            number=number,
            reference=f"BG-{one.response.pk:05}-{number}",
            version=one.response.version,
            answers=one.answers,
            answers_digest=digest(one.answers),
            submitted_at=timezone.now(),
        )
        for one in invited
    )
    return [submission.pk for submission in made]
