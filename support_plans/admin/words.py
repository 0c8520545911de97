"""Codes and people in the words of whoever reads."""

from django.contrib.auth.models import User
from django.utils.html import format_html
from django.utils.safestring import SafeString

from support_plans.models import Plan
from surveys.language import in_words
from surveys.logic.text import Text
from surveys.models import QuestionnaireVersion
from surveys.questionnaire import Questionnaire

_TONES: dict[str, str] = {
    Plan.Status.DRAFTED: "new",
    Plan.Status.RETURNED: "warning",
    Plan.Status.IN_REVIEW: "info",
    Plan.Status.APPROVED: "good",
    Plan.Status.PUBLISHED: "quiet",
    Plan.Status.ACCEPTED: "good",
    Plan.Status.PARTLY_ACCEPTED: "good",
    Plan.Status.DECLINED: "quiet",
    Plan.Status.SUPERSEDED: "quiet",
}


def person_name(person: User | None) -> str:
    return (person.get_full_name() or person.get_username()) if person else ""


def status_label(plan: Plan) -> SafeString:
    """The plan's status as a coloured label; the colour repeats what the word says."""
    tone = _TONES.get(plan.status, "quiet")
    return format_html(
        '<span class="desk-label desk-{}">{}</span>', tone, plan.get_status_display()
    )


def published_questions() -> Questionnaire:
    """The questions of every survey's newest published version, as one questionnaire.

    Its words name what companies and rules hold as codes. Where two surveys share a code, the one
    that was published last says what it means.
    """
    newest = {
        version.survey_id: version
        for version in QuestionnaireVersion.objects.published()
        .select_related("survey")
        .order_by("published_at", "number")
    }
    in_order = sorted(newest.values(), key=lambda version: (version.published_at, version.number))
    sections = [section for version in in_order for section in version.questionnaire.sections]
    return Questionnaire("published", Text(), tuple(sections))


def option_labels(code: str) -> dict[str, str]:
    """Option code → its label in the active language; empty where nobody asks that question.

    `Company.field` and `Company.size_class` hold option codes of `ai_field` and `size_class`.
    """
    question = published_questions().questions_by_code.get(code)
    return {option.code: in_words(option.label) for option in question.options} if question else {}
