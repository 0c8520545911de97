"""A claim as something that can be tried on values of what it is about.

The claim `${employees} < 3` is about the answer and can be tried on numbers; `count(${openings}) >
1` is about the count. A claim about two things at once can be tried on how they compare; any other
on being true or not, so that at least the same thing is not claimed both ways.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import Enum

from surveys.logic import samples
from surveys.logic.claims import XPATH, Claim, is_constant, reads_clock, value_of
from surveys.logic.compiled import compiled
from surveys.logic.expressions import Answer, Apply, Expression, Literal, answers_read
from surveys.logic.kind_check import value_kind
from surveys.logic.kinds import Blanks, Kind, as_date, as_number, as_truth
from surveys.logic.operators import OPERATORS, Reading
from surveys.logic.schema import FactType, Schema
from surveys.logic.values import Missing, Value

MOST_OPTIONS = 300  # that are tried one by one
_MOST_DIGITS = 20  # of a constant, before the point and after it
_COUNTS = frozenset({"count", "count-non-empty", "count-selected", "string-length"})
_COUNT = FactType(Kind.NUMBER, minimum=Decimal(0), is_whole=True)
_UNKNOWN = FactType(Kind.NUMBER)


class Domain(Enum):
    """What sort of values a subject has."""

    ENTRIES = "entries"  # of a short list: options, yes and no
    SELECTIONS = "selections"  # several options at once
    NUMBERS = "numbers"
    DAYS = "days"
    TEXTS = "texts"
    SIGNS = "signs"  # of one thing minus another
    TRUTHS = "truths"


_OF_KIND: Mapping[Kind, Domain] = {
    Kind.NUMBER: Domain.NUMBERS,
    Kind.DATE: Domain.DAYS,
    Kind.TEXT: Domain.TEXTS,
    Kind.CHOICE: Domain.TEXTS,
}


@dataclass(frozen=True, slots=True)
class Trial:
    """A claim about a subject of which `known` is known; `constants` are what it compares with."""

    claim: Claim
    subject: Expression
    domain: Domain
    holds: Callable[[Value], bool]
    constants: tuple[Value, ...] = ()
    known: FactType = _UNKNOWN


def trial_of(claim: Claim, schema: Schema) -> Trial:
    return (
        _about_an_answer(claim, schema)
        or _about_a_term(claim, schema)
        or _about_two_terms(claim)
        or _about_itself(claim)
    )


def values_worth_trying(trials: Sequence[Trial]) -> Sequence[Value]:
    """For claims about the same subject: if none of these meets them all, nothing does."""
    known = trials[0].known
    constants = [one for trial in trials for one in trial.constants]
    match trials[0].domain:
        case Domain.ENTRIES:
            if known.options:
                return [*known.options, Missing.BLANK]
            return [True, False, *samples.NOTHING]
        case Domain.SELECTIONS:
            chosen = [_option(one.claim) for one in trials if one.claim.is_true]
            not_chosen = [_option(one.claim) for one in trials if not one.claim.is_true]
            return samples.selections(filter(None, chosen), filter(None, not_chosen), known)
        case Domain.NUMBERS:
            marks = [as_number(one, XPATH) for one in constants]
            return samples.numbers([one for one in marks if not isinstance(one, Missing)], known)
        case Domain.DAYS:
            days = [as_date(one, XPATH) for one in constants]
            return samples.days([one for one in days if not isinstance(one, Missing)], known)
        case Domain.TEXTS:
            return samples.texts([one for one in constants if isinstance(one, str)])
        case Domain.SIGNS:
            return [-1, 0, 1, Missing.NOT_COMPUTABLE]
        case Domain.TRUTHS:
            return [True, False]


def _about_an_answer(claim: Claim, schema: Schema) -> Trial | None:
    """About whatever one answer of known options is, or about whether there is one."""
    condition, names = claim.condition, answers_read(claim.condition)
    known = schema.get(next(iter(names), ""))
    if len(names) != 1 or known is None or reads_clock(condition):
        return None
    (name,) = names
    is_listed = known.kind is Kind.CHOICE and 0 < len(known.options) <= MOST_OPTIONS
    is_bare = condition in (Answer(name), Apply("answered", (Answer(name),)))
    if known.kind is Kind.BOOLEAN or is_listed:
        domain = Domain.ENTRIES
    elif known.kind is Kind.CHOICES and known.options and (is_bare or _is_selection(condition)):
        domain = Domain.SELECTIONS
    elif is_bare and known.kind in _OF_KIND:
        domain = _OF_KIND[known.kind]
    else:
        return None
    test = compiled(condition, blanks=Blanks.AS_XPATH)

    def holds(value: Value) -> bool:
        return (as_truth(test({name: value}, XPATH), XPATH) is True) is claim.is_true

    return Trial(claim, Answer(name), domain, holds, known=known)


def _is_selection(condition: Expression) -> bool:
    """Whether it depends on nothing but how many options are chosen, or whether one is."""
    match condition:
        case Apply(op="selected", args=(Answer(), Literal(value=str()))):
            return True
        case Apply(op=op, args=(left, right)) if OPERATORS[op].reading is Reading.COMPARISON:
            sides = [one for one in (left, right) if not is_constant(one)]
            return all(
                isinstance(one, Apply) and one.op == "count-selected" for one in sides
            ) and all(isinstance(one.args[0], Answer) for one in sides if isinstance(one, Apply))
    return False


def _option(claim: Claim) -> str:
    match claim.condition:
        case Apply(op="selected", args=(_, Literal(value=str(code)))):
            return code
    return ""


def _about_a_term(claim: Claim, schema: Schema) -> Trial | None:
    """About anything, compared with a constant."""
    found = compared_with_constant(claim.condition)
    if found is None:
        return None
    op, term, constant = found
    kind = value_kind(term, schema)
    match kind, constant:
        case Kind.NUMBER, _ if _is_short(constant):
            pass
        case Kind.DATE, date() | str() if type(as_date(constant, XPATH)) is date:
            pass
        case ((Kind.TEXT | Kind.CHOICE), str()) if op in ("=", "!="):
            pass
        case _:
            return None
    compute = OPERATORS[op].compute

    def holds(value: Value) -> bool:
        return compute((value, constant), XPATH) is claim.is_true

    known = _known_of(term, schema)
    return Trial(claim, term, _OF_KIND[kind], holds, (constant,), known)


def compared_with_constant(condition: Expression) -> tuple[str, Expression, Value] | None:
    """(operator, what is compared, constant), the constant put on the right."""
    match condition:
        case Apply(op=op, args=(left, right)) if OPERATORS[op].reading is Reading.COMPARISON:
            if is_constant(right):
                return op, left, value_of(right, {})
            if is_constant(left):
                return OPERATORS[op].mirrored, right, value_of(left, {})
    return None


def _is_short(constant: Value) -> bool:
    number = as_number(constant, XPATH)
    if isinstance(number, Missing):
        return True  # NaN: no number is anything to it
    found = Decimal(number)
    exponent = found.as_tuple().exponent
    is_fine = isinstance(exponent, int) and exponent >= -_MOST_DIGITS
    return is_fine and found.adjusted() < _MOST_DIGITS


def _known_of(term: Expression, schema: Schema) -> FactType:
    match term:
        case Answer(name=name):
            return schema[name]
        case Apply(op=op) if op in _COUNTS:
            return _COUNT
    return _UNKNOWN


def _about_two_terms(claim: Claim) -> Trial | None:
    """About which of two things is more."""
    match claim.condition:
        case Apply(op="<" | "<=" | ">" | ">=" as op, args=(left, right)):
            row = OPERATORS[op]
            if repr(left) > repr(right):
                row, left, right = OPERATORS[row.mirrored], right, left
            compute = row.compute
            return Trial(
                claim,
                Apply("-", (left, right)),
                Domain.SIGNS,
                lambda sign: compute((sign, 0), XPATH) is claim.is_true,
            )
    return None


def _about_itself(claim: Claim) -> Trial:
    match claim.condition:
        case Apply(op="!=", args=args):
            return Trial(
                claim,
                Apply("=", args),
                Domain.TRUTHS,
                lambda value: value is not claim.is_true,
            )
        case Literal(value=always):
            return Trial(
                claim, claim.condition, Domain.TRUTHS, lambda value: always is claim.is_true
            )
    return Trial(claim, claim.condition, Domain.TRUTHS, lambda value: value is claim.is_true)
