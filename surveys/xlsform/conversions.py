"""The second reading of expressions, once all questions are known.

XPath's conversions are written out against the types of the answers, and what a constraint says
about minimum, maximum and pattern moves to its own place.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace

from surveys.checking.standing import in_rows
from surveys.fact_types import fact_types, visible_to_filter
from surveys.logic.adapting import adapted
from surveys.logic.check import FactType, value_kind
from surveys.logic.expressions import Apply, Expression, Literal, LogicError, answers_read
from surveys.logic.kinds import Kind
from surveys.questionnaire import (
    NUMERIC,
    QUESTION_EXPRESSIONS,
    Question,
    Questionnaire,
    QuestionType,
    Section,
)
from surveys.xlsform.bounds import taken_apart

Schema = Mapping[str, FactType]

_WRITTEN_OUT = frozenset({Kind.NUMBER, Kind.DATE, Kind.BOOLEAN})
_NOTHING = Literal("")


def converted(questionnaire: Questionnaire, unreadable: Iterable[str]) -> Questionnaire:
    """The questionnaire with every expression as strictly typed as the platform's own.

    Expressions that hang on `unreadable` answers are left out: there is a fault that comes first.
    """
    known = _with_countable_columns(_without(questionnaire, frozenset(unreadable)))
    return replace(known, sections=_Converting(fact_types(known)).sections(known.sections))


class _Converting:
    def __init__(self, schema: Schema) -> None:
        self.schema = schema

    def sections(self, sections: Iterable[Section]) -> tuple[Section, ...]:
        return tuple(
            replace(
                section,
                relevant=_as_condition(section.relevant, self.schema),
                pages=tuple(
                    replace(
                        page,
                        relevant=_as_condition(page.relevant, self.schema),
                        questions=tuple(self.question(one) for one in page.questions),
                    )
                    for page in section.pages
                ),
            )
            for section in sections
        )

    def question(self, question: Question) -> Question:
        found = _converted(question, self.schema)
        if not question.children:
            return found
        is_repeat = question.type is QuestionType.REPEAT
        inside = in_rows(self.schema, question) if is_repeat else self.schema
        children = tuple(_converted(child, inside) for child in question.children)
        if not is_repeat:  # a grid is required where any of its rows is
            found = replace(found, is_required=any(row.is_required for row in children))
        return replace(found, children=children)


def _converted(question: Question, schema: Schema) -> Question:
    if not question.conditions:
        return question
    filtering = visible_to_filter(schema, question) if question.choice_filter else schema
    found = replace(
        question,
        relevant=_as_condition(question.relevant, schema),
        required_if=_as_condition(question.required_if, schema),
        constraint=_as_condition(question.constraint, schema),
        choice_filter=_as_condition(question.choice_filter, filtering),
        row_count=_as_number(question.row_count, schema),
        calculation=_as_itself(question.calculation, schema),
        default=_as_answer(question, schema),
    )
    return taken_apart(_always_or_never(found))


def _always_or_never(question: Question) -> Question:
    """A question that is required if true() is required, and nothing more is to be said of it."""
    match question.required_if:
        case Literal(value=bool(is_required)):
            return replace(question, is_required=is_required, required_if=None)
    return question


def _as_itself(expression: Expression | None, schema: Schema) -> Expression | None:
    return None if expression is None else adapted(expression, schema)


def _as_condition(expression: Expression | None, schema: Schema) -> Expression | None:
    return _as_argument_of("not", expression, schema)


def _as_number(expression: Expression | None, schema: Schema) -> Expression | None:
    return _as_argument_of("neg", expression, schema)


def _as_argument_of(op: str, expression: Expression | None, schema: Schema) -> Expression | None:
    """Converted to the kind of value that the operator works on."""
    if expression is None:
        return None
    try:
        whole = adapted(Apply(op, (expression,)), schema)
    except LogicError:  # as deep as it can be already
        return adapted(expression, schema)
    assert isinstance(whole, Apply)
    return whole.args[0]


def _as_answer(question: Question, schema: Schema) -> Expression | None:
    """A default as what the question is answered with."""
    default = question.default
    if default is None:
        return None
    if question.type in NUMERIC:
        return _as_number(default, schema)
    found = adapted(default, schema)
    kind = value_kind(found, schema)
    if question.type in (QuestionType.DATE, QuestionType.MONTH):
        is_read_as_date = kind in (Kind.TEXT, Kind.NUMBER) and not isinstance(found, Literal)
        return _applied("date", found) if is_read_as_date else found
    return _applied("concat", found) if kind in _WRITTEN_OUT else found


def _applied(op: str, expression: Expression) -> Expression:
    try:
        return Apply(op, (expression,))
    except LogicError:
        return expression


def _with_countable_columns(questionnaire: Questionnaire) -> Questionnaire:
    """`if(${age} < 5, '1', '0')` in a repeat is there to be added up: it gives numbers."""
    return replace(
        questionnaire,
        sections=tuple(
            replace(
                section,
                pages=tuple(
                    replace(page, questions=tuple(_with_countable(one) for one in page.questions))
                    for page in section.pages
                ),
            )
            for section in questionnaire.sections
        ),
    )


def _with_countable(question: Question) -> Question:
    if question.type is not QuestionType.REPEAT:
        return question
    children = tuple(
        replace(child, calculation=_as_count(child.calculation) or child.calculation)
        if child.calculation
        else child
        for child in question.children
    )
    return replace(question, children=children)


def _as_count(result: Expression) -> Expression | None:
    """The same with numbers for digits; None where it may give anything else."""
    match result:
        case Literal(value=str(written)) if re.fullmatch("0|[1-9][0-9]{0,8}", written):
            return Literal(int(written))
        case Literal(value=int()) if not isinstance(result.value, bool):
            return result
        case Apply(op="if", args=(condition, yes, no)):
            counts = _as_count(yes), _as_count(no)
            if counts[0] is not None and counts[1] is not None:
                return Apply("if", (condition, counts[0], counts[1]))
    return None


def _without(questionnaire: Questionnaire, unreadable: frozenset[str]) -> Questionnaire:
    if not unreadable:
        return questionnaire
    lost = set(unreadable)
    calculations = {
        code: answers_read(question.calculation)
        for code, question in questionnaire.questions_by_code.items()
        if question.calculation is not None
    }
    while more := {code for code, read in calculations.items() if read & lost} - lost:
        lost |= more
    return replace(
        questionnaire,
        sections=tuple(
            replace(
                section,
                relevant=_kept(section.relevant, lost),
                pages=tuple(
                    replace(
                        page,
                        relevant=_kept(page.relevant, lost),
                        questions=tuple(_question_without(one, lost) for one in page.questions),
                    )
                    for page in section.pages
                ),
            )
            for section in questionnaire.sections
        ),
    )


def _question_without(question: Question, lost: set[str]) -> Question:
    if question.children:
        children = tuple(_question_without(child, lost) for child in question.children)
        question = replace(question, children=children)
    if not any(answers_read(one) & lost for one in question.conditions.values()):
        return question
    kept = {field: _kept(getattr(question, field), lost) for field in QUESTION_EXPRESSIONS}
    if question.calculation is not None:
        kept["calculation"] = kept["calculation"] or _NOTHING
    return replace(question, **kept)  # type: ignore[arg-type]


def _kept(expression: Expression | None, lost: set[str]) -> Expression | None:
    return None if expression is not None and answers_read(expression) & lost else expression
