"""Questionnaires of every type and field, as the importer would read them."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any, TypeAlias

from hypothesis import assume
from hypothesis import strategies as st

from surveys.checking import findings
from surveys.logic.expressions import POSITION, Answer, Apply, Expression, Literal, option_column
from surveys.logic.text import Text
from surveys.logic.values import Missing
from surveys.question_settings import fits
from surveys.questionnaire import (
    NUMERIC,
    WITH_OPTIONS,
    Option,
    Page,
    Question,
    Questionnaire,
    QuestionType,
    Section,
)
from surveys.xlsform.cells import as_text
from surveys.xlsform.conversions import converted
from surveys.xlsform.wording import without_markup

Draw: TypeAlias = Callable[[st.SearchStrategy[Any]], Any]
Known: TypeAlias = Mapping[str, Question]

# Words that Excel, XML or the reader might take for something else.
TRICKY = (
    *("=1+1", "+82 62 000 0000", "-", "@home", "0123", "1.0", "2026-03-01", "TRUE", "true()"),
    *("#N/A", "'quoted'", "1e5", "a < b & c > d", "_x000D_", "x\ny", "100%", "yes", "begin_group"),
    *("<p", "**", "#1", "a  b", "한국어 낱말", "🙂", '"', "]]>"),
)
_WORD = st.one_of(
    st.sampled_from(TRICKY),
    st.text(
        st.characters(exclude_categories=("Cc", "Cs"), exclude_characters="$\ufffe\uffff"),
        min_size=1,
        max_size=20,
    ),
).filter(lambda word: word == as_text(word) == without_markup(word))
_NO_WORDS = st.just("")
TEXTS = st.builds(Text, ko=_WORD, en=_WORD)
ANY_TEXTS = st.builds(Text, ko=st.one_of(_NO_WORDS, _WORD), en=st.one_of(_NO_WORDS, _WORD))
LABELS = st.one_of(TEXTS, st.builds(Text, ko=_WORD), st.builds(Text, en=_WORD))

_OPTION_CODES = st.one_of(
    st.sampled_from(["yes", "no", "1", "2", "01", "a-b", "a/b", "기타", "=1", "x.y", "other"]),
    st.from_regex(r"[a-zA-Z0-9_]{1,6}", fullmatch=True),
)
_COLUMN_NAMES = ("region", "Level", "x_1")
_PATTERNS = ("[a-z]+", "[0-9]{3}-[0-9]{4}", "가|나", r"\d+", "a'b")
_DATES = st.dates(date(1990, 1, 1), date(2040, 12, 31))
_DECIMALS = st.decimals(-1000, 1000, places=2)
_TYPES = [one for one in QuestionType if one not in (QuestionType.GRID, QuestionType.REPEAT)]


def _number(value: Decimal) -> int | Decimal:
    return int(value) if value == value.to_integral_value() else value


# --- expressions -----------------------------------------------------------------------------


def _leaf(draw: Draw, question: Question) -> Expression:
    """A condition about one answer."""
    answer = Answer(question.code)
    if draw(st.integers(0, 4)) == 0:
        return Apply("answered", (answer,))
    match question.type:
        case kind if kind in NUMERIC:
            limit = Literal(_number(draw(_DECIMALS)))
            return Apply(draw(st.sampled_from(["<", "<=", ">", ">=", "=", "!="])), (answer, limit))
        case QuestionType.DATE | QuestionType.MONTH:
            day = draw(st.one_of(st.builds(Literal, _DATES), st.just(Apply("today", ()))))
            return Apply(draw(st.sampled_from(["<", ">=", "="])), (answer, day))
        case QuestionType.CHOOSE_ONE:
            option = draw(st.sampled_from(question.options))
            return Apply(draw(st.sampled_from(["=", "!="])), (answer, Literal(option.code)))
        case QuestionType.CHOOSE_SEVERAL | QuestionType.RANKING:
            option = draw(st.sampled_from(question.options))
            return Apply("selected", (answer, Literal(option.code)))
        case QuestionType.REPEAT:
            return Apply(">", (Apply("count", (answer,)), Literal(draw(st.integers(0, 3)))))
    text = draw(st.sampled_from(["a", "b c", "가", "it's", "=1"]))
    return Apply(draw(st.sampled_from(["=", "contains", "starts-with"])), (answer, Literal(text)))


def _condition(draw: Draw, known: Known, depth: int = 2) -> Expression:
    if not known:
        return Literal(draw(st.booleans()))
    shape = draw(st.integers(0, 6)) if depth else 0
    if shape < 4:
        return _leaf(draw, known[draw(st.sampled_from(sorted(known)))])
    parts = [_condition(draw, known, depth - 1) for _ in range(2)]
    if shape == 6:
        return Apply("not", (parts[0],))
    return Apply("and" if shape == 4 else "or", tuple(parts))


def _maybe(draw: Draw, known: Known) -> Expression | None:
    return _condition(draw, known) if draw(st.integers(0, 3)) == 0 else None


def _value(draw: Draw, known: Known) -> Expression:
    """What a calculation gives."""
    numbers = [code for code, one in known.items() if one.type in NUMERIC]
    texts = [code for code, one in known.items() if one.type is QuestionType.TEXT]
    shapes: list[Expression] = [Literal(draw(st.integers(-5, 5))), Apply("today", ())]
    if numbers:
        number = Answer(draw(st.sampled_from(numbers)))
        shapes += [
            Apply("*", (number, Literal(draw(st.integers(2, 9))))),
            Apply("round", (Apply("div", (number, Literal(3))), Literal(1))),
            Apply("if", (_condition(draw, known), number, Literal(0))),
        ]
    if texts:
        text = Answer(draw(st.sampled_from(texts)))
        shapes += [Apply("concat", (text, Literal(" 명"))), Apply("string-length", (text,))]
    looked_up = Apply(
        "lookup",
        (
            *(Literal("codes"), Literal("word"), Literal("name")),
            (texts and Answer(texts[0])) or Literal("k1"),
            *(Literal("k1"), Literal("one"), Literal("k2"), Literal("=two")),
        ),
    )
    return draw(st.sampled_from([*shapes, looked_up]))


# --- questions -------------------------------------------------------------------------------


def _options(draw: Draw, *, several: bool, filtered: bool) -> tuple[Option, ...]:
    codes = draw(st.lists(_OPTION_CODES, min_size=1, max_size=4, unique=True))
    names = sorted(draw(st.sets(st.sampled_from(_COLUMN_NAMES), min_size=1))) if filtered else []
    return tuple(
        Option(
            code,
            draw(LABELS),
            is_exclusive=several and draw(st.booleans()),
            columns=tuple((name, draw(st.sampled_from(["n", "01", "=s", "남"]))) for name in names),
        )
        for code in codes
    )


def _default(draw: Draw, kind: QuestionType, options: tuple[Option, ...]) -> Expression | None:
    if draw(st.integers(0, 2)):
        return None
    match kind:
        case QuestionType.INTEGER | QuestionType.MONEY | QuestionType.YEAR:
            return Literal(draw(st.integers(-3000, 3000)))
        case QuestionType.DECIMAL | QuestionType.PERCENT:
            return Literal(_number(draw(_DECIMALS)))
        case QuestionType.DATE:
            return draw(st.one_of(st.builds(Literal, _DATES), st.just(Apply("today", ()))))
        case QuestionType.MONTH:
            return Literal(draw(_DATES).replace(day=1))
        case QuestionType.CHOOSE_ONE:
            return Literal(options[0].code)
        case QuestionType.CHOOSE_SEVERAL | QuestionType.RANKING:
            return Literal(" ".join(option.code for option in options))
        case QuestionType.FILE:
            return None
    return Literal(draw(st.sampled_from(["x", "=1", "it's", "today", "'q'", "a (b)", "가"])))


def _single(draw: Draw, code: str, known: Known, filter_known: Known) -> Question:
    kind = draw(st.sampled_from(_TYPES))
    if kind is QuestionType.NOTE:
        return Question(
            code,
            kind,
            draw(LABELS),
            hint=draw(ANY_TEXTS),
            guidance=draw(ANY_TEXTS),
            is_required=False,
            relevant=_maybe(draw, known),
        )
    if kind is QuestionType.CALCULATED:
        return Question(
            code,
            kind,
            draw(ANY_TEXTS),
            short=draw(ANY_TEXTS),
            unit=draw(ANY_TEXTS),
            is_required=False,
            relevant=_maybe(draw, known),
            calculation=_value(draw, known),
        )
    chooses = kind in WITH_OPTIONS
    has_columns = chooses and draw(st.integers(0, 2)) == 0
    is_filtered = has_columns and draw(st.booleans())
    several = kind is QuestionType.CHOOSE_SEVERAL
    options = _options(draw, several=several, filtered=has_columns) if chooses else ()
    is_required = draw(st.booleans())
    question = Question(
        code,
        kind,
        draw(LABELS),
        short=draw(ANY_TEXTS),
        hint=draw(ANY_TEXTS),
        guidance=draw(ANY_TEXTS),
        is_required=is_required,
        required_if=None if is_required or not known else _maybe(draw, known),
        options=options,
        choice_filter=_filter(draw, options, filter_known) if is_filtered else None,
        is_dropdown=chooses and draw(st.booleans()),
        relevant=_maybe(draw, known),
        constraint_message=draw(ANY_TEXTS),
        unit=draw(ANY_TEXTS),
        default=_default(draw, kind, options),
        allowed_missing=frozenset(
            draw(st.sets(st.sampled_from([Missing.DONT_KNOW, Missing.PREFER_NOT_TO_SAY])))
        ),
    )
    return _limited(draw, question)


def _filter(draw: Draw, options: tuple[Option, ...], known: Known) -> Expression:
    column = Answer(option_column(draw(st.sampled_from(["name", options[0].columns[0][0]]))))
    texts = [code for code, one in known.items() if one.type is QuestionType.TEXT]
    other = Answer(draw(st.sampled_from(texts))) if texts else Literal("n")
    return Apply("=", (column, other))


def _limited(draw: Draw, question: Question) -> Question:
    """With minimum, maximum and pattern, and a constraint that says something else."""
    this = Answer(question.code)
    if question.type in NUMERIC:
        low, high = sorted([draw(_DECIMALS), draw(_DECIMALS)])
        return replace(
            question,
            minimum=draw(st.sampled_from([None, low])),
            maximum=draw(st.sampled_from([None, high])),
            constraint=draw(
                st.sampled_from(
                    [
                        None,
                        Apply("!=", (this, Literal(3))),
                        Apply("=", (Apply("mod", (this, Literal(2))), Literal(0))),
                    ]
                )
            ),
        )
    if fits("pattern", question.type):
        rest = Apply(">", (Apply("string-length", (this,)), Literal(1)))
        return replace(
            question,
            pattern=draw(st.sampled_from(["", *_PATTERNS])),
            constraint=draw(st.sampled_from([None, rest])),
        )
    return question


def _grid(draw: Draw, code: str, known: Known) -> Question:
    options = _options(draw, several=False, filtered=False)
    required = draw(st.lists(st.booleans(), min_size=1, max_size=3))
    rows = tuple(
        Question(
            f"{code}_{at}",
            QuestionType.CHOOSE_ONE,
            draw(LABELS),
            short=draw(ANY_TEXTS),
            hint=draw(ANY_TEXTS),
            is_required=is_required,
            required_if=None if is_required else _maybe(draw, known),
            relevant=_maybe(draw, known),
            constraint=draw(st.sampled_from([None, _is_not(f"{code}_{at}", options[0])])),
            default=draw(st.sampled_from([None, Literal(options[0].code)])),
            allowed_missing=draw(st.sampled_from([frozenset(), frozenset({Missing.DONT_KNOW})])),
        )
        for at, is_required in enumerate(required)
    )
    return Question(
        code,
        QuestionType.GRID,
        draw(LABELS),
        short=draw(ANY_TEXTS),
        hint=draw(ANY_TEXTS),
        guidance=draw(ANY_TEXTS),
        is_required=any(row.is_required for row in rows),
        options=options,
        relevant=_maybe(draw, known),
        children=rows,
    )


def _is_not(code: str, option: Option) -> Expression:
    return Apply("!=", (Answer(code), Literal(option.code)))


def _repeat(draw: Draw, code: str, known: Known) -> Question:
    columns: dict[str, Question] = {}
    for at in range(draw(st.integers(1, 4))):
        visible = {**known, **_answering(columns)}
        column = _single(draw, f"{code}_{at}", visible, visible)
        if draw(st.integers(0, 5)) == 0:
            first_row = Apply("=", (Answer(POSITION), Literal(1)))
            column = replace(column, relevant=first_row)
        columns[column.code] = column
    numbers = [one for one, question in known.items() if question.type is QuestionType.INTEGER]
    counts: list[Expression | None] = [None, Literal(3), *map(Answer, numbers)]
    is_required = draw(st.booleans())
    at_least_two = Apply(">=", (Apply("count", (Answer(code),)), Literal(2)))
    return Question(
        code,
        QuestionType.REPEAT,
        draw(LABELS),
        short=draw(ANY_TEXTS),
        hint=draw(ANY_TEXTS),
        guidance=draw(ANY_TEXTS),
        is_required=is_required,
        required_if=None if is_required else _maybe(draw, known),
        relevant=_maybe(draw, known),
        constraint=draw(st.sampled_from([None, at_least_two])),
        constraint_message=draw(ANY_TEXTS),
        allowed_missing=draw(st.sampled_from([frozenset(), frozenset({Missing.DONT_KNOW})])),
        children=tuple(columns.values()),
        most_rows=draw(st.integers(1, 200)),
        row_count=draw(st.sampled_from(counts)),
    )


def _answering(questions: Known) -> dict[str, Question]:
    silent = (QuestionType.NOTE, QuestionType.CALCULATED, QuestionType.GRID)
    return {code: one for code, one in questions.items() if one.type not in silent}


@st.composite
def questionnaires(draw: Draw) -> Questionnaire:
    """Sections of pages of questions, each of which may hang on what comes before it."""
    known: dict[str, Question] = {}
    number = 0
    sections = []
    for section_at in range(draw(st.integers(1, 2))):
        section_relevant = _maybe(draw, known)
        pages = []
        for page_at in range(draw(st.integers(1, 2))):
            page_relevant = _maybe(draw, known)
            questions = []
            for _ in range(draw(st.integers(1, 4))):
                number += 1
                code = draw(st.sampled_from([f"q{number}", f"Q-{number}.x", f"_q_{number}"]))
                make = draw(st.sampled_from([_grid, _repeat, None, None, None, None]))
                if make is None:
                    question = _single(draw, code, known, known)
                else:
                    question = make(draw, code, known)
                questions.append(question)
                known |= _answering({one.code: one for one in question.answered})
            intro = draw(ANY_TEXTS)
            if draw(st.booleans()):
                code = draw(st.sampled_from(questions)).code
                if code in known and known[code].type is not QuestionType.REPEAT:
                    intro = Text(ko=f"${{{code}}} 을", en=f"Of ${{{code}}}.")
            pages.append(
                Page(
                    f"page_{section_at}_{page_at}",
                    draw(LABELS),
                    tuple(questions),
                    intro=intro,
                    relevant=page_relevant,
                )
            )
        sections.append(
            Section(f"section_{section_at}", draw(LABELS), tuple(pages), section_relevant)
        )
    whole = Questionnaire(
        draw(st.sampled_from(["survey", "s-1.x", "_s"])),
        draw(LABELS),
        tuple(sections),
        draw(st.integers(1, 99)),
    )
    whole = converted(whole, ())
    assume(not any(finding.is_blocking for finding in findings(whole)))
    return whole
