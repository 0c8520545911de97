"""The demonstration city's companies and programmes with a questionnaire, as rows to measure."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from django.utils import timezone

import support_plans.demonstration
import surveys.demonstration
from support_plans.demonstration.answers import answers_by_page
from support_plans.demonstration.companies import DemonstrationCompany, demonstration_companies
from support_plans.matching.catalogue import read_catalogue
from support_plans.services.catalogue import bring_in_force
from surveys.answers import digest
from surveys.forms import PageForm
from surveys.models import Company, Contact, Invitation, Response, Submission, Wave
from surveys.models.links import new_token, token_hash
from surveys.questionnaire import Questionnaire
from surveys.services.versions import publish_version, store_draft
from surveys.xlsform import read_workbook

WORKBOOK = Path(surveys.demonstration.__file__).parent / "company_survey.xlsx"
PROGRAMMES = Path(support_plans.demonstration.__file__).parent / "programmes.toml"

Typed = Mapping[str, Sequence[str]]
ByPage = Mapping[str, Mapping[str, object]]


@dataclass(frozen=True, slots=True)
class Invited:
    """A company with its link, its answers, and what it types to give them, page by page."""

    token: str
    response: Response
    answers: Mapping[str, object]
    typed: Mapping[str, Typed]


def company_survey() -> Questionnaire:
    """The demonstration's own, of about 45 questions."""
    return read_workbook(WORKBOOK).questionnaire


def open_wave(questionnaire: Questionnaire | None = None) -> Wave:
    """A wave that is open, over the company survey or another one, with the programmes."""
    now = timezone.now()
    bring_in_force(
        catalogue=read_catalogue(PROGRAMMES.read_text(encoding="utf-8")),
        from_day=timezone.localdate(now),
    )
    return Wave.objects.create(
        code="bench",
        title_ko="시연 조사",
        version=publish_version(
            version=store_draft(questionnaire=questionnaire or company_survey())
        ),
        opens_at=now - timedelta(days=1),
        closes_at=now + timedelta(days=1),
    )


def _demonstration_answers(company: DemonstrationCompany) -> ByPage:
    return answers_by_page(company, today=timezone.localdate())


def invite_companies(
    wave: Wave,
    count: int,
    answers_of: Callable[[DemonstrationCompany], ByPage] = _demonstration_answers,
) -> list[Invited]:
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
        by_page = answers_of(one)
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
