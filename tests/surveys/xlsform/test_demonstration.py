"""The demonstration workbook comes in through the reader like any other."""

from pathlib import Path

import pytest

import surveys.demonstration
from surveys.logic.values import Missing
from surveys.logic.xlsform_syntax import parse
from surveys.questionnaire import WITHOUT_ANSWER, Question, Questionnaire, QuestionType
from surveys.xlsform import read_workbook

WORKBOOK = Path(surveys.demonstration.__file__).with_name("company_survey.xlsx")

PAGES = {
    "company": {
        "company_identity": "registration_number industry ai_field opened_on youth_founder",
        "company_place": "head_office",
        "company_gwangju_sites": "gwangju_sites",
        "company_size": "growth_stage size_class employees revenue_krw rnd_share revenue_per_head",
    },
    "infrastructure": {
        "compute_today": "compute_today gpu_hours_month",
        "compute_detail": "gpu_kinds storage_tb",
        "compute_barriers": "compute_barriers",
        "equipment_data": "equipment_needed data_needs",
    },
    "people": {
        "ai_staff": "ai_staff_research ai_staff_engineering ai_staff_data ai_staff_service",
        "openings_any": "has_openings",
        "openings_detail": "openings hard_to_fill",
        "academy": "academy_hires",
    },
    "skills": {
        "skills_importance": "skill_importance",
        "skills_attainment": "skill_attainment",
        "training": "training_wanted curriculum_comment",
    },
    "market": {
        "investment": "investment_needed_krw",
        "investment_detail": "funding_purpose",
        "demonstration": "demonstration_needed",
        "demonstration_detail": "demonstration_sites",
        "credentials": "certifications patents export_status has_consortium_partner",
    },
    "place": {
        "move": "move_status",
        "move_detail": "move_barriers",
        "space": "space_needed_m2",
        "space_detail": "space_by",
    },
    "founding": {
        "founding": "spin_off_planned mentoring",
        "incubation": "incubation_wanted",
    },
    "consent": {
        "consent": "consent_use consent_forward",
        "signature": "signatory_name signatory_role",
    },
}

RELEVANT = {
    "company_gwangju_sites": "${head_office} != 'gwangju'",
    "compute_detail": "${gpu_hours_month} > 0",
    "openings_detail": "${has_openings} = 'yes'",
    "skills_attainment": "${academy_hires} > 0",
    "investment_detail": "${investment_needed_krw} > 0",
    "demonstration_detail": "${demonstration_needed} = 'yes'",
    "move_detail": "${move_status} != 'in_gwangju'",
    "space_detail": "${space_needed_m2} > 0",
    "incubation": (
        "${spin_off_planned} != 'no' or ${growth_stage} = 'seed' or ${growth_stage} = 'early'"
    ),
}

OPTIONS = {
    "industry": "manufacturing information_communication professional_scientific wholesale_retail "
    "health_social transport_storage arts_sports other",
    "ai_field": "mobility energy healthcare culture_content smart_manufacturing agrifood "
    "public_services ai_core",
    "youth_founder": "yes no",
    "head_office": "gwangju jeonnam capital_area elsewhere_korea abroad",
    "gwangju_sites": "branch research_lab factory none!",
    "growth_stage": "seed early growth scale_up mature",
    "size_class": "micro small medium mid_size large",
    "compute_today": "own_servers public_cloud national_ai_data_center university_or_partner none!",
    "gpu_kinds": "h100 a100 other_data_center_gpu consumer_gpu npu not_sure!",
    "compute_barriers": "cost waiting_time not_enough_capacity lack_of_skills security_rules none!",
    "equipment_needed": "driving_simulator energy_testbed medical_device_testbed "
    "manufacturing_line none!",
    "data_needs": "public_data medical_data labelled_data industrial_sensor_data none!",
    "has_openings": "yes no",
    "opening_ncs": "ai_modelling ai_service_planning big_data_engineering "
    "generative_ai_engineering cloud_infrastructure embedded_software",
    "opening_level": "junior mid senior",
    "opening_when": "within_3_months within_6_months within_12_months",
    "hard_to_fill": "few_applicants skills_gap pay_expectations location experience none!",
    "skill_importance": "1 2 3 4 5",
    "skill_attainment": "1 2 3 4 5",
    "training_wanted": "short_course project_bootcamp on_site_training internship none!",
    "funding_purpose": "research prototype equipment hiring marketing working_capital",
    "demonstration_needed": "yes no",
    "demonstration_sites": "road hospital factory public_facility energy_grid farm",
    "certifications": "venture innobiz mainbiz gs_certified none!",
    "export_status": "exporting preparing no_plan",
    "has_consortium_partner": "yes no",
    "move_status": "in_gwangju within_6_months within_12_months considering no_plan",
    "move_barriers": "hiring cost distance_to_customers infrastructure living_conditions none!",
    "space_by": "within_3_months within_6_months within_12_months",
    "spin_off_planned": "yes no undecided",
    "mentoring": "offer want none!",
    "incubation_wanted": "yes no",
    "consent_use": "yes no",
    "consent_forward": "yes no",
}

