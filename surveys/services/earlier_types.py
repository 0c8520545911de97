"""What the codes of a survey have asked for so far."""

from surveys.models import QuestionnaireVersion
from surveys.questionnaire import QuestionType


def earlier_types(code: str) -> dict[str, QuestionType]:
    """Question code → type, over all versions of the survey that were ever published."""
    versions = QuestionnaireVersion.objects.filter(survey__code=code).exclude(
        status=QuestionnaireVersion.Status.DRAFT
    )
    return {
        question.code: question.type
        for version in versions.select_related("survey").order_by("number")
        for question in version.questionnaire.questions_by_code.values()
    }
