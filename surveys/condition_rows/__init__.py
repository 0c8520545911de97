"""A condition as rows that nobody has to learn a syntax for: question · comparison · value.

Rows stand in groups ("all of these", "any of these" …), groups in groups. The package knows no
questionnaire: it needs a schema (what each answer is worth), and gives and takes expressions.
Programme rules are edited with it as skip logic is.

`expression_of(rows_of(e)) == e` in value for every expression that rows can show; for the others
`rows_of` gives None, and whoever edits them writes the expression itself.
"""

from surveys.condition_rows.choices import Choice, ChoiceGroup, choices_for, subject_kind
from surveys.condition_rows.comparisons import FORMS, Comparison
from surveys.condition_rows.reading import rows_of
from surveys.condition_rows.rows import (
    AnswerTo,
    DaysFromToday,
    Group,
    Joined,
    Measure,
    Operand,
    Row,
    Subject,
)
from surveys.condition_rows.writing import expression_of

__all__ = [
    "FORMS",
    "AnswerTo",
    "Choice",
    "ChoiceGroup",
    "Comparison",
    "DaysFromToday",
    "Group",
    "Joined",
    "Measure",
    "Operand",
    "Row",
    "Subject",
    "choices_for",
    "expression_of",
    "rows_of",
    "subject_kind",
]
