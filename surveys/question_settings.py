"""Which settings go with which type of question, and what a change of type would cost."""

from collections.abc import Mapping
from dataclasses import MISSING, fields, replace

from surveys.questionnaire import (
    NUMERIC,
    WITH_OPTIONS,
    WITHOUT_ANSWER,
    Question,
    QuestionType,
)

_ALL = frozenset(QuestionType)
_WITH_ROWS = frozenset({QuestionType.GRID, QuestionType.REPEAT})
_ANSWERED = _ALL - WITHOUT_ANSWER
_SINGLE = _ANSWERED - _WITH_ROWS
_TYPED = frozenset(
    {
        QuestionType.TEXT,
        QuestionType.LONG_TEXT,
        QuestionType.EMAIL,
        QuestionType.PHONE,
        QuestionType.URL,
    }
)
_CALCULATED = frozenset({QuestionType.CALCULATED})
_LIMITED = (_ANSWERED - {QuestionType.GRID}) | _CALCULATED

SETTINGS: Mapping[str, frozenset[QuestionType]] = {
    "short": _ALL - {QuestionType.NOTE},
    "hint": _ALL - _CALCULATED,
    "guidance": _ALL - _CALCULATED,
    "unit": NUMERIC | _CALCULATED,
    "required_if": _ANSWERED,
    "allowed_missing": _SINGLE,
    "options": WITH_OPTIONS | {QuestionType.GRID},
    "choice_filter": WITH_OPTIONS,
    "is_dropdown": frozenset({QuestionType.CHOOSE_ONE}),
    "minimum": NUMERIC | _CALCULATED,
    "maximum": NUMERIC | _CALCULATED,
    "pattern": _TYPED,
    "constraint": _LIMITED,
    "constraint_message": _LIMITED,
    "default": _SINGLE - {QuestionType.FILE, QuestionType.RANKING},
    "calculation": _CALCULATED,
    "children": _WITH_ROWS,
    "most_rows": frozenset({QuestionType.REPEAT}),
    "row_count": frozenset({QuestionType.REPEAT}),
}
"""Field of a `Question` → the types that it means something for. Fields not listed always do."""

IN_ROWS = _SINGLE | WITHOUT_ANSWER
"""The types that a column of repeated rows may have."""


def fits(setting: str, kind: QuestionType) -> bool:
    return kind in SETTINGS.get(setting, _ALL)


def lost_as(question: Question, kind: QuestionType) -> tuple[str, ...]:
    """The settings that have a value and would go with a change to this type, in their order."""
    return tuple(
        name
        for name in SETTINGS
        if getattr(question, name) != _UNSET[name] and not _is_kept(name, question, kind)
    )


def changed_to(question: Question, kind: QuestionType) -> Question:
    """The question as one of this type, without what does not fit it.

    Required is only what asks something; what begins to ask, is as a new question would be.
    """
    unset = {name: _UNSET[name] for name in SETTINGS if not _is_kept(name, question, kind)}
    asked_before = question.type not in WITHOUT_ANSWER
    is_required = kind not in WITHOUT_ANSWER and (question.is_required or not asked_before)
    return replace(question, type=kind, is_required=is_required, **unset)


def _is_kept(name: str, question: Question, kind: QuestionType) -> bool:
    # A grid's rows are no columns of repeated rows, though both are children.
    return fits(name, kind) and (name != "children" or kind is question.type)


_UNSET = {one.name: one.default for one in fields(Question) if one.default is not MISSING}
