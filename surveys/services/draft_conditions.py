"""Writing the conditions and calculations of a draft, one at a time."""

import hashlib
import json

from django.contrib.auth.models import User
from django.db import transaction

from surveys.logic.expressions import Expression, to_json
from surveys.models import PageRow, QuestionnaireVersion, QuestionRow, SectionRow
from surveys.questionnaire import Page, Question, Section
from surveys.services.draft_parts import find_part
from surveys.services.draft_problems import Part, PartHasMoved
from surveys.services.versions import edit_draft


def seen_of_condition(expression: Expression | None) -> str:
    """A digest of the condition as it was shown."""
    stored = None if expression is None else to_json(expression)
    return hashlib.sha256(json.dumps(stored, sort_keys=True).encode()).hexdigest()


@transaction.atomic
def set_condition(
    *,
    version: QuestionnaireVersion,
    kind: type[Part],
    code: str,
    field: str,
    expression: Expression | None,
    seen: str,
    by: User,
) -> None:
    """None takes it away. A question with a `required_if` is not required otherwise.

    Raises PartIsGone, and PartHasMoved where the condition is not the one that was `seen`.
    """
    draft = edit_draft(version=version, by=by)
    now = find_part(draft.questionnaire, kind, code)
    if seen_of_condition(getattr(now, field)) != seen:
        raise PartHasMoved(now)
    changes: dict[str, object] = {field: None if expression is None else to_json(expression)}
    if field == "required_if" and expression is not None:
        changes["is_required"] = False
    if kind is Section:
        SectionRow.objects.filter(version=draft, code=code).update(**changes)
    elif kind is Page:
        PageRow.objects.filter(section__version=draft, code=code).update(**changes)
    elif kind is Question:
        QuestionRow.objects.filter(page__section__version=draft, code=code).update(**changes)
