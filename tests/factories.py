"""Rows for tests, each whole enough to be saved."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta

import factory
from django.contrib.auth.models import Group as Role
from django.contrib.auth.models import User
from django.utils import timezone
from factory.django import DjangoModelFactory

from support_plans.matching.rule import Condition, Group, Need, Rule
from support_plans.matching.rule_json import rule_to_json
from support_plans.models import Office, Plan, Programme, ProgrammeVersion
from support_plans.services.draft import draft_plan_for
from surveys.logic.text import Text
from surveys.logic.xlsform_syntax import parse
from surveys.models import (
    Company,
    Contact,
    Invitation,
    QuestionnaireVersion,
    Response,
    Submission,
    Wave,
)
from surveys.models.links import new_token, token_hash
from surveys.questionnaire import (
    Option,
    Page,
    Question,
    Questionnaire,
    QuestionType,
    Section,
)
from surveys.services.answer import save_page
from surveys.services.submit import submit_response
from surveys.services.versions import publish_version, store_draft

PASSWORD = "a long password for tests"


def small_questionnaire(code: str = "small") -> Questionnaire:
    """Two sections, three pages: employees and GPU-hours, barriers if any, the signature."""
    yes_no = (Option("yes", Text("예", "Yes")), Option("no", Text("아니요", "No")))
    barriers = (
        Option("cost", Text("비용", "Cost")),
        Option("waiting_time", Text("대기 시간", "Waiting time")),
        Option("none", Text("없음", "None of these"), is_exclusive=True),
    )
    return Questionnaire(
        code=code,
        title=Text("작은 조사", "A small survey"),
        sections=(
            Section(
                "company",
                Text("기업", "Company"),
                (
                    Page(
                        "company_size",
                        Text("규모", "Size"),
                        (
                            Question(
                                "employees",
                                QuestionType.INTEGER,
                                Text(
                                    "상시 근로자는 몇 명입니까?", "How many employees do you have?"
                                ),
                                short=Text("상시 근로자 수", "Employees"),
                                unit=Text("명", "person|people"),
                            ),
                            Question(
                                "uses_gpu",
                                QuestionType.CHOOSE_ONE,
                                Text("GPU를 쓰고 있습니까?", "Do you use GPUs?"),
                                options=yes_no,
                            ),
                        ),
                    ),
                    Page(
                        "compute_barriers",
                        Text("어려움", "Difficulties"),
                        (
                            Question(
                                "compute_barriers",
                                QuestionType.CHOOSE_SEVERAL,
                                Text("무엇이 어렵습니까?", "What holds you back?"),
                                short=Text("어려운 점", "Difficulties"),
                                options=barriers,
                            ),
                        ),
                        relevant=parse("${uses_gpu} = 'yes'"),
                    ),
                ),
            ),
            Section(
                "consent",
                Text("서명", "Signature"),
                (
                    Page(
                        "signature",
                        Text("서명", "Signature"),
                        (
                            Question(
                                "signatory_name",
                                QuestionType.TEXT,
                                Text("누가 서명합니까?", "Who signs?"),
                            ),
                        ),
                    ),
                ),
            ),
        ),
    )


def shortest_questionnaire(code: str = "small") -> Questionnaire:
    """One question, which no other questionnaire has."""
    question = Question("remarks", QuestionType.TEXT, Text("의견", "Remarks"))
    page = Page("remarks_page", Text("의견", "Remarks"), (question,))
    section = Section("remarks_section", Text("의견", "Remarks"), (page,))
    return Questionnaire(code, Text("짧은 조사", "A short survey"), (section,))


SMALL_ANSWERS: dict[str, dict[str, object]] = {
    "company_size": {"employees": 38, "uses_gpu": "yes"},
    "compute_barriers": {"compute_barriers": ["cost", "waiting_time"]},
    "signature": {"signatory_name": "시연 담당자"},
}


def published_version(questionnaire: Questionnaire | None = None) -> QuestionnaireVersion:
    return publish_version(
        version=store_draft(questionnaire=questionnaire or small_questionnaire())
    )


class CompanyFactory(DjangoModelFactory[Company]):
    class Meta:
        model = Company

    registration_number = factory.Sequence(lambda n: f"12081{n:05}")
    name_ko = factory.Sequence(lambda n: f"[시연] 무등{n}")
    name_en = factory.Sequence(lambda n: f"[Demo] Mudeung {n}")
    field = "healthcare"
    size_class = "small"


class ContactFactory(DjangoModelFactory[Contact]):
    class Meta:
        model = Contact

    company = factory.SubFactory(CompanyFactory)
    email = factory.Sequence(lambda n: f"contact{n}@example.org")


class WaveFactory(DjangoModelFactory[Wave]):
    class Meta:
        model = Wave

    code = factory.Sequence(lambda n: f"wave-{n}")
    title_ko = "시연 조사"
    title_en = "Demonstration survey"
    version = factory.LazyFunction(published_version)
    opens_at = factory.LazyFunction(lambda: timezone.now() - timedelta(days=7))
    closes_at = factory.LazyFunction(lambda: timezone.now() + timedelta(days=21))


class InvitationFactory(DjangoModelFactory[Invitation]):
    class Meta:
        model = Invitation

    wave = factory.SubFactory(WaveFactory)
    contact = factory.SubFactory(ContactFactory)
    token_hash = factory.LazyFunction(lambda: token_hash(new_token()))


class ResponseFactory(DjangoModelFactory[Response]):
    class Meta:
        model = Response

    wave = factory.SubFactory(WaveFactory)
    company = factory.SubFactory(CompanyFactory)
    version = factory.SelfAttribute("wave.version")


def user(name: str, *groups: str) -> User:
    """Staff in the roles named."""
    made = User.objects.create_user(
        name, email=f"{name}@example.org", password=PASSWORD, is_staff=True
    )
    made.groups.set(Role.objects.filter(name__in=groups))
    assert made.groups.count() == len(groups)
    return made


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def rule(programme: str, eligible_if: str, needed_if: str = "true()") -> Rule:
    """A rule of one changeable condition and one need."""
    condition = Condition("eligible", parse(eligible_if), is_changeable=True)
    need = Need("needed", parse(needed_if), weight=1)
    return Rule(programme, 1, Group("all", (condition,)), (need,))


def programme(
    code: str, eligible_if: str, needed_if: str = "true()", **fields: object
) -> ProgrammeVersion:
    """A programme in force since long ago."""
    office, _ = Office.objects.get_or_create(
        code="office", defaults={"name_ko": "시연 담당 부서", "email": "office@example.org"}
    )
    defaults: dict[str, object] = {
        "number": 1,
        "status": ProgrammeVersion.Status.IN_FORCE,
        "in_force_from": date(2020, 1, 1),
        "name_ko": f"사업 {code}",
        "name_en": f"Programme {code}",
        "office": office,
        "kind": ProgrammeVersion.Kind.COMPUTING,
        "rule": rule_to_json(rule(code, eligible_if, needed_if)),
        "ceiling_krw": 50_000_000,
        "is_demonstration": True,
    }
    return ProgrammeVersion.objects.create(
        programme=Programme.objects.create(code=code), **{**defaults, **fields}
    )


def four_programmes() -> None:
    """One of each outcome for `SMALL_ANSWERS`."""
    programme("gpu-hours", "${employees} < 50", "selected(${compute_barriers}, 'cost')")
    programme("open-to-all", "true()", "${uses_gpu} = 'no'")
    programme("large-firms", "${employees} >= 300")
    programme("needs-revenue", "${revenue_krw} < 1000000000")


def submission(
    pages: Mapping[str, Mapping[str, object]] = SMALL_ANSWERS, **response: object
) -> Submission:
    """A submission of a small survey, by an invited contact."""
    opened = ResponseFactory(**response)
    contact = ContactFactory(company=opened.company)
    InvitationFactory(wave=opened.wave, contact=contact)
    for page, answers in pages.items():
        save_page(
            response=opened, page=page, answers=answers, revision=0, by=contact, now=timezone.now()
        )
    return submit_response(response=opened, by=contact, now=timezone.now())


def plan(**response: object) -> Plan:
    """A drafted plan over `four_programmes`, which are made when there are none."""
    if not Programme.objects.exists():
        four_programmes()
    return draft_plan_for(submission_id=submission(**response).pk)
