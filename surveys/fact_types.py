"""What each answer of a questionnaire is worth to an expression, for the type check."""

from collections.abc import Iterable, Mapping
from decimal import Decimal

from surveys.logic.check import FactType, value_kind
from surveys.logic.expressions import POSITION, Expression, option_column
from surveys.logic.kinds import Kind
from surveys.questionnaire import NUMERIC, Key, Part, Question, Questionnaire, QuestionType, Steps

_KINDS = {
    QuestionType.DATE: Kind.DATE,
    QuestionType.MONTH: Kind.DATE,
    QuestionType.CHOOSE_ONE: Kind.CHOICE,
    QuestionType.CHOOSE_SEVERAL: Kind.CHOICES,
    QuestionType.RANKING: Kind.CHOICES,
    QuestionType.REPEAT: Kind.ROWS,
} | dict.fromkeys(NUMERIC, Kind.NUMBER)


_WHOLE = frozenset(
    {
        QuestionType.INTEGER,
        QuestionType.MONEY,
        QuestionType.YEAR,
        QuestionType.DATE,
        QuestionType.MONTH,
    }
)
_ROW_NUMBER = FactType(Kind.NUMBER, minimum=Decimal(1), is_whole=True)
_NOT_FACTS = frozenset({QuestionType.NOTE, QuestionType.GRID})


def fact_types(questionnaire: Questionnaire) -> dict[str, FactType]:
    """Code → type, of everything outside repeated rows; a repeat's columns are inside its type."""
    around = conditions_around(questionnaire)
    has_circles = _has_circles(questionnaire.steps)  # then no condition settles anything
    found: dict[str, FactType] = {}
    for step in questionnaire.steps.ordered:  # what a calculation reads comes before it
        if not isinstance(step.part, Question):
            continue
        asked_if = None if has_circles else (*around[step.key], *_relevant(step.part))
        for one in (step.part, *step.part.answered):
            if one.type not in _NOT_FACTS:
                found[one.code] = _fact_type(one, found, asked_if)
    return found


def _has_circles(steps: Steps) -> bool:
    return bool(steps.circles) or any(
        step.rows is not None and _has_circles(step.rows) for step in steps.ordered
    )


def conditions_around(questionnaire: Questionnaire) -> dict[Key, tuple[Expression, ...]]:
    """For each section, page and question, the conditions that hold wherever its own matters."""
    found: dict[Key, tuple[Expression, ...]] = {}
    for section in questionnaire.sections:
        found["section", section.code] = ()
        for page in section.pages:
            found["page", page.code] = _relevant(section)
            for question in page.questions:
                found["question", question.code] = (*_relevant(section), *_relevant(page))
    return found


def _relevant(part: Part) -> tuple[Expression, ...]:
    return () if part.relevant is None else (part.relevant,)


def visible_in_rows(schema: Mapping[str, FactType], repeat: Question) -> dict[str, FactType]:
    """What an expression inside the repeat may read: its own columns, too, and its place."""
    return {**schema, **schema[repeat.code].columns, POSITION: _ROW_NUMBER}


def visible_to_filter(schema: Mapping[str, FactType], question: Question) -> dict[str, FactType]:
    """What the question's choice filter may read: the columns of its options, too."""
    names = {name for option in question.options for name, _ in option.columns}
    columns = {option_column(name): FactType(Kind.TEXT) for name in ("name", *sorted(names))}
    return {**schema, **columns}


def _fact_type(
    question: Question, known: Mapping[str, FactType], asked_if: tuple[Expression, ...] | None
) -> FactType:
    """`asked_if` is None where it cannot be told."""
    if question.calculation is not None:
        kind = value_kind(question.calculation, known)
        return FactType(kind or Kind.TEXT, asked_if=asked_if or ())
    is_repeat = question.type is QuestionType.REPEAT
    minimum, maximum = _bounds(question)
    return FactType(
        _KINDS.get(question.type, Kind.TEXT),
        tuple(option.code for option in question.options),
        _column_types(question.children, known, asked_if) if is_repeat else {},
        minimum,
        maximum,
        is_whole=question.type in _WHOLE,
        exclusive=frozenset(option.code for option in question.options if option.is_exclusive),
        asked_if=asked_if or (),
    )


def _bounds(question: Question) -> tuple[Decimal | None, Decimal | None]:
    """The least and the greatest answer; a percentage is one of 100 whatever else is asked."""
    minimum, maximum = question.minimum, question.maximum
    if question.type is not QuestionType.PERCENT:
        return minimum, maximum
    least = Decimal(0) if minimum is None else max(Decimal(0), minimum)
    most = Decimal(100) if maximum is None else min(Decimal(100), maximum)
    return least, most


def _column_types(
    columns: Iterable[Question],
    known: Mapping[str, FactType],
    asked_if: tuple[Expression, ...] | None,
) -> dict[str, FactType]:
    """Calculated columns last: they read the others."""
    found: dict[str, FactType] = {}
    for column in sorted(columns, key=lambda one: one.calculation is not None):
        if column.type is not QuestionType.NOTE:
            inside = {**known, **found, POSITION: _ROW_NUMBER}
            own = None if asked_if is None else (*asked_if, *_relevant(column))
            found[column.code] = _fact_type(column, inside, own)
    return found
