"""The shipped catalogue: it reads, it asks only what is asked, and its sentences read well."""

import re
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import pytest

import support_plans.demonstration
import surveys.demonstration
from support_plans.matching.assess import Assessment, Outcome, assess
from support_plans.matching.catalogue import Catalogue, read_catalogue
from support_plans.matching.rulebook import Rulebook
from surveys.logic.check import FactType
from surveys.logic.kinds import Kind
from surveys.logic.text import Text
from surveys.logic.values import Facts, Missing
from surveys.questionnaire import NUMERIC, Question, Questionnaire, QuestionType
from surveys.vocabulary import QuestionnaireVocabulary
from surveys.xlsform import read_workbook

TODAY = date(2026, 11, 23)
WAVE_CLOSES = date(2026, 12, 18)
DERIVED = {
    "age_years": Kind.NUMBER,
    "openings_total": Kind.NUMBER,
    "ai_staff_total": Kind.NUMBER,
    "gwangju_base": Kind.BOOLEAN,
    "city_mou_signed": Kind.BOOLEAN,
    "city_moved_in": Kind.BOOLEAN,
}
KINDS = {
    QuestionType.DATE: Kind.DATE,
    QuestionType.CHOOSE_ONE: Kind.CHOICE,
    QuestionType.CHOOSE_SEVERAL: Kind.CHOICES,
    QuestionType.REPEAT: Kind.ROWS,
    **dict.fromkeys(NUMERIC, Kind.NUMBER),
}


@pytest.fixture(scope="module")
def questionnaire() -> Questionnaire:
    return read_workbook(
        Path(surveys.demonstration.__file__).with_name("company_survey.xlsx")
    ).questionnaire


@pytest.fixture(scope="module")
def catalogue(questionnaire: Questionnaire) -> Catalogue:
    def fact_type(question: Question) -> FactType:
        codes = tuple(option.code for option in question.options)
        return FactType(KINDS.get(question.type, Kind.TEXT), codes)

    asked = [one for page in questionnaire.pages for one in page.answered]
    schema = {one.code: fact_type(one) for one in asked}
    schema |= {code: FactType(kind) for code, kind in DERIVED.items()}
    file = Path(support_plans.demonstration.__file__).with_name("programmes.toml")
    return read_catalogue(file.read_text(encoding="utf-8"), schema)


class Words(QuestionnaireVocabulary):
    def unit(self, name: str) -> Text:
        people = {"openings_total", "ai_staff_total"}
        return Text("명", "person|people") if name in people else super().unit(name)