SKILLS = "ml_modelling data_engineering mlops generative_ai computer_vision domain_knowledge"


@pytest.fixture(scope="module")
def questionnaire() -> Questionnaire:
    return read_workbook(WORKBOOK).questionnaire


def test_it_has_its_sections_pages_and_questions(questionnaire: Questionnaire) -> None:
    found = {
        section.code: {
            page.code: " ".join(question.code for question in page.questions)
            for page in section.pages
        }
        for section in questionnaire.sections
    }
    assert found == PAGES
    assert (questionnaire.code, questionnaire.version) == ("company_survey", 1)


def test_its_pages_are_asked_under_these_conditions(questionnaire: Questionnaire) -> None:
    found = {page.code: page.relevant for page in questionnaire.pages if page.relevant}
    assert found == {code: parse(text) for code, text in RELEVANT.items()}


def test_its_options_are_these(questionnaire: Questionnaire) -> None:
    rows = {row.code for grid in _grids(questionnaire) for row in grid.children}
    found = {
        code: " ".join(option.code + "!" * option.is_exclusive for option in question.options)
        for code, question in questionnaire.questions_by_code.items()
        if question.options and code not in rows
    }
    assert found == OPTIONS


def test_openings_are_rows_of_five_columns(questionnaire: Questionnaire) -> None:
    openings = questionnaire.questions_by_code["openings"]
    assert openings.type is QuestionType.REPEAT
    assert openings.is_required
    assert [column.code for column in openings.children] == [
        "opening_job",
        "opening_ncs",
        "opening_level",
        "opening_count",
        "opening_when",
    ]


def test_skills_are_two_grids_of_one_scale(questionnaire: Questionnaire) -> None:
    importance, attainment = _grids(questionnaire)
    assert [row.code for row in importance.children] == [f"imp_{skill}" for skill in SKILLS.split()]
    assert [row.code for row in attainment.children] == [f"att_{skill}" for skill in SKILLS.split()]
    rows = (*importance.grid_rows, *attainment.grid_rows)
    assert {row.options for row in rows} == {importance.options}


def test_dont_know_is_offered_where_a_figure_is_hard_to_know(questionnaire: Questionnaire) -> None:
    found = {code for code, one in questionnaire.questions_by_code.items() if one.allowed_missing}
    assert found == {"rnd_share", "gpu_hours_month", "storage_tb", "investment_needed_krw"}
    assert questionnaire.questions_by_code["rnd_share"].allowed_missing == {Missing.DONT_KNOW}


def test_only_the_comment_is_optional(questionnaire: Questionnaire) -> None:
    found = [
        one
        for page in questionnaire.pages
        for one in page.questions
        if one.type not in WITHOUT_ANSWER
    ]
    assert [one.code for one in found if not one.is_required] == ["curriculum_comment"]


def test_revenue_per_head_asks_for_a_second_look(questionnaire: Questionnaire) -> None:
    found = questionnaire.questions_by_code["revenue_per_head"]
    assert found.asks_for_second_look
    assert found.calculation == parse("round(${revenue_krw} div ${employees}, 0)")
    assert found.constraint == parse(
        ". = 0 or (. >= 5000000 and . <= 5000000000)", this="revenue_per_head"
    )
    assert found.constraint_message.ko.endswith("매출액을 원 단위로 적으셨습니까?")
    assert found.constraint_message.en.endswith("Did you enter the revenue in won?")


def test_every_word_is_there_in_both_languages(questionnaire: Questionnaire) -> None:
    texts = [questionnaire.title]
    texts += [section.title for section in questionnaire.sections]
    texts += [text for page in questionnaire.pages for text in (page.title, page.intro)]
    for question in questionnaire.questions_by_code.values():
        assert question.short, question.code
        texts += [question.label, question.short, question.hint, question.unit]
        texts += [question.constraint_message, *(option.label for option in question.options)]
        if question.constraint is not None:
            assert question.constraint_message, question.code
    assert [text for text in texts if bool(text.ko) != bool(text.en)] == []


def test_consent_is_a_constraint(questionnaire: Questionnaire) -> None:
    consent = questionnaire.questions_by_code["consent_use"]
    assert consent.constraint == parse("${consent_use} = 'yes'")


def _grids(questionnaire: Questionnaire) -> tuple[Question, Question]:
    by_code = questionnaire.questions_by_code
    return by_code["skill_importance"], by_code["skill_attainment"]
