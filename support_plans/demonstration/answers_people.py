"""Sections 3 and 4 of the questionnaire: who works there, who is looked for, and what they can do.

Each page is a function of the page's own name.
"""

from support_plans.demonstration.interview import Answers, Interview, yes_or_no


def ai_staff(at: Interview) -> Answers:
    """Never more AI staff than employees, and a smaller part of them in a larger firm."""
    low, high = AI_STAFF_SHARE[at.size]
    total = min(
        round(at.company.employees * at.chance.uniform(low, high) + 0.3), at.company.employees
    )
    weights = dict(AI_STAFF_BY_JOB)
    if at.field == "ai_core" or at.stage == "seed":
        weights["ai_staff_research"] *= 2
    staff = dict.fromkeys(weights, 0)
    for _ in range(total):
        staff[at.chance.one(weights)] += 1
    return {**staff}


def openings_any(at: Interview) -> Answers:
    likely = {"seed": 0.35, "early": 0.5, "growth": 0.62, "scale_up": 0.85, "mature": 0.55}
    return {"has_openings": yes_or_no(at.chance.yes(likely[at.stage]))}


def openings_detail(at: Interview) -> Answers:
    if at.so_far["has_openings"] != "yes":
        return {}
    rows = min(at.chance.randint(1, 3), 1 + at.company.employees // 4)
    wanted = {ncs: 2 * (at.field in fields) + 1 for ncs, (_, _, fields) in JOBS.items()}
    return {
        "openings": [_opening(at, ncs) for ncs in at.chance.some(wanted, rows, wanted.__getitem__)],
        "hard_to_fill": at.chance.several(
            {
                "few_applicants": 0.5,
                "skills_gap": 0.5,
                "pay_expectations": 0.4 if at.size in {"micro", "small"} else 0.2,
                "location": 0.35 if at.company.has_moved_in else 0.15,
                "experience": 0.35,
            },
            otherwise="none",
        ),
    }


def _opening(at: Interview, ncs: str) -> Answers:
    ko, en, _ = JOBS[ncs]
    most = max(1, min(at.company.employees // 8, 8))
    young = at.stage in {"seed", "early"}
    return {
        "opening_job": at.in_language(ko, en),
        "opening_ncs": ncs,
        "opening_level": at.chance.one({"junior": 5, "mid": 4 if young else 3, "senior": 1.5}),
        "opening_count": round(at.chance.between(1, most)),
        "opening_when": at.chance.one(
            {"within_3_months": 4, "within_6_months": 4, "within_12_months": 2}
        ),
    }


def academy(at: Interview) -> Answers:
    """Five cohorts left 340 graduates in the region, so most firms have hired none or one."""
    likely = {"micro": 0.45, "small": 0.7}.get(at.size, 0.8)
    if not at.chance.yes(likely if at.company.has_moved_in else likely * 0.25):
        return {"academy_hires": 0}
    most = {"micro": 2, "small": 4, "medium": 8}.get(at.size, 12)
    return {"academy_hires": min(round(at.chance.between(1, most)), at.company.employees)}


def skills_importance(at: Interview) -> Answers:
    return {f"imp_{skill}": _grade(at, mean[0], skill) for skill, mean in SKILLS.items()}


def skills_attainment(at: Interview) -> Answers:
    if at.number("academy_hires") == 0:
        return {}
    return {f"att_{skill}": _grade(at, mean[1], "") for skill, mean in SKILLS.items()}


def _grade(at: Interview, mean: float, skill: str) -> str:
    """A grade from 1 to 5; computer vision matters most where cameras are."""
    if skill == "computer_vision" and at.field in {"mobility", "smart_manufacturing", "healthcare"}:
        mean += 1.4
    return str(min(max(round(at.chance.gauss(mean, 0.75)), 1), 5))


def training(at: Interview) -> Answers:
    comment = at.in_language(*at.chance.choice(CURRICULUM_COMMENTS))
    return {
        "training_wanted": at.chance.several(
            {
                "short_course": 0.35,
                "project_bootcamp": 0.4,
                "on_site_training": 0.25 if at.size in {"micro", "small"} else 0.5,
                "internship": 0.5 if at.so_far["has_openings"] == "yes" else 0.25,
            },
            otherwise="none",
        ),
        "curriculum_comment": comment if at.chance.yes(0.3) else None,
    }


AI_STAFF_SHARE = {
    "micro": (0.25, 0.85),
    "small": (0.15, 0.6),
    "medium": (0.06, 0.28),
    "mid_size": (0.02, 0.09),
    "large": (0.01, 0.04),
}
AI_STAFF_BY_JOB: dict[str, float] = {
    "ai_staff_research": 2.5,
    "ai_staff_engineering": 4,
    "ai_staff_data": 2,
    "ai_staff_service": 1.5,
}
# NCS code → the job's name in Korean and English, the fields that look for it most
JOBS = {
    "ai_modelling": ("AI 모델 개발자", "AI model developer", {"ai_core", "healthcare", "mobility"}),
    "ai_service_planning": (
        "AI 서비스 기획자",
        "AI service planner",
        {"culture_content", "public_services"},
    ),
    "big_data_engineering": (
        "데이터 엔지니어",
        "Data engineer",
        {"energy", "agrifood", "public_services"},
    ),
    "generative_ai_engineering": (
        "생성형 AI 엔지니어",
        "Generative AI engineer",
        {"culture_content", "ai_core"},
    ),
    "cloud_infrastructure": (
        "클라우드 인프라 엔지니어",
        "Cloud infrastructure engineer",
        {"ai_core"},
    ),
    "embedded_software": (
        "임베디드 소프트웨어 개발자",
        "Embedded software developer",
        {"mobility", "smart_manufacturing"},
    ),
}
# skill → mean importance to firms, mean grade of the graduates they hired
SKILLS = {
    "ml_modelling": (4.0, 3.6),
    "data_engineering": (3.8, 3.1),
    "mlops": (4.1, 2.2),
    "generative_ai": (4.3, 2.6),
    "computer_vision": (2.7, 3.3),
    "domain_knowledge": (3.9, 2.4),
}
CURRICULUM_COMMENTS = (
    (
        "모델을 만드는 것보다 운영해 본 경험이 있는 인력이 필요합니다.",
        "We need people who have run a model in service, not only trained one.",
    ),
    (
        "현장 데이터를 직접 정제해 보는 과제가 늘어나면 좋겠습니다.",
        "More exercises with raw data from the field would help.",
    ),
    (
        "생성형 AI를 업무에 적용하는 과정이 더 있으면 합니다.",
        "We would welcome more on putting generative AI to work.",
    ),
    (
        "기업 과제를 함께 푸는 기간이 두 달 이상이면 좋겠습니다.",
        "Projects with companies should last two months or longer.",
    ),
    (
        "산업 분야에 대한 기초 교육이 함께 이루어지기를 바랍니다.",
        "Please teach the basics of the industry together with the technology.",
    ),
)
