"""The demonstration answers make sense together and with what the city knows of the company."""

import json
from datetime import date
from itertools import islice
from statistics import mean

from support_plans.demonstration.answers import (
    answers_by_page,
    answers_for,
    partly_answered,
    responding,
)
from support_plans.demonstration.companies import demonstration_companies

TODAY = date(2026, 3, 2)
COMPANIES = demonstration_companies()
CITY = [(company, answers_for(company, today=TODAY)) for company in COMPANIES]
SUBMITTED = [answers_for(company, today=TODAY) for company in responding(COMPANIES)]
DONT_KNOW = {"missing": "dont_know"}


def numbers(code: str) -> list[int]:
    return [value for _, answers in CITY if isinstance(value := answers.get(code), int)]


def average_grade(code: str) -> float:
    return mean(int(str(answers[code])) for _, answers in CITY if code in answers)


def test_answers_are_the_same_every_time_and_json_can_hold_them() -> None:
    for company, answers in CITY:
        assert answers_for(company, today=TODAY) == answers
        assert json.loads(json.dumps(answers)) == answers


def test_another_seed_gives_other_answers_about_the_same_company() -> None:
    company, answers = CITY[0]
    other = answers_for(company, seed=7, today=TODAY)
    assert other != answers
    assert other["registration_number"] == answers["registration_number"]


def test_answers_repeat_what_the_city_knows_of_the_company() -> None:
    for company, answers in CITY:
        assert answers["registration_number"] == company.registration_number
        assert answers["opened_on"] == company.opened_on.isoformat()
        assert answers["employees"] == company.employees
        assert answers["head_office"] == company.head_office
        assert (answers["move_status"] == "in_gwangju") is company.has_moved_in
        if company.head_office != "gwangju":
            assert answers["gwangju_sites"] == (list(company.gwangju_sites) or ["none"])


def test_no_gpu_hours_without_anything_to_compute_with() -> None:
    without = [answers for _, answers in CITY if answers["compute_today"] == ["none"]]
    assert without
    assert {answers["gpu_hours_month"] for answers in without} == {0}


def test_ai_core_firms_compute_more_than_agrifood_firms() -> None:
    def usual(field: str) -> float:
        hours = [a["gpu_hours_month"] for c, a in CITY if c.ai_field == field]
        return mean(one for one in hours if isinstance(one, int))

    assert usual("ai_core") > 3 * usual("agrifood")


def test_ai_staff_are_employees() -> None:
    jobs = ("ai_staff_research", "ai_staff_engineering", "ai_staff_data", "ai_staff_service")
    for company, answers in CITY:
        assert sum(int(str(answers[job])) for job in jobs) <= company.employees


def test_openings_are_rows_of_different_jobs_that_the_firm_could_fill() -> None:
    for company, answers in CITY:
        assert (answers["has_openings"] == "yes") is ("openings" in answers)
        rows = answers.get("openings", [])
        assert isinstance(rows, list)
        assert len({row["opening_ncs"] for row in rows}) == len(rows)
        assert sum(row["opening_count"] for row in rows) <= max(company.employees, 1)


def test_academy_graduates_hired_are_fewer_than_those_who_stayed() -> None:
    """340 graduates of five cohorts found work in the region (news1.kr 6017954)."""
    hired = [a["academy_hires"] for company, a in CITY if company.has_moved_in]
    assert 100 < sum(int(str(one)) for one in hired) < 340


def test_skills_in_demand_are_not_those_that_graduates_have() -> None:
    assert average_grade("imp_mlops") > average_grade("att_mlops") + 1
    assert average_grade("imp_generative_ai") > average_grade("att_generative_ai") + 1
    assert abs(average_grade("imp_ml_modelling") - average_grade("att_ml_modelling")) < 1


def test_certificates_for_small_firms_go_to_small_firms() -> None:
    for company, answers in CITY:
        if company.size_class in {"mid_size", "large"}:
            held = answers["certifications"]
            assert isinstance(held, list)
            assert set(held) <= {"gs_certified", "none"}


def test_some_do_not_know_and_some_leave_the_comment_blank() -> None:
    unsure = ("gpu_hours_month", "rnd_share", "investment_needed_krw")
    some = [any(answers[code] == DONT_KNOW for code in unsure) for answers in SUBMITTED]
    assert 6 <= sum(some) <= 20
    comments = [answers["curriculum_comment"] for answers in SUBMITTED]
    assert 20 <= len(comments) - comments.count(None) <= 60


def test_everybody_agrees_to_the_use_and_most_to_forwarding() -> None:
    assert {answers["consent_use"] for answers in SUBMITTED} == {"yes"}
    assert 100 <= sum(answers["consent_forward"] == "yes" for answers in SUBMITTED) < 120


def test_nobody_is_invented_to_sign() -> None:
    names = {(c.contact_language, a["signatory_name"]) for c, a in CITY}
    assert names == {("ko", "시연 기업 담당자"), ("en", "Demonstration contact")}


def test_money_and_space_are_needed_by_some_and_not_by_all() -> None:
    for code in ("investment_needed_krw", "space_needed_m2"):
        assert 60 < numbers(code).count(0) < 240
    assert [won for won in numbers("investment_needed_krw") if won % 10_000_000] == []


def test_120_companies_submitted_moved_in_ones_more_readily() -> None:
    submitted = responding(COMPANIES)
    assert len(submitted) == len(set(submitted)) == 120
    assert responding(COMPANIES) == submitted
    assert sum(company.has_moved_in for company in submitted) / 120 > 158 / 299 + 0.1


def test_18_others_have_answered_the_first_pages() -> None:
    partly = partly_answered(COMPANIES, today=TODAY)
    assert len({company for company, _ in partly} - set(responding(COMPANIES))) == 18
    for company, pages in partly:
        whole = answers_by_page(company, today=TODAY)
        assert 2 <= len(pages) <= 12
        assert list(pages.items()) == list(islice(whole.items(), len(pages)))
