"""A submission as facts: the only bridge from the surveys to the plans.

Facts are the answers, what follows from them (`age_years`, `gwangju_base` …), and what the city
itself knows of the company.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from surveys.answers import decode
from surveys.logic.evaluate import evaluate
from surveys.logic.text import Text
from surveys.logic.values import Facts, Missing, Value
from surveys.logic.xlsform_syntax import parse
from surveys.models import Company, Submission
from surveys.questionnaire import Questionnaire
from surveys.routing import route
from surveys.vocabulary import QuestionnaireVocabulary

_GWANGJU_BASE = parse(
    "${head_office} = 'gwangju' or selected(${gwangju_sites}, 'branch')"
    " or selected(${gwangju_sites}, 'research_lab')"
)
_OPENINGS_TOTAL = parse("if(${has_openings} = 'no', 0, sum(${openings}/opening_count))")
_AI_STAFF_TOTAL = parse(
    "${ai_staff_research} + ${ai_staff_engineering} + ${ai_staff_data} + ${ai_staff_service}"
)

DERIVED_LABELS: Mapping[str, Text] = {
    "age_years": Text("업력", "Years since opening"),
    "openings_total": Text("향후 12개월 채용 계획 인원", "Planned hires in the next 12 months"),
    "ai_staff_total": Text("AI 인력 수", "AI staff"),
    "gwangju_base": Text("광주 소재 본사·지사·연구소", "A head office, branch or lab in Gwangju"),
    "city_mou_signed": Text("시와의 업무협약 체결", "An MOU with the city"),
    "city_moved_in": Text("광주 입주", "Being set up in Gwangju"),
}
DERIVED_UNITS: Mapping[str, Text] = {
    "age_years": Text("년", "year|years"),
    "openings_total": Text("명", "person|people"),
    "ai_staff_total": Text("명", "person|people"),
}

SOURCES: Mapping[str, tuple[str, ...]] = {
    "age_years": ("opened_on",),
    "openings_total": ("has_openings", "openings"),
    "ai_staff_total": (
        "ai_staff_research",
        "ai_staff_engineering",
        "ai_staff_data",
        "ai_staff_service",
    ),
    "gwangju_base": ("head_office", "gwangju_sites"),
    "city_mou_signed": (),
    "city_moved_in": (),
}
"""The questions behind each derived fact; what the city itself knows has none."""


def submission_facts(*, submission: Submission, today: date) -> Facts:
    """Every fact that rules may read, as of `today`."""
    questionnaire = submission.version.questionnaire
    return all_facts(questionnaire, submission.answers, submission.response.company, today)


def all_facts(
    questionnaire: Questionnaire, stored: Mapping[str, object], company: Company, today: date
) -> Facts:
    submitted = decode(questionnaire, stored)
    # What was submitted stays, whatever skip logic would ask today; calculations are added.
    answers = {**submitted, **route(questionnaire, submitted, today).facts}
    derived: dict[str, Value] = {
        "age_years": _age(answers.get("opened_on", Missing.NOT_ASKED), today),
        "openings_total": evaluate(_OPENINGS_TOTAL, answers, today=today),
        "ai_staff_total": evaluate(_AI_STAFF_TOTAL, answers, today=today),
        "gwangju_base": evaluate(_GWANGJU_BASE, answers, today=today),
        "city_mou_signed": company.mou_signed_on is not None,
        "city_moved_in": company.moved_in_on is not None,
    }
    return {**answers, **derived}


def _age(opened_on: Value, today: date) -> Value:
    """Full years since the company opened (중소기업창업지원법 counts from opening)."""
    if isinstance(opened_on, Missing):
        return opened_on
    if not isinstance(opened_on, date):
        return Missing.NOT_COMPUTABLE
    had_anniversary = (today.month, today.day) >= (opened_on.month, opened_on.day)
    return today.year - opened_on.year - (0 if had_anniversary else 1)


@dataclass(frozen=True, slots=True)
class FactVocabulary:
    """The words for facts: the questionnaire's, and ours for what is derived."""

    answers: QuestionnaireVocabulary

    def label(self, name: str) -> Text:
        return DERIVED_LABELS.get(name) or self.answers.label(name)

    def option(self, name: str, code: str) -> Text:
        return self.answers.option(name, code)

    def unit(self, name: str) -> Text:
        return DERIVED_UNITS.get(name) or self.answers.unit(name)


def vocabulary(questionnaire: Questionnaire) -> FactVocabulary:
    return FactVocabulary(QuestionnaireVocabulary(questionnaire))
