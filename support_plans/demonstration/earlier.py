"""The wave before: over since months, with the answers and plans of a few companies.

Whoever comes in as the visiting company finds its answers of then offered. One of the others gave
its revenue in thousands of won, so that officers see what is asked about.
"""

from collections.abc import Iterator
from datetime import datetime, time, timedelta

from django.utils import timezone

from support_plans.demonstration.answers import Pages, answers_by_page, responding
from support_plans.demonstration.companies import DemonstrationCompany
from surveys.models import QuestionnaireVersion, Wave

EARLIER_WAVE = "demonstration-spring"
BEFORE = timedelta(days=180)
OPEN_FOR = timedelta(days=28)
OTHERS = 4  # of those that have answered again
SLIP = 1  # which of them gave thousands of won


def earlier_wave(version: QuestionnaireVersion, opened: datetime) -> Wave:
    """Half a year before the wave that opened at `opened`."""
    day = timezone.localdate(opened - BEFORE)
    opens = datetime.combine(day, time(9), timezone.get_current_timezone())
    wave, _ = Wave.objects.get_or_create(
        code=EARLIER_WAVE,
        defaults={
            "title_ko": "지난 광주 AI 기업 수요조사 (시연)",
            "title_en": "Previous Gwangju AI company survey (demonstration)",
            "version": version,
            "opens_at": opens,
            "closes_at": opens + OPEN_FOR,
        },
    )
    return wave


def earlier_answers(
    wave: Wave, companies: tuple[DemonstrationCompany, ...], visitor: DemonstrationCompany
) -> Iterator[tuple[DemonstrationCompany, Pages, datetime]]:
    """Who answered then, what, and when."""
    today = timezone.localdate(wave.opens_at)
    for place, company in enumerate((*responding(companies)[:OTHERS], visitor)):
        pages = answers_by_page(company, today=today)
        if place == SLIP:
            size = pages["company_size"]
            thousands = int(str(size["revenue_krw"])) // 1000
            pages["company_size"] = {**size, "revenue_krw": thousands}
        yield company, pages, wave.opens_at + timedelta(days=3 + place, hours=place)
