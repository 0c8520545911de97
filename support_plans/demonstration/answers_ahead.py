"""Sections 5 to 8 of the questionnaire: what a company wants next, and its consent.

Each page is a function of the page's own name.
"""

from support_plans.demonstration.interview import Answers, Interview, dont_know, yes_or_no


def investment(at: Interview) -> Answers:
    """What it wants to raise within a year, to ten (a large sum: a hundred) million won."""
    usual, likely = INVESTMENT_KRW[at.stage]
    usual *= {"micro": 0.6, "small": 1, "medium": 2.5, "mid_size": 6, "large": 15}[at.size]
    drawn = at.chance.around(usual, 0.6)
    step = 100_000_000 if drawn > 1_000_000_000 else 10_000_000
    needed: object = max(round(drawn / step), 1) * step if at.chance.yes(likely) else 0
    return {"investment_needed_krw": dont_know() if at.chance.yes(0.03) else needed}


def investment_detail(at: Interview) -> Answers:
    if at.number("investment_needed_krw") == 0:
        return {}
    young = at.stage in {"seed", "early"}
    purposes = {
        "research": 0.6,
        "prototype": 0.6 if young else 0.25,
        "equipment": 0.3,
        "hiring": 0.7 if at.so_far["has_openings"] == "yes" else 0.2,
        "marketing": 0.2 if young else 0.4,
        "working_capital": 0.3 if at.size in {"micro", "small"} else 0.15,
    }
    return {"funding_purpose": at.chance.several(purposes, otherwise="working_capital")}


def demonstration(at: Interview) -> Answers:
    likely = {"seed": 0.35, "early": 0.6, "growth": 0.62, "scale_up": 0.5, "mature": 0.3}[at.stage]
    likely *= 0.5 if at.field in {"culture_content", "ai_core"} else 1.1
    return {"demonstration_needed": yes_or_no(at.chance.yes(likely))}


def demonstration_detail(at: Interview) -> Answers:
    if at.so_far["demonstration_needed"] != "yes":
        return {}
    own = SITE_OF_FIELD[at.field]
    sites = ("road", "hospital", "factory", "public_facility", "energy_grid", "farm")
    likely = {site: 0.9 if site == own else 0.05 for site in sites}
    likely["public_facility"] = max(likely["public_facility"], 0.25)
    return {"demonstration_sites": at.chance.several(likely, otherwise=own)}


def credentials(at: Interview) -> Answers:
    """Certificates take time, and the ones for small and medium firms go to those only."""
    age = at.company.age_on(at.today)
    is_sme = at.size in {"micro", "small", "medium"}
    usual = {"seed": 0.6, "early": 1.6, "growth": 4, "scale_up": 9, "mature": 8}[at.stage]
    usual *= {"micro": 0.7, "small": 1, "medium": 2.5}.get(at.size, 8)
    young = at.stage in {"seed", "early"}
    likely_exporter = 0.04 if young else 0.2 if at.size in {"micro", "small"} else 0.5
    return {
        "certifications": at.chance.several(
            {
                "venture": 0.55 if is_sme and age >= 1 else 0,
                "innobiz": 0.3 if is_sme and age >= 3 and at.size != "micro" else 0,
                "mainbiz": 0.15 if is_sme and age >= 3 and at.size != "micro" else 0,
                "gs_certified": 0.05 if young else 0.25,
            },
            otherwise="none",
        ),
        "patents": round(at.chance.around(usual, 0.8)),
        "export_status": at.chance.one(
            {"exporting": likely_exporter, "preparing": 0.3, "no_plan": 0.7 - likely_exporter}
        ),
        "has_consortium_partner": yes_or_no(at.chance.yes(0.25 if at.stage == "seed" else 0.55)),
    }


def move(at: Interview) -> Answers:
    if at.company.has_moved_in:
        return {"move_status": "in_gwangju"}
    near = {"within_6_months": 1, "within_12_months": 2, "considering": 5, "no_plan": 2}
    far = {"within_12_months": 1, "considering": 5, "no_plan": 4}
    return {"move_status": at.chance.one(far if at.company.head_office == "abroad" else near)}


