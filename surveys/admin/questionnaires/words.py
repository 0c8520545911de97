"""What the desk says of versions, people and parts."""

from django.contrib.auth.models import User
from django.utils.html import format_html
from django.utils.safestring import SafeString

from surveys.models import QuestionnaireVersion

_TONES = {
    QuestionnaireVersion.Status.DRAFT: "warning",
    QuestionnaireVersion.Status.PUBLISHED: "good",
    QuestionnaireVersion.Status.RETIRED: "quiet",
}


def person_name(person: User | None) -> str:
    return (person.get_full_name() or person.get_username()) if person else ""


def status_label(version: QuestionnaireVersion) -> SafeString:
    """The status as a coloured label; the colour repeats what the word says."""
    status = QuestionnaireVersion.Status(version.status)
    return format_html('<span class="desk-label desk-{}">{}</span>', _TONES[status], status.label)
