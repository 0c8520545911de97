"""A wave of its own whose questionnaire an officer exchanges; for `manage.py shell` in the city."""

from datetime import timedelta

from django.utils import timezone

from surveys.models import (
    Contact,
    Invitation,
    OptionRow,
    PageRow,
    QuestionnaireVersion,
    QuestionRow,
    Survey,
    Wave,
)
from surveys.models.links import token_hash
from surveys.services.versions import new_draft, publish_version


def open_wave(code: str, token: str, email: str) -> None:
    """The city's first version, asked of one contact by this token."""
    first = QuestionnaireVersion.objects.order_by("number").first()
    now = timezone.now()
    wave = Wave.objects.create(
        code=code,
        title_ko="새 버전 조사 (시연)",
        title_en="A survey that changes (demonstration)",
        version=first,
        opens_at=now - timedelta(days=60),  # not the one that the desk invites to
        closes_at=now + timedelta(days=7),
    )
    contact = Contact.objects.get(email=email)
    Invitation.objects.create(wave=wave, contact=contact, token_hash=token_hash(token))


def put_in_newer_version(code: str) -> None:
    wave = Wave.objects.select_related("version__survey").get(code=code)
    survey = wave.version.survey
    newer = survey.versions.published().filter(number__gt=wave.version.number).first()
    wave.version = newer or _publish_newer(survey)
    wave.full_clean()
    wave.save()


def _publish_newer(survey: Survey) -> QuestionnaireVersion:
    """One question is gone, one is new, one is worded otherwise and allows less, one moves.

    And an option is gone.
    """
    draft = new_draft(survey=survey)
    questions = QuestionRow.objects.filter(page__section__version=draft)
    questions.get(code="youth_founder").delete()
    sites = OptionRow.objects.filter(question__page__section__version=draft, code="factory")
    sites.get(question__code="gwangju_sites").delete()
    questions.filter(code="employees").update(
        label={
            "ko": "올해 9월 말 현재 상시 근로자는 몇 명입니까?",
            "en": "How many regular employees did you have at the end of September?",
        },
        maximum=30,
        constraint_message={
            "ko": "0 이상 30 이하의 숫자를 적어 주십시오.",
            "en": "Please enter a number from 0 to 30.",
        },
    )
    size = PageRow.objects.get(section__version=draft, code="company_size")
    later = size.section.page_rows.filter(position__gt=size.position)
    for page in later.order_by("-position"):
        page.position += 1
        page.save()
    research = PageRow.objects.create(
        section=size.section,
        position=size.position + 1,
        code="company_research",
        title={"ko": "연구개발", "en": "Research and development"},
    )
    questions.filter(code="rnd_share").update(page=research)
    QuestionRow.objects.create(
        page=research,
        position=9,
        code="rnd_with_university",
        type="text",
        label={
            "ko": "어느 대학과 함께 연구합니까?",
            "en": "Which university do you do research with?",
        },
    )
    return publish_version(version=draft)
