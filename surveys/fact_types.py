"""What each answer of a questionnaire is worth to an expression, for the type check."""

from collections.abc import Iterable, Mapping

from surveys.logic.check import FactType, value_kind
from surveys.logic.expressions import POSITION, option_column
from surveys.logic.kinds import Kind
from surveys.questionnaire import NUMERIC, Question, Questionnaire, QuestionType

_KINDS = {
    QuestionType.DATE: Kind.DATE,
    QuestionType.MONTH: Kind.DATE,
    QuestionType.CHOOSE_ONE: Kind.CHOICE,
    QuestionType.CHOOSE_SEVERAL: Kind.CHOICES,
    QuestionType.RANKING: Kind.CHOICES,
    QuestionType.REPEAT: Kind.ROWS,
} | dict.fromkeys(NUMERIC, Kind.NUMBER)


def fact_types(questionnaire: Questionnaire) -> dict[str, FactType]:
    """Code → type, of everything outside repeated rows; a repeat's columns are inside its type."""
    found: dict[str, FactType] = {}
    for step in questionnaire.steps.ordered:  # what a calculation reads comes before it
        if isinstance(step.part, Question):
            for one in (step.part, *step.part.answered):
                if one.type not in (QuestionType.NOTE, QuestionType.GRID):
                    found[one.code] = _fact_type(one, found)
    return found


def visible_in_rows(schema: Mapping[str, FactType], repeat: Question) -> dict[str, FactType]:
    """What an expression inside the repeat may read: its own columns, too, and its place."""
    return {**schema, **schema[repeat.code].columns, POSITION: FactType(Kind.NUMBER)}


def visible_to_filter(schema: Mapping[str, FactType], question: Question) -> dict[str, FactType]:
    """What the question's choice filter may read: the columns of its options, too."""
    names = {name for option in question.options for name, _ in option.columns}
    columns = {option_column(name): FactType(Kind.TEXT) for name in ("name", *sorted(names))}
    return {**schema, **columns}


def _fact_type(question: Question, known: Mapping[str, FactType]) -> FactType:
    if question.calculation is not None:
        kind = value_kind(question.calculation, known)
        return FactType(kind or Kind.TEXT)
    return FactType(
        _KINDS.get(question.type, Kind.TEXT),
        tuple(option.code for option in question.options),
        _column_types(question.children, known) if question.type is QuestionType.REPEAT else {},
    )


def _column_types(
    columns: Iterable[Question], known: Mapping[str, FactType]
) -> dict[str, FactType]:
    """Calculated columns last: they read the others."""
    found: dict[str, FactType] = {}
    for column in sorted(columns, key=lambda one: one.calculation is not None):
        if column.type is not QuestionType.NOTE:
            inside = {**known, **found, POSITION: FactType(Kind.NUMBER)}
            found[column.code] = _fact_type(column, inside)
    return found
