"""The demonstration city: as many companies as the real one has, none of them real."""

from collections import Counter
from dataclasses import replace
from datetime import date
from statistics import median

from stdnum.kr import brn

from support_plans.demonstration.companies import (
    AS_OF,
    EMPLOYEES,
    FIELDS,
    DemonstrationCompany,
    demonstration_companies,
)

COMPANIES = demonstration_companies()
FIRST = ("9998133874", "[Demo] Haetsal Battery", "2020-01-29")


def check_digit(number: str) -> int:
    """The tax service's rule, written out a second time."""
    d = [int(digit) for digit in number]
    total = d[0] + 3 * d[1] + 7 * d[2] + d[3] + 3 * d[4] + 7 * d[5] + d[6] + 3 * d[7] + 5 * d[8]
    return (10 - (total + 5 * d[8] // 10) % 10) % 10


def test_the_city_has_its_299_companies_of_which_158_have_moved_in() -> None:
    assert len(COMPANIES) == 299
    assert sum(company.has_moved_in for company in COMPANIES) == 158


def test_a_seed_always_gives_the_same_city_and_another_seed_another() -> None:
    assert demonstration_companies() == COMPANIES
    assert demonstration_companies(seed=7) != COMPANIES
    assert len(demonstration_companies(seed=7)) == 299


def test_the_city_is_the_same_in_every_process() -> None:
    first = COMPANIES[0]
    assert (first.registration_number, first.name_en, first.mou_signed_on.isoformat()) == FIRST


def test_registration_numbers_are_valid_and_nobody_has_two() -> None:
    numbers = [company.registration_number for company in COMPANIES]
    assert len(set(numbers)) == 299
    assert [number for number in numbers if not brn.is_valid(number) or len(number) != 10] == []
    assert [number for number in numbers if check_digit(number) != int(number[9])] == []


def test_the_check_digit_rule_agrees_with_a_published_number() -> None:
    assert check_digit("116820027") == 6  # the example in python-stdnum


def test_names_and_addresses_are_unique_and_say_that_they_are_invented() -> None:
    assert len({company.name_ko for company in COMPANIES}) == 299
    assert len({company.name_en for company in COMPANIES}) == 299
    assert len({company.contact_email for company in COMPANIES}) == 299
    for company in COMPANIES:
        assert company.name_ko.startswith("[시연] ")
        assert company.name_en.startswith("[Demo] ")
        assert company.contact_email.endswith("@example.org")


def test_a_company_opens_then_signs_then_moves_in() -> None:
    for company in COMPANIES:
        assert company.opened_on < company.mou_signed_on
        assert 2020 <= company.mou_signed_on.year <= 2025
        assert company.mou_signed_on.weekday() < 5
        if company.moved_in_on is not None:
            assert company.mou_signed_on < company.moved_in_on < AS_OF


def test_moving_in_means_a_head_office_a_branch_or_a_laboratory_in_a_district_of_gwangju() -> None:
    for company in COMPANIES:
        sites = set(company.gwangju_sites)
        has_base = company.head_office == "gwangju" or bool(sites & {"branch", "research_lab"})
        assert (has_base, bool(company.district)) == (company.has_moved_in, company.has_moved_in)


def test_staff_and_size_class_agree() -> None:
    def fits(company: DemonstrationCompany) -> bool:
        low, high = EMPLOYEES[company.size_class]
        return low <= company.employees <= high

    assert [company for company in COMPANIES if not fits(company)] == []


def test_seed_firms_are_young_and_have_few_staff() -> None:
    seed = [company for company in COMPANIES if company.growth_stage == "seed"]
    assert max(company.age_on(AS_OF) for company in seed) < 4
    assert max(company.employees for company in seed) <= 11


def test_the_city_is_mostly_small_and_young_and_strong_in_its_own_fields() -> None:
    sizes = Counter(company.size_class for company in COMPANIES)
    fields = Counter(company.ai_field for company in COMPANIES)
    assert sizes["micro"] + sizes["small"] > 220
    assert 0 < sizes["mid_size"] + sizes["large"] < 20
    assert 4 <= median(company.age_on(AS_OF) for company in COMPANIES) <= 6
    assert set(fields) == set(FIELDS)
    strongest = {field for field, _ in fields.most_common(4)}
    assert strongest == {"mobility", "healthcare", "energy", "culture_content"}


def test_most_contacts_read_korean_and_some_english() -> None:
    languages = Counter(company.contact_language for company in COMPANIES)
    assert set(languages) == {"ko", "en"}
    assert 10 <= languages["en"] <= 35


def test_age_counts_full_years() -> None:
    company = replace(COMPANIES[0], opened_on=date(2019, 3, 2))
    assert company.age_on(date(2026, 3, 1)) == 6
    assert company.age_on(date(2026, 3, 2)) == 7