# A young company that has moved in, builds for hospitals, and computes a lot.
HEALTHCARE: dict[str, Any] = {
    "industry": "information_communication",
    "ai_field": "healthcare",
    "opened_on": date(2022, 3, 12),
    "age_years": 4,
    "youth_founder": "yes",
    "head_office": "gwangju",
    "gwangju_base": True,
    "city_mou_signed": True,
    "city_moved_in": True,
    "growth_stage": "early",
    "size_class": "small",
    "employees": 12,
    "revenue_krw": 800_000_000,
    "rnd_share": 35,
    "compute_today": ("public_cloud",),
    "gpu_hours_month": 2_000,
    "gpu_kinds": ("a100",),
    "storage_tb": 8,
    "compute_barriers": ("cost", "waiting_time"),
    "equipment_needed": ("medical_device_testbed",),
    "data_needs": ("medical_data", "labelled_data"),
    "ai_staff_research": 3,
    "ai_staff_total": 7,
    "has_openings": "yes",
    "openings_total": 3,
    "hard_to_fill": ("few_applicants",),
    "academy_hires": 1,
    "imp_generative_ai": "5",
    "training_wanted": ("internship",),
    "investment_needed_krw": 1_200_000_000,
    "funding_purpose": ("research", "hiring"),
    "demonstration_needed": "yes",
    "demonstration_sites": ("hospital",),
    "certifications": ("venture",),
    "patents": 0,
    "export_status": "preparing",
    "has_consortium_partner": "yes",
    "move_status": "in_gwangju",
    "space_needed_m2": 66,
    "space_by": "within_3_months",
    "spin_off_planned": "no",
    "mentoring": ("want",),
    "incubation_wanted": "yes",
    "consent_forward": "yes",
}
# A large company elsewhere that wants nothing in particular.
CONTENT_ELSEWHERE = {
    **HEALTHCARE,
    "ai_field": "culture_content",
    "opened_on": date(1998, 5, 2),
    "age_years": 28,
    "youth_founder": "no",
    "head_office": "capital_area",
    "gwangju_sites": ("none",),
    "gwangju_base": False,
    "city_moved_in": False,
    "growth_stage": "mature",
    "size_class": "large",
    "employees": 900,
    "move_status": "considering",
    "move_barriers": ("cost",),
    "consent_forward": "no",
    "has_consortium_partner": "no",
}
# A company of four that is about to move in.
MOVING = {
    **HEALTHCARE,
    "ai_field": "mobility",
    "head_office": "jeonnam",
    "gwangju_sites": ("factory",),
    "gwangju_base": False,
    "city_moved_in": False,
    "employees": 4,
    "move_status": "within_6_months",
    "move_barriers": ("hiring", "living_conditions"),
    "equipment_needed": ("driving_simulator",),
    "demonstration_sites": ("road", "public_facility"),
    "gpu_hours_month": 60,
}
# One that does not know its numbers.
UNSURE = {
    **HEALTHCARE,
    "rnd_share": Missing.DONT_KNOW,
    "gpu_hours_month": Missing.DONT_KNOW,
    "gpu_kinds": Missing.NOT_ASKED,
    "storage_tb": Missing.NOT_ASKED,
    "investment_needed_krw": Missing.DONT_KNOW,
    "funding_purpose": Missing.NOT_ASKED,
}
# One that needs nothing.
CONTENTED = {
    **HEALTHCARE,
    "ai_field": "energy",
    "growth_stage": "growth",
    "gpu_hours_month": 0,
    "compute_barriers": ("none",),
    "equipment_needed": ("none",),
    "data_needs": ("none",),
    "training_wanted": ("none",),
    "has_openings": "no",
    "openings_total": 0,
    "investment_needed_krw": 0,
    "demonstration_needed": "no",
    "patents": 3,
    "export_status": "no_plan",
    "space_needed_m2": 0,
    "mentoring": ("none",),
    "incubation_wanted": "no",
    "imp_generative_ai": "2",
    "rnd_share": 4,
    "ai_staff_research": 1,
}
COMPANIES = [HEALTHCARE, CONTENT_ELSEWHERE, MOVING, UNSURE, CONTENTED]


@pytest.fixture(scope="module")
def plans(catalogue: Catalogue, questionnaire: Questionnaire) -> list[dict[str, Assessment]]:
    return [plan(catalogue, questionnaire, answers) for answers in COMPANIES]


def plan(
    catalogue: Catalogue, questionnaire: Questionnaire, answers: Facts
) -> dict[str, Assessment]:
    book = Rulebook(tuple(entry.rule for entry in catalogue.programmes))
    found = assess(book, answers, Words(questionnaire), today=TODAY)
    return {one.programme: one for one in found}


def test_published_programmes_name_their_source_and_the_rest_are_marked(catalogue) -> None:
    counts = Counter(entry.is_demonstration for entry in catalogue.programmes)
    assert counts == {False: 8, True: 18}
    for entry in catalogue.programmes:
        assert bool(entry.source) != entry.is_demonstration
        assert entry.source or "example.org" in entry.link
        assert entry.is_demonstration or {"opens_on", "closes_on"} <= set(
            entry.demonstration_fields
        )


def test_what_was_published_is_what_stands_here(catalogue) -> None:
    by_code = {entry.code: entry for entry in catalogue.programmes}
    computing = by_code["computing_resources"]
    assert (computing.budget_krw, computing.places) == (9_600_000_000, 50)
    assert by_code["ai_x_rnd"].ceiling_krw == 120_000_000
    assert by_code["urban_problem_ai"].places == 4
    assert by_code["ai_prototype"].ceiling_krw == 150_000_000
    assert by_code["ai_investment_fund"].budget_krw == 100_000_000_000
    assert by_code["ai_voucher"].ceiling_krw == 200_000_000


def test_every_programme_can_still_be_applied_for_after_the_wave(catalogue) -> None:
    assert all(entry.closes_on > WAVE_CLOSES for entry in catalogue.programmes)


def test_offices_are_reached_at_addresses_that_are_plainly_examples(catalogue) -> None:
    assert all(office.email.endswith("@example.org") for office in catalogue.offices)


