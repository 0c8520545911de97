"""Expressions: whether they can hold at all, and whether their answers are there in time."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from surveys.checking.places import Finding, Place, at, blocking, worth_knowing
from surveys.checking.standing import Schema, Standing
from surveys.fact_types import visible_to_filter
from surveys.logic.adapting import adapted
from surveys.logic.check import check, value_kind
from surveys.logic.contradictions import always_holds
from surveys.logic.expressions import Answer, Apply, Expression, Literal, answers_read
from surveys.logic.kinds import Kind
from surveys.logic.operators import OPERATORS
from surveys.logic.text import Text
from surveys.logic.tokens import quoted
from surveys.questionnaire import (
    NUMERIC,
    WITHOUT_ANSWER,
    Key,
    Page,
    Question,
    Questionnaire,
    QuestionType,
    Section,
    Steps,
)

_TAKE_NO_DEFAULT = WITHOUT_ANSWER | {QuestionType.GRID, QuestionType.REPEAT, QuestionType.FILE}
_DATES = (QuestionType.DATE, QuestionType.MONTH)


def condition_findings(standing: Standing) -> Iterator[Finding]:
    for section in standing.questionnaire.sections:
        yield from _of_container(section, standing)
        for page in section.pages:
            yield from _of_container(page, standing)
    for page, question, schema in standing.questions():
        yield from _of_question(page, question, schema, standing)
    yield from _circles(standing.questionnaire)


def _of_container(part: Section | Page, standing: Standing) -> Iterator[Finding]:
    if part.relevant is None:
        return
    place = at(part, "relevant")
    yield from _of_condition(place, part.relevant, standing.schema, standing.holds_around(part))
    first = part if isinstance(part, Page) else next(iter(part.pages), None)
    if first is not None:
        yield from _too_early(place, part.relevant, first, standing)


def _of_question(
    page: Page, question: Question, schema: Schema, standing: Standing
) -> Iterator[Finding]:
    asked = standing.holds_around(question)
    if question.relevant is not None:
        place = at(question, "relevant")
        found = list(_of_condition(place, question.relevant, schema, asked))
        yield from found
        yield from _too_early(place, question.relevant, page, standing)
        asked = (*asked, question.relevant)
        if any(one.is_blocking for one in found):  # the rest is judged as if it were asked
            schema, asked = _asked_anyway(question, schema), ()
    for field, expression in question.conditions.items():
        place = at(question, field)
        match field:
            case "relevant":
                continue
            case "required_if":
                yield from _of_condition(place, expression, schema, asked)
            case "constraint":
                yield from _faults(place, expression, schema, Kind.BOOLEAN, asked)
                if question.type is QuestionType.CALCULATED:
                    continue  # it is looked at when everything is answered
            case "calculation":
                yield from _of_calculation(question, expression, schema)
                continue  # it is worked out wherever its answers are
            case "default":
                yield from _of_default(question, expression, schema)
            case "choice_filter":
                columns = visible_to_filter(schema, question)
                yield from _faults(place, expression, columns, Kind.BOOLEAN, asked)
            case "row_count":
                yield from _faults(place, expression, schema, Kind.NUMBER)
        yield from _too_early(place, expression, page, standing)


def _asked_anyway(question: Question, schema: Schema) -> Schema:
    known = schema.get(question.code)
    return {**schema, question.code: replace(known, asked_if=())} if known else schema


def _of_condition(
    place: Place, condition: Expression, schema: Schema, given: Sequence[Expression]
) -> Iterator[Finding]:
    """Of what may hold or not; a condition that always holds is probably another one, misspelt."""
    faults = list(_faults(place, condition, schema, Kind.BOOLEAN, given))
    yield from faults
    if not faults and always_holds(adapted(condition, schema), schema):
        yield worth_knowing(place, _ALWAYS)


def _faults(
    place: Place,
    expression: Expression,
    schema: Schema,
    expected: Kind | None = None,
    given: Sequence[Expression] = (),
) -> Iterator[Finding]:
    """`given` are conditions that hold wherever the expression matters."""
    for problem in check(adapted(expression, schema), schema, expected=expected, given=given):
        columns = [
            one
            for column in _columns_in(problem.expression)
            for one in check(Answer(column), schema)
        ]
        for one in columns or [problem]:
            yield Finding(place, one.message)


def _columns_in(expression: Expression) -> list[str]:
    """Questions of a repeat that stand where one value belongs."""
    if not isinstance(expression, Apply) or not expression.args:
        return []
    if Kind.ROWS in OPERATORS[expression.op].takes_at(0):
        return []
    return [
        str(one.args[1].value)
        for one in expression.args
        if isinstance(one, Apply) and one.op == "column" and isinstance(one.args[1], Literal)
    ]


def _of_calculation(
    question: Question, expression: Expression, schema: Schema
) -> Iterator[Finding]:
    place = at(question, "calculation")
    yield from _faults(place, expression, schema)
    kind = value_kind(adapted(expression, schema), schema)
    if kind is Kind.ROWS:
        yield blocking(place, _ROWS_CALCULATED)
    for field in ("minimum", "maximum"):
        if getattr(question, field) is not None and kind not in (Kind.NUMBER, Kind.ROWS, None):
            yield blocking(at(question, field), _NO_NUMBER)


def _of_default(question: Question, expression: Expression, schema: Schema) -> Iterator[Finding]:
    place = at(question, "default")
    if question.type in _TAKE_NO_DEFAULT:
        yield blocking(place, _NO_DEFAULT)
        return
    if question.type in NUMERIC:
        yield from _faults(place, expression, schema, Kind.NUMBER)
    elif question.type in _DATES:
        yield from _faults(place, expression, schema, Kind.DATE)
    else:
        yield from _of_default_words(place, question, expression, schema)


def _of_default_words(
    place: Place, question: Question, expression: Expression, schema: Schema
) -> Iterator[Finding]:
    """A text; of options, the codes of some, parted by spaces."""
    if question.options and isinstance(expression, Literal):
        written = str(expression.value)
        one_only = question.type is QuestionType.CHOOSE_ONE
        for code in [written] if one_only else written.split():
            if question.option(code) is None:
                yield blocking(place, _NO_SUCH_OPTION, quoted(code))
        return
    several = question.type in (QuestionType.CHOOSE_SEVERAL, QuestionType.RANKING)
    is_choices = several and value_kind(expression, schema) is Kind.CHOICES
    yield from _faults(place, expression, schema, Kind.CHOICES if is_choices else Kind.TEXT)


def _too_early(
    place: Place, expression: Expression, page: Page, standing: Standing
) -> Iterator[Finding]:
    here = standing.page_numbers[page.code]
    for code in sorted(answers_read(expression)):
        there = standing.known_on.get(code, here)
        if there > here:
            yield worth_knowing(place, _LATER, quoted(code), standing.pages[there].title)


def _circles(questionnaire: Questionnaire) -> Iterator[Finding]:
    yield from _circles_of(questionnaire.steps, questionnaire)
    for step in questionnaire.steps.ordered:
        if step.rows is not None:
            yield from _circles_of(step.rows, questionnaire)


def _circles_of(steps: Steps, questionnaire: Questionnaire) -> Iterator[Finding]:
    parts = {step.key: step.part for step in steps.ordered}
    for circle in steps.circles:
        first = next((key for key in circle if _hangs_on_answers(parts[key])), circle[0])
        at_first = circle.index(first)
        turned = (*circle[at_first:], *circle[: at_first + 1])
        # a group and the note that says its label have one name
        names = [name for name, _ in groupby(_name(parts[key], key) for key in turned)]
        path = Text(
            ko=" → ".join(name.in_language("ko") for name in names),
            en=" → ".join(name.in_language("en") for name in names),
        )
        part = parts[first]
        is_calculated = isinstance(part, Question) and part.calculation is not None
        yield blocking(at(part, "calculation" if is_calculated else "relevant"), _CIRCLE, path)


def _hangs_on_answers(part: Section | Page | Question) -> bool:
    if isinstance(part, Question):
        inside = any(child.relevant or child.calculation for child in part.children)
        return bool(part.relevant or part.calculation or inside)
    return part.relevant is not None


def _name(part: Section | Page | Question, key: Key) -> Text:
    words = (part.short or part.label) if isinstance(part, Question) else part.title
    return words or Text(ko=key[1], en=key[1])


_ROWS_CALCULATED = Text(
    ko="계산의 결과가 반복 항목 전체입니다. count나 sum으로 값 하나를 구해 주십시오.",
    en="The calculation gives repeated rows. Make one value of them, with count or sum.",
)
_NO_NUMBER = Text(
    ko="계산의 결과가 숫자가 아니어서 최솟값과 최댓값을 둘 수 없습니다. 지워 주십시오.",
    en="The calculation gives no number, so it can have no smallest or largest one. Remove it.",
)
_NO_DEFAULT = Text(
    ko="이 유형의 문항에는 미리 값을 채울 수 없습니다. 기본값을 지워 주십시오.",
    en="A question of this type cannot be filled in beforehand. Remove the default.",
)
_NO_SUCH_OPTION = Text(
    ko="기본값 {0:은/는} 선택지에 없습니다. 선택지의 코드를 적거나 비워 주십시오.",
    en="The default {0} is none of the options. Write the code of one, or leave it empty.",
)
_ALWAYS = Text(
    ko="이 조건은 어떻게 답변해도 참입니다. 필요 없으면 지우고, 의도한 것이 아니면 고쳐 주십시오.",
    en="This condition holds whatever is answered. Remove it, or correct it if that is not what "
    "you want.",
)
_LATER = Text(
    ko="{0}에 따라 달라지는데, 그 답변은 뒤에 나오는 “{1}” 페이지에서 정해집니다. 그 전까지는 "
    "답변하지 않은 것으로 처리합니다. 의도한 것이 아니면 순서를 바꾸어 주십시오.",
    en="This depends on {0}, which is settled later, on the page “{1}”. Until then it counts as "
    "not answered. Change the order, unless that is what you want.",
)
_CIRCLE = Text(
    ko="서로의 답변을 기다리며 맴돕니다: {0}. 조건이나 계산 가운데 하나를 지워 주십시오.",
    en="These wait for each other, round and round: {0}. Remove one of the conditions or "
    "calculations.",
)
