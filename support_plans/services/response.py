"""Who was invited, who has begun, who has submitted: by company, never what they answered."""

from collections.abc import Mapping
from datetime import datetime

from django.db.models import Min

from support_plans.digests.figures import FieldResponse, WaveResponse
from support_plans.periods import Period
from surveys.logic.text import Text
from surveys.models import Company, Wave


def wave_response(*, period: Period, until: datetime) -> WaveResponse | None:
    """The response to the wave that opened last before `until`; None where there is none.

    Invited are all that the wave asks, whenever they were added, so that rates can be compared.
    """
    wave = (
        Wave.objects.filter(opens_at__lt=until)
        .select_related("version__survey")
        .order_by("-opens_at", "-pk")
        .first()
    )
    if wave is None:
        return None
    invited = dict(
        Company.objects.filter(contacts__invitations__wave=wave)
        .distinct()
        .values_list("pk", "field")
    )
    firsts = dict(
        wave.responses.annotate(first=Min("submissions__submitted_at")).values_list(
            "company_id", "first"
        )
    )
    submitted = _before(firsts, until)
    submitted_before = _before(firsts, period.starts_at)
    begun = wave.responses.filter(started_at__lt=until).values_list("company_id", flat=True)
    return WaveResponse(
        title=wave.title,
        closes_at=wave.closes_at,
        invited=len(invited),
        started=len(set(begun) - submitted),
        submitted=len(submitted),
        submitted_before=len(submitted_before),
        fields=_by_field(wave, invited, submitted, submitted_before),
    )


def _before(firsts: Mapping[int, datetime | None], moment: datetime) -> set[int]:
    return {company for company, first in firsts.items() if first and first < moment}


def _by_field(
    wave: Wave, invited: Mapping[int, str], submitted: set[int], submitted_before: set[int]
) -> tuple[FieldResponse, ...]:
    """The fields furthest behind come first. A company's field is the city's own record."""
    question = wave.version.questionnaire.questions_by_code.get("ai_field")
    names = {option.code: option.label for option in question.options} if question else {}
    fields = []
    for code in set(invited.values()):
        companies = {company for company, field in invited.items() if field == code}
        fields.append(
            FieldResponse(
                code=code,
                name=names.get(code, Text(code, code)),
                invited=len(companies),
                submitted=len(companies & submitted),
                submitted_before=len(companies & submitted_before),
            )
        )
    return tuple(sorted(fields, key=lambda one: (one.rate, -one.invited, one.code)))
