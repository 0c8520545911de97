"""The editor of a condition: as rows that need no syntax, or as an expression.

It knows no questionnaire. Whoever uses it says what the condition may speak of (`Terms`), shows
`admin/surveys/condition/_editor.html` inside a form, and stores `ConditionEditor.expression`.
"""

from surveys.admin.conditions.editor import ConditionEditor, Mode
from surveys.admin.conditions.terms import SubjectGroup, Terms

__all__ = ["ConditionEditor", "Mode", "SubjectGroup", "Terms"]
