"""Who of the demonstration city answered, and what: whole responses that make sense together.

Answers are in the stored format of the questionnaire (flat, JSON-able), page by page in its order.
A page that its condition leaves out is left out here, so that nothing is answered that was not
asked. Who signs is never an invented person.
"""

from collections.abc import Callable, Sequence
from datetime import date

from support_plans.demonstration import answers_ahead, answers_company, answers_people
from support_plans.demonstration.chance import Chance
from support_plans.demonstration.companies import SEED, DemonstrationCompany
from support_plans.demonstration.interview import Answers, Interview

RESPONDING = 120
PARTLY_ANSWERED = 18

Pages = dict[str, Answers]  # page code → its answers

PAGES: tuple[Callable[[Interview], Answers], ...] = (
    answers_company.company_identity,
    answers_company.company_place,
    answers_company.company_gwangju_sites,
    answers_company.company_size,
    answers_company.compute_today,
    answers_company.compute_detail,
    answers_company.compute_barriers,
    answers_company.equipment_data,
    answers_people.ai_staff,
    answers_people.openings_any,
    answers_people.openings_detail,
    answers_people.academy,
    answers_people.skills_importance,
    answers_people.skills_attainment,
    answers_people.training,
    answers_ahead.investment,
    answers_ahead.investment_detail,
    answers_ahead.demonstration,
    answers_ahead.demonstration_detail,
    answers_ahead.credentials,
    answers_ahead.move,
    answers_ahead.move_detail,
    answers_ahead.space,
    answers_ahead.space_detail,
    answers_ahead.founding,
    answers_ahead.incubation,
    answers_ahead.consent,
    answers_ahead.signature,
)


def answers_by_page(company: DemonstrationCompany, *, seed: int = SEED, today: date) -> Pages:
    """The company's answers to every page it is asked, in the questionnaire's order."""
    pages: Pages = {}
    so_far: Answers = {}
    for page in PAGES:
        code = page.__name__
        chance = Chance(f"{seed}:{company.registration_number}:{code}")
        answers = page(Interview(company, today, so_far, chance))
        if answers:
            pages[code] = answers
            so_far = {**so_far, **answers}
    return pages


def answers_for(company: DemonstrationCompany, *, seed: int = SEED, today: date) -> Answers:
    """The same as one flat object, as a submission stores it."""
    pages = answers_by_page(company, seed=seed, today=today)
    return {code: value for page in pages.values() for code, value in page.items()}


def responding(
    companies: Sequence[DemonstrationCompany], seed: int = SEED
) -> tuple[DemonstrationCompany, ...]:
    """The 120 companies that submitted, in the order given; moved-in ones more readily."""
    chance = Chance(f"{seed}:responding")
    return tuple(chance.some(companies, RESPONDING, _readiness))


def partly_answered(
    companies: Sequence[DemonstrationCompany], seed: int = SEED, *, today: date
) -> tuple[tuple[DemonstrationCompany, Pages], ...]:
    """18 others that have begun and not submitted, each with the first pages it has answered."""
    chance = Chance(f"{seed}:partly answered")
    submitted = set(responding(companies, seed))
    others = [company for company in companies if company not in submitted]
    return tuple(
        (company, _first(chance.randint(2, 12), answers_by_page(company, seed=seed, today=today)))
        for company in chance.some(others, PARTLY_ANSWERED, _readiness)
    )


def _readiness(company: DemonstrationCompany) -> float:
    """How readily such a company answers a survey of the city."""
    weight = 3.0 if company.has_moved_in else 1.0
    if company.size_class in {"mid_size", "large"}:
        weight *= 0.7
    return weight * (0.8 if company.contact_language == "en" else 1)


def _first(count: int, pages: Pages) -> Pages:
    return dict(list(pages.items())[:count])
