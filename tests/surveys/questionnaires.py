"""Generated questionnaires, and answers to them as they are stored, for the property tests."""

from collections.abc import Sequence
from decimal import Decimal

from hypothesis import strategies as st

from surveys.logic.expressions import Expression
from surveys.logic.text import Text
from surveys.logic.values import Missing
from surveys.logic.xlsform_syntax import parse
from surveys.questionnaire import (
    NUMERIC,
    WITH_OPTIONS,
    WITHOUT_ANSWER,
    Option,
    Page,
    Question,
    Questionnaire,
    QuestionType,
    Section,
)

CODES = [f"q{number}" for number in range(12)]
COLUMNS = [f"c{number}" for number in range(4)]
OPTIONS = ["cost", "time", "staff", "none"]
WAYS_OUT = [Missing.DONT_KNOW, Missing.PREFER_NOT_TO_SAY]
CONDITIONS = [
    parse(text)
    for text in (
        "${q0} = 'cost'",
        "${q1} > 5",
        "selected(${q2}, 'time') and ${q3} != ''",
        "count-selected(${q2}) >= 2",
        "not(${q4} = 'none')",
    )
]
COUNT = parse("${q5}")  # of entries

words = st.sampled_from(["비용", "사람", "GPU", "몇 명입니까?", "대기 시간"])
texts = st.builds(Text, words, st.sampled_from(["Cost", "People", "GPUs", "How many?", ""]))
blank_or_texts = st.just(Text()) | texts
conditions: st.SearchStrategy[Expression | None] = st.none() | st.sampled_from(CONDITIONS)
limits = st.none() | st.integers(0, 50).map(Decimal)
types = st.sampled_from([one for one in QuestionType if one is not QuestionType.GRID])
column_types = st.sampled_from(
    [QuestionType.TEXT, QuestionType.INTEGER, QuestionType.CHOOSE_ONE, QuestionType.CHOOSE_SEVERAL]
)


def options_of(type_: QuestionType) -> st.SearchStrategy[tuple[Option, ...]]:
    if type_ not in WITH_OPTIONS:
        return st.just(())
    return st.lists(
        st.builds(Option, st.sampled_from(OPTIONS), texts, st.booleans()),
        min_size=1,
        max_size=4,
        unique_by=lambda option: option.code,
    ).map(tuple)


@st.composite
def questions(
    draw: st.DrawFn, code: str, kinds: st.SearchStrategy[QuestionType] = types
) -> Question:
    type_ = draw(kinds)
    columns: Sequence[Question] = ()
    if type_ is QuestionType.REPEAT:
        taken = draw(st.lists(st.sampled_from(COLUMNS), min_size=1, max_size=3, unique=True))
        columns = [draw(questions(f"{code}_{column}", column_types)) for column in taken]
    is_calculated = type_ is QuestionType.CALCULATED
    is_required = type_ in WITHOUT_ANSWER or draw(st.booleans())
    is_counted = type_ is QuestionType.REPEAT and draw(st.booleans())
    return Question(
        code=code,
        type=type_,
        label=draw(texts),
        short=draw(blank_or_texts),
        hint=draw(blank_or_texts),
        unit=draw(blank_or_texts) if type_ in NUMERIC else Text(),
        is_required=is_required,
        required_if=None if is_required else draw(conditions),
        options=draw(options_of(type_)),
        relevant=draw(conditions),
        constraint=draw(conditions),
        minimum=draw(limits) if type_ in NUMERIC else None,
        maximum=draw(limits) if type_ in NUMERIC else None,
        calculation=CONDITIONS[0] if is_calculated else None,
        allowed_missing=frozenset(draw(st.sets(st.sampled_from(WAYS_OUT)))),
        children=tuple(columns),
        most_rows=draw(st.integers(1, 20)),
        row_count=COUNT if is_counted else None,
    )


@st.composite
def questionnaires(draw: st.DrawFn) -> Questionnaire:
    """One or two sections of one to three pages; every code once."""
    taken = draw(st.lists(st.sampled_from(CODES), min_size=1, max_size=8, unique=True))
    page_count = draw(st.integers(1, 4))
    on_page: list[list[Question]] = [[] for _ in range(page_count)]
    for code in taken:
        on_page[draw(st.integers(0, page_count - 1))].append(draw(questions(code)))
    pages = [
        Page(f"page{at}", draw(texts), tuple(found), draw(blank_or_texts), draw(conditions))
        for at, found in enumerate(on_page)
    ]
    split = draw(st.integers(0, page_count))
    return Questionnaire(
        "generated",
        draw(texts),
        tuple(
            Section(f"section{at}", draw(texts), tuple(found), draw(conditions))
            for at, found in enumerate((pages[:split], pages[split:]))
            if found
        ),
    )


def answers_to(question: Question) -> st.SearchStrategy[object]:
    """What a form lets through: blank, a way out, or a value of its type."""
    ways_out = [{"missing": one.value} for one in question.allowed_missing]
    blank = st.none() | st.sampled_from(ways_out) if ways_out else st.none()
    codes = [option.code for option in question.options]
    match question.type:
        case QuestionType.CHOOSE_ONE:
            return blank | st.sampled_from(codes)
        case QuestionType.CHOOSE_SEVERAL:
            alone = {option.code for option in question.options if option.is_exclusive}
            several = st.lists(st.sampled_from(codes), min_size=1, unique=True)
            return blank | several.filter(lambda chosen: len(chosen) == 1 or not alone & {*chosen})
        case QuestionType.RANKING:
            return blank | st.permutations(codes).map(list)
        case QuestionType.REPEAT:
            cells = {column.code: answers_to(column) for column in question.children}
            rows = st.fixed_dictionaries(cells)
            if question.row_count is None:  # else a blank one keeps its place
                rows = rows.filter(lambda row: any(row.values()))
            return st.none() | st.lists(rows, min_size=1, max_size=3)
        case QuestionType.INTEGER | QuestionType.MONEY | QuestionType.YEAR:
            return blank | st.integers(0, 10**9)
        case QuestionType.FILE:
            return st.none() | st.just({"file": "a key", "name": "plan.pdf"})
        case _:
            return blank | st.sampled_from(["2024-03-01", "12.5", "여러 줄\n글"])


@st.composite
def stored_pages(draw: st.DrawFn, questionnaire: Questionnaire) -> dict[str, dict[str, object]]:
    """Some of the pages as they were saved, with an answer to each of their questions."""
    saved = draw(st.sets(st.sampled_from([page.code for page in questionnaire.pages])))
    return {
        page.code: {one.code: draw(answers_to(one)) for one in page.answered}
        for page in questionnaire.pages
        if page.code in saved
    }
