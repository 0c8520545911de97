"""The order in which a questionnaire can be worked out."""

from surveys.logic.text import Text
from surveys.logic.xlsform_syntax import parse
from surveys.questionnaire import Page, Question, Questionnaire, QuestionType, Section

Q = QuestionType


def question(code: str, relevant: str = "", **more: object) -> Question:
    kind = more.pop("kind", Q.INTEGER)
    assert isinstance(kind, Q)
    condition = parse(relevant) if relevant else None
    return Question(code, kind, Text(en=code), relevant=condition, **more)  # type: ignore[arg-type]


def whole(*pages: tuple[Question, ...]) -> Questionnaire:
    made = tuple(Page(f"p{at}", Text(), questions) for at, questions in enumerate(pages, 1))
    return Questionnaire("q", Text(), (Section("s", Text(), made),))


def codes(one: Questionnaire) -> list[str]:
    return [step.part.code for step in one.steps.ordered]


def test_what_hangs_on_nothing_keeps_its_place() -> None:
    one = whole((question("a"), question("b")), (question("c", "${a} > 1"),))
    assert codes(one) == ["s", "p1", "a", "b", "p2", "c"]
    assert one.steps.circles == ()


def test_what_looks_ahead_comes_after_what_it_reads() -> None:
    one = whole((question("a", "${c} > 1"), question("b")), (question("c"),))
    assert codes(one) == ["s", "p1", "p2", "c", "a", "b"]


def test_a_grid_row_is_settled_by_its_grid() -> None:
    grid = question("grid", kind=Q.GRID, children=(question("row"),))
    assert codes(whole((question("a", "${row} > 1"), grid))) == ["s", "p1", "grid", "a"]


def test_a_circle_is_named_and_everything_still_has_its_turn() -> None:
    one = whole(
        (question("a", "${b} > 1"), question("b", "${c} > 1")), (question("c", "${a} > 1"),)
    )
    assert sorted(codes(one)) == ["a", "b", "c", "p1", "p2", "s"]
    assert one.steps.circles == ((("question", "a"), ("question", "b"), ("question", "c")),)


def test_a_question_that_hangs_on_itself_is_a_circle() -> None:
    assert whole((question("a", "${a} > 1"),)).steps.circles == ((("question", "a"),),)


def test_a_page_that_hangs_on_its_own_question_is_a_circle() -> None:
    page = Page("p", Text(), (question("a"),), relevant=parse("${a} > 1"))
    one = Questionnaire("q", Text(), (Section("s", Text(), (page,)),))
    assert one.steps.circles == ((("page", "p"), ("question", "a")),)


def test_columns_that_read_each_other_make_no_circle_of_their_repeat() -> None:
    repeat = question("rows", kind=Q.REPEAT, children=(question("b", "${a} > 1"), question("a")))
    one = whole((repeat,))
    assert one.steps.circles == ()
    (step,) = (step for step in one.steps.ordered if step.part is repeat)
    assert step.rows is not None
    assert [inner.part.code for inner in step.rows.ordered] == ["a", "b"]


def test_a_repeat_without_conditions_has_no_steps_of_its_own() -> None:
    repeat = question("rows", kind=Q.REPEAT, children=(question("a"),))
    (step,) = (step for step in whole((repeat,)).steps.ordered if step.part is repeat)
    assert step.rows is None
