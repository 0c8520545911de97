"""Companies of the demonstration city that were invited and have not begun."""

from collections.abc import Iterator
from datetime import date

from support_plans.demonstration.answers import partly_answered, responding
from support_plans.demonstration.city import visiting_company
from support_plans.demonstration.companies import DemonstrationCompany, demonstration_companies


def fresh_companies(language: str) -> Iterator[DemonstrationCompany]:
    """Those whose contact reads `language`; never the one that the first page invites to try."""
    companies = demonstration_companies()
    begun = {one.registration_number for one in responding(companies)}
    begun |= {
        one.registration_number for one, _ in partly_answered(companies, today=date(2026, 1, 1))
    }
    begun.add(visiting_company(companies).registration_number)
    for company in companies:
        if company.contact_language == language and company.registration_number not in begun:
            yield company


def name_in(company: DemonstrationCompany, language: str) -> str:
    return company.name_ko if language == "ko" else company.name_en