def test_every_outcome_occurs(plans) -> None:
    outcomes = {one.outcome for found in plans for one in found.values()}
    assert outcomes == set(Outcome)


def test_no_sentence_is_left_unfinished(plans) -> None:
    unfinished = re.compile(r"[{}]|  | \.|\.\.|not asked|질문하지 않음|\bNone\b|Missing")
    for found in plans:
        for one in found.values():
            for reason in one.reasons:
                for sentence in (reason.text.ko, reason.text.en):
                    assert sentence.endswith(".")
                    assert not unfinished.search(sentence), sentence
                assert re.search(r"니다\.$", reason.text.ko), reason.text.ko


@pytest.mark.parametrize(
    ("company", "programme", "outcome"),
    [
        (0, "computing_resources", Outcome.RECOMMENDED),
        (0, "gpu_trial", Outcome.NOT_ELIGIBLE),
        (0, "medical_testbed", Outcome.RECOMMENDED),
        (0, "driving_simulator", Outcome.NOT_ELIGIBLE),
        (1, "computing_resources", Outcome.NOT_ELIGIBLE),
        (1, "ai_investment_fund", Outcome.NOT_ELIGIBLE),
        (2, "urban_problem_ai", Outcome.RECOMMENDED),
        (2, "relocation_grant", Outcome.NOT_ELIGIBLE),
        (2, "driving_simulator", Outcome.RECOMMENDED),
        (3, "patent_filing", Outcome.NEEDS_INFORMATION),
        (3, "gpu_trial", Outcome.NEEDS_INFORMATION),
        (3, "investor_readiness", Outcome.NEEDS_INFORMATION),
        (3, "training_data", Outcome.NEEDS_INFORMATION),
        (4, "computing_resources", Outcome.NOT_NEEDED),
        (4, "patent_filing", Outcome.NOT_ELIGIBLE),
    ],
)
def test_what_an_officer_would_expect(plans, company: int, programme: str, outcome) -> None:
    assert plans[company][programme].outcome is outcome


def said(assessment: Assessment) -> list[Text]:
    return [reason.text for reason in assessment.reasons]


def test_a_recommendation_begins_with_what_the_company_said(plans) -> None:
    assert said(plans[0]["computing_resources"])[:2] == [
        Text(
            ko="귀사는 컴퓨팅 자원을 쓰는 데 비용 부담, 긴 대기 시간이 걸림돌이라고 답하셨습니다.",
            en="You named cost and waiting time as what holds back your computing.",
        ),
        Text(
            ko="귀사는 한 달에 약 2,000 GPU시간을 사용한다고 답하셨습니다. "
            "이 정도 규모라면 데이터센터의 GPU를 쓰는 편이 유리합니다.",
            en="You told us that you use about 2,000 GPU-hours a month, "
            "enough for the data center's GPUs to pay off.",
        ),
    ]


def test_a_refusal_names_the_answer_and_the_way_out(plans) -> None:
    refused = plans[2]["relocation_grant"]
    assert said(refused) == [
        Text(
            ko="귀사의 상시 근로자는 4명입니다. "
            "이 사업은 상시 근로자가 5명 이상인 기업을 지원합니다.",
            en="You told us that you employ 4 people. This programme asks for at least five.",
        )
    ]
    assert refused.would_be_if == ("five_employees",)
    assert refused.changes == (
        Text("상시 근로자를 5명 이상으로 늘리기", "Grow to at least five employees"),
    )


def test_needed_information_names_the_question(plans) -> None:
    assert plans[3]["investor_readiness"].missing == ("investment_needed_krw",)
    assert plans[3]["training_data"].missing == ("gpu_hours_month", "storage_tb")


def test_money_reads_as_people_write_it(plans) -> None:
    assert said(plans[0]["ai_investment_fund"])[0] == Text(
        ko="귀사는 앞으로 1년 동안 12억 원의 외부 자금이 필요하다고 답하셨습니다. "
        "펀드 투자를 검토할 만한 규모입니다.",
        en="You told us that you need KRW 1.2 billion of outside funding in the next 12 months, "
        "an amount at which a fund is worth talking to.",
    )


def test_the_rules_survive_storage(catalogue) -> None:
    book = Rulebook(tuple(entry.rule for entry in catalogue.programmes))
    assert Rulebook.from_json(book.to_json()) == book
