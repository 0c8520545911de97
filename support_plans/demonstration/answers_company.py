"""Sections 1 and 2 of the questionnaire: what a company is, and what it computes with.

Each page is a function of the page's own name.
"""

from support_plans.demonstration.interview import Answers, Interview, dont_know, yes_or_no


def company_identity(at: Interview) -> Answers:
    age = at.company.age_on(at.today)
    return {
        "registration_number": at.company.registration_number,
        "industry": at.company.industry,
        "ai_field": at.field,
        "opened_on": at.company.opened_on.isoformat(),
        "youth_founder": yes_or_no(at.chance.yes(0.45 if age < 3 else 0.3 if age < 7 else 0.08)),
    }


def company_place(at: Interview) -> Answers:
    return {"head_office": at.company.head_office}


def company_gwangju_sites(at: Interview) -> Answers:
    if at.company.head_office == "gwangju":
        return {}
    return {"gwangju_sites": list(at.company.gwangju_sites) or ["none"]}


def company_size(at: Interview) -> Answers:
    usual = {"seed": 38, "early": 26, "growth": 16, "scale_up": 12, "mature": 7}[at.stage]
    share = min(at.chance.around(usual, 0.5), 90)
    return {
        "growth_stage": at.stage,
        "size_class": at.size,
        "employees": at.company.employees,
        "revenue_krw": at.company.revenue_krw,
        "rnd_share": dont_know() if at.chance.yes(0.03) else f"{round(share * 2) / 2:.1f}",
    }


def compute_today(at: Interview) -> Answers:
    """GPU-hours follow field, stage and size; a firm without machines of any kind uses none."""
    where = at.chance.several(
        {
            "own_servers": {"micro": 0.25, "small": 0.42, "medium": 0.6}.get(at.size, 0.85),
            "public_cloud": 0.62,
            "national_ai_data_center": 0.36 if at.company.has_moved_in else 0.08,
            "university_or_partner": 0.28 if at.stage in {"seed", "early"} else 0.1,
        },
        otherwise="none",
    )
    hours, idle = GPU_HOURS[at.field]
    hours *= {"seed": 0.3, "early": 0.6, "growth": 1, "scale_up": 2.2, "mature": 1.2}[at.stage]
    hours *= {"micro": 0.6, "small": 1, "medium": 2.5, "mid_size": 5, "large": 10}[at.size]
    drawn = max(round(at.chance.around(hours, 0.9) / 10), 1) * 10
    used: object = 0 if where == ["none"] or at.chance.yes(idle) else drawn
    is_unsure = used != 0 and at.chance.yes(0.04)
    return {"compute_today": where, "gpu_hours_month": dont_know() if is_unsure else used}


def compute_detail(at: Interview) -> Answers:
    hours = at.number("gpu_hours_month")
    if hours == 0:
        return {}
    where = at.so_far["compute_today"]
    assert isinstance(where, list)
    rents = "public_cloud" in where or "national_ai_data_center" in where
    kinds = at.chance.several(
        {
            "h100": 0.4 if "national_ai_data_center" in where else 0.15 if hours > 1_000 else 0.03,
            "a100": 0.6 if rents else 0.15,
            "other_data_center_gpu": 0.35 if rents else 0.1,
            "consumer_gpu": 0.7 if "own_servers" in where else 0.1,
            "npu": 0.06,
        },
        otherwise="not_sure",
    )
    per_hour = 0.02 if at.field in {"mobility", "healthcare", "culture_content"} else 0.008
    storage_tb = max(round(at.chance.around(3 + hours * per_hour, 0.5)), 1)
    return {"gpu_kinds": kinds, "storage_tb": dont_know() if at.chance.yes(0.03) else storage_tb}


def compute_barriers(at: Interview) -> Answers:
    hours = at.number("gpu_hours_month")
    where = at.so_far["compute_today"]
    assert isinstance(where, list)
    barriers = {
        "cost": 0.68 if at.size in {"micro", "small"} else 0.35,
        "waiting_time": 0.45 if "national_ai_data_center" in where else 0.15,
        "not_enough_capacity": 0.55 if hours > 1_500 else 0.2 if hours else 0.06,
        "lack_of_skills": 0.35 if at.size == "micro" or hours == 0 else 0.15,
        "security_rules": 0.4 if at.field in {"healthcare", "public_services"} else 0.12,
    }
    return {"compute_barriers": at.chance.several(barriers, otherwise="none")}


def equipment_data(at: Interview) -> Answers:
    own_data = {"healthcare": "medical_data", "smart_manufacturing": "industrial_sensor_data"}
    return {
        "equipment_needed": at.chance.several(
            {
                machine: 0.58 if field == at.field else 0.02
                for machine, field in EQUIPMENT_OF_FIELD.items()
            },
            otherwise="none",
        ),
        "data_needs": at.chance.several(
            {
                "public_data": 0.6 if at.field in {"public_services", "energy"} else 0.3,
                "medical_data": 0.7 if own_data.get(at.field) == "medical_data" else 0.03,
                "labelled_data": 0.5,
                "industrial_sensor_data": (
                    0.65
                    if own_data.get(at.field) == "industrial_sensor_data"
                    else 0.35
                    if at.field in {"energy", "mobility", "agrifood"}
                    else 0.05
                ),
            },
            otherwise="none",
        ),
    }


# AI field → usual GPU-hours a month of a small firm in its growth stage, part that uses none
GPU_HOURS: dict[str, tuple[float, float]] = {
    "mobility": (900, 0.1),
    "healthcare": (700, 0.12),
    "energy": (250, 0.3),
    "culture_content": (550, 0.15),
    "smart_manufacturing": (350, 0.2),
    "agrifood": (150, 0.35),
    "public_services": (250, 0.28),
    "ai_core": (1_600, 0.05),
}
EQUIPMENT_OF_FIELD = {
    "driving_simulator": "mobility",
    "energy_testbed": "energy",
    "medical_device_testbed": "healthcare",
    "manufacturing_line": "smart_manufacturing",
}
