"""Which answers change what else is on their page."""

import pytest

from surveys.logic.text import Text
from surveys.logic.xlsform_syntax import parse
from surveys.questionnaire import Page, Question, Questionnaire, QuestionType, Section
from tests.every_type import EVERY_TYPE

T = QuestionType
A = Question("a", T.INTEGER, Text("가", "A"))


def asked(code: str, **more: object) -> Question:
    return Question(code, T.INTEGER, **{"label": Text(code, code), **more})  # type: ignore[arg-type]


def watched(*questions: Question, **page: object) -> frozenset[str]:
    one = Page("one", Text("쪽", "Page"), questions, **page)  # type: ignore[arg-type]
    before = Page("before", Text("앞", "Before"), (asked("earlier"),))
    whole = Questionnaire("q", Text(), (Section("s", Text(), (before, one)),))
    return whole.watched_on(one)


@pytest.mark.parametrize(
    "reader",
    [
        asked("b", relevant=parse("${a} > 1")),
        asked("b", is_required=False, required_if=parse("${a} > 1")),
        asked("b", choice_filter=parse("${a} > 1")),
        asked("b", label=Text("${a}명 중", "Of your ${a}")),
        asked("b", hint=Text("${a}명 중", "Of your ${a}")),
        Question("b", T.REPEAT, Text(), children=(asked("c"),), row_count=parse("${a}")),
        Question("b", T.REPEAT, Text(), children=(asked("c", relevant=parse("${a} > 1")),)),
        Question("b", T.GRID, Text(), children=(asked("c", relevant=parse("${a} > 1")),)),
    ],
    ids=["relevant", "required", "options", "label", "hint", "entries", "column", "row"],
)
def test_an_answer_that_another_part_of_the_page_reads_is_watched(reader: Question) -> None:
    assert watched(A, reader) == {"a"}


@pytest.mark.parametrize(
    "reader",
    [
        asked("b"),
        asked("b", constraint=parse("${a} > 1")),
        asked("b", default=parse("${a}")),
        asked("b", relevant=parse("${earlier} > 1")),
    ],
    ids=["nothing", "constraint", "default", "another page"],
)
def test_any_other_answer_is_not(reader: Question) -> None:
    assert watched(A, reader) == set()


def test_what_a_calculation_passes_on_is_watched() -> None:
    half = Question("half", T.CALCULATED, Text(), calculation=parse("${a} div 2"))
    assert watched(A, half, asked("b", relevant=parse("${half} > 1"))) == {"a", "half"}


def test_a_column_that_another_reads_is_watched_as_its_group() -> None:
    columns = (asked("c"), asked("d", relevant=parse("${c} > 1")))
    assert watched(A, Question("rows", T.REPEAT, Text(), children=columns)) == {"rows"}


def test_what_the_page_itself_hangs_on_is_watched() -> None:
    assert watched(A, asked("b"), relevant=parse("${a} != 3")) == {"a"}


def test_of_every_type() -> None:
    found = {page.code: set(EVERY_TYPE.watched_on(page)) for page in EVERY_TYPE.pages}
    assert found["words"] == set()
    assert found["choices"] == {"uses_gpu", "region"}