def move_detail(at: Interview) -> Answers:
    status = at.so_far["move_status"]
    if status == "in_gwangju":
        return {}
    barriers = {
        "hiring": 0.55,
        "cost": 0.45 if at.size in {"micro", "small"} else 0.2,
        "distance_to_customers": 0.1 if at.company.head_office == "jeonnam" else 0.45,
        "infrastructure": 0.2,
        "living_conditions": 0.1 if at.company.head_office == "jeonnam" else 0.3,
    }
    if status == "within_6_months":
        barriers = {code: likely / 3 for code, likely in barriers.items()}
    return {"move_barriers": at.chance.several(barriers, otherwise="none")}


def space(at: Interview) -> Answers:
    """About 10 m² a head for the part of the firm that would work in Gwangju."""
    likely, part = SPACE[str(at.so_far["move_status"])]
    if not at.chance.yes(likely):
        return {"space_needed_m2": 0}
    heads = min(max(at.company.employees * part, 2), 150)
    return {"space_needed_m2": max(round(heads * at.chance.uniform(8, 13) / 10), 2) * 10}


def space_detail(at: Interview) -> Answers:
    if at.number("space_needed_m2") == 0:
        return {}
    status = at.so_far["move_status"]
    if status == "within_6_months":
        return {"space_by": at.chance.one({"within_3_months": 1, "within_6_months": 1})}
    if status in {"within_12_months", "considering", "no_plan"}:
        return {"space_by": at.chance.one({"within_6_months": 1, "within_12_months": 4})}
    return {
        "space_by": at.chance.one(
            {"within_3_months": 3, "within_6_months": 4, "within_12_months": 3}
        )
    }


def founding(at: Interview) -> Answers:
    size = {"micro": 0.03, "small": 0.08, "medium": 0.2}.get(at.size, 0.35)
    experienced = at.stage in {"scale_up", "mature"}
    return {
        "spin_off_planned": at.chance.one({"yes": size, "undecided": 0.12, "no": 0.88 - size}),
        "mentoring": at.chance.several(
            {
                "offer": 0.4 if experienced else 0.08,
                "want": 0.08 if experienced else 0.6 if at.stage in {"seed", "early"} else 0.3,
            },
            otherwise="none",
        ),
    }


def incubation(at: Interview) -> Answers:
    young = at.stage in {"seed", "early"}
    if at.so_far["spin_off_planned"] == "no" and not young:
        return {}
    near = at.company.has_moved_in or at.so_far["move_status"] != "no_plan"
    return {"incubation_wanted": yes_or_no(at.chance.yes(0.65 if near else 0.15))}


def consent(at: Interview) -> Answers:
    return {"consent_use": "yes", "consent_forward": yes_or_no(at.chance.yes(0.92))}


def signature(at: Interview) -> Answers:
    role = at.chance.one(ROLES_SMALL if at.size in {"micro", "small"} else ROLES_LARGER)
    return {
        "signatory_name": at.in_language("시연 기업 담당자", "Demonstration contact"),
        "signatory_role": at.in_language(*role),
    }


# growth stage → usual sum of a small firm, part of the firms that look for money
INVESTMENT_KRW: dict[str, tuple[float, float]] = {
    "seed": (250_000_000, 0.85),
    "early": (600_000_000, 0.82),
    "growth": (1_200_000_000, 0.68),
    "scale_up": (3_000_000_000, 0.7),
    "mature": (1_500_000_000, 0.35),
}
SITE_OF_FIELD = {
    "mobility": "road",
    "healthcare": "hospital",
    "energy": "energy_grid",
    "culture_content": "public_facility",
    "smart_manufacturing": "factory",
    "agrifood": "farm",
    "public_services": "public_facility",
    "ai_core": "public_facility",
}
# move status → part of the firms that need space, part of the staff it is for
SPACE = {
    "in_gwangju": (0.32, 0.5),
    "within_6_months": (0.95, 0.5),
    "within_12_months": (0.85, 0.4),
    "considering": (0.4, 0.3),
    "no_plan": (0.05, 0.2),
}
ROLES_SMALL = {
    ("대표", "Chief executive"): 6,
    ("이사", "Director"): 2,
    ("연구소장", "Head of research"): 2,
}
ROLES_LARGER = {
    ("사업 담당 임원", "Head of business"): 4,
    ("경영지원팀장", "Head of administration"): 3,
}
