"""Drafts are written part by part; what somebody else changed meanwhile is never overwritten."""

from dataclasses import replace

import pytest
from django.contrib.auth.models import User

from surveys.logic.text import Text
from surveys.logic.xlsform_syntax import parse, unparse
from surveys.models import QuestionnaireVersion, QuestionRow
from surveys.questionnaire import Option, Page, Question, QuestionType, Section
from surveys.renaming import Renaming
from surveys.services.draft_conditions import seen_of_condition, set_condition
from surveys.services.draft_parts import (
    add_page,
    add_question,
    add_section,
    find_part,
    move_section,
    remove_part,
    save_page,
    save_question,
    save_section,
    seen_of,
)
from surveys.services.draft_problems import CodeTaken, PartHasMoved, PartIsGone
from surveys.services.version_problems import VersionHasMoved
from surveys.services.versions import publish_version, store_draft
from tests.factories import small_questionnaire, user

pytestmark = pytest.mark.django_db

NOTHING_RENAMED = Renaming()
NOTE = Question("note", QuestionType.NOTE, Text("안내", "A note"))


@pytest.fixture
def officer() -> User:
    return user("officer", "officer")


@pytest.fixture
def draft() -> QuestionnaireVersion:
    return store_draft(questionnaire=small_questionnaire())


def question(draft: QuestionnaireVersion, code: str) -> Question:
    found = find_part(draft.questionnaire, Question, code)
    assert isinstance(found, Question)
    return found


def save(
    draft: QuestionnaireVersion,
    code: str,
    changed: Question,
    by: User,
    *,
    page: str = "",
    renaming: Renaming = NOTHING_RENAMED,
    seen: str = "",
) -> None:
    save_question(
        version=draft,
        code=code,
        question=changed,
        page=page or draft.questionnaire.page_of[code].code,
        renaming=renaming,
        seen=seen or seen_of(question(draft, code)),
        by=by,
    )


def test_a_saved_question_is_read_back_as_it_was_saved(
    draft: QuestionnaireVersion, officer: User
) -> None:
    changed = replace(
        question(draft, "compute_barriers"),
        label=Text("무엇이 걸림돌입니까?", "What is in your way?"),
        options=(Option("time", Text("시간", "Time")), Option("cost", Text("비용", "Cost"))),
        is_required=False,
        constraint=parse("count-selected(${compute_barriers}) < 2"),
    )

    save(draft, "compute_barriers", changed, officer)

    assert question(draft, "compute_barriers") == changed
    draft.refresh_from_db()
    assert draft.edited_by == officer


def test_what_changed_meanwhile_is_not_overwritten(
    draft: QuestionnaireVersion, officer: User
) -> None:
    seen = seen_of(question(draft, "employees"))
    theirs = replace(question(draft, "employees"), hint=Text("오늘", "Today"))
    save(draft, "employees", theirs, officer)

    with pytest.raises(PartHasMoved) as told:
        save(
            draft, "employees", replace(theirs, hint=Text("어제", "Yesterday")), officer, seen=seen
        )

    assert told.value.now == theirs
    assert question(draft, "employees") == theirs


def test_two_who_edit_different_questions_do_not_get_in_each_others_way(
    draft: QuestionnaireVersion, officer: User
) -> None:
    page = find_part(draft.questionnaire, Page, "company_size")
    seen, seen_page = seen_of(question(draft, "uses_gpu")), seen_of(page)
    save(draft, "employees", replace(question(draft, "employees"), hint=Text("ㄱ", "a")), officer)

    save(
        draft,
        "uses_gpu",
        replace(question(draft, "uses_gpu"), hint=Text("ㄴ", "b")),
        officer,
        seen=seen,
    )
    assert isinstance(page, Page)
    save_page(
        version=draft,
        code="company_size",
        page=replace(page, intro=Text("ㄷ", "c")),
        section="company",
        seen=seen_page,
        by=officer,
    )

    assert question(draft, "uses_gpu").hint == Text("ㄴ", "b")
    assert draft.questionnaire.pages_by_code["company_size"].intro == Text("ㄷ", "c")


def test_a_new_code_is_followed_by_every_condition_and_word(
    draft: QuestionnaireVersion, officer: User
) -> None:
    hinted = replace(question(draft, "employees"), hint=Text("${uses_gpu}", "${uses_gpu}"))
    save(draft, "employees", hinted, officer)
    asked = question(draft, "uses_gpu")
    options = (replace(asked.options[0], code="of_course"), asked.options[1])

    save(
        draft,
        "uses_gpu",
        replace(asked, code="has_gpu", options=options),
        officer,
        renaming=Renaming(
            questions={"uses_gpu": "has_gpu"}, options={("uses_gpu", "yes"): "of_course"}
        ),
    )

    page = draft.questionnaire.pages_by_code["compute_barriers"]
    assert page.relevant is not None
    assert unparse(page.relevant) == "${has_gpu} = 'of_course'"
    assert question(draft, "employees").hint == Text("${has_gpu}", "${has_gpu}")
    assert "uses_gpu" not in draft.questionnaire.questions_by_code


def test_two_options_exchange_their_codes_and_everything_follows(
    draft: QuestionnaireVersion, officer: User
) -> None:
    """In the question's own default and scale, in conditions, and in the columns of a filter."""
    scale = (Option("good", Text("좋음", "Good")), Option("bad", Text("나쁨", "Bad")))
    row = Question("speed", QuestionType.CHOOSE_ONE, Text("속도", "Speed"), default=parse("'good'"))
    grid = Question(
        "views", QuestionType.GRID, Text("평가", "Views"), options=scale, children=(row,)
    )
    towns = tuple(
        Option(code, Text(code, code), columns=(("for", view), ("kind", view)))
        for code, view in (("a", "good"), ("b", "bad"))
    )
    final = Question(
        "final", QuestionType.CALCULATED, Text("최종", "Final"), calculation=parse("${speed}")
    )
    town = Question(
        "town",
        QuestionType.CHOOSE_ONE,
        Text("도시", "Town"),
        options=towns,
        choice_filter=parse("for = ${speed}", option_columns=frozenset({"for", "kind"})),
        relevant=parse("${speed} = 'good' and ${final} != 'bad'"),
    )
    for one in (grid, final, town):
        add_question(version=draft, question=one, page="signature", by=officer)
    save(draft, "views", grid, officer)

    swapped = replace(
        grid,
        options=(replace(scale[0], code="bad"), replace(scale[1], code="good")),
        children=(replace(row, code="pace"),),
    )
    exchange = {"good": "bad", "bad": "good"}
    options = {(code, old): exchange[old] for code in ("views", "speed") for old in exchange}
    save(draft, "views", swapped, officer, renaming=Renaming({"speed": "pace"}, options))

    now = question(draft, "town")
    assert now.relevant is not None
    assert unparse(now.relevant) == "${pace} = 'bad' and ${final} != 'good'"
    assert now.choice_filter == parse("for = ${pace}", option_columns=frozenset({"for"}))
    assert [dict(one.columns) for one in now.options] == [
        {"for": "bad", "kind": "good"},
        {"for": "good", "kind": "bad"},
    ]
    assert question(draft, "pace").default == parse("'bad'")


def test_a_code_of_another_question_is_refused(draft: QuestionnaireVersion, officer: User) -> None:
    renamed = replace(question(draft, "employees"), code="signatory_name")

    with pytest.raises(CodeTaken):
        save(
            draft,
            "employees",
            renamed,
            officer,
            renaming=Renaming(questions={"employees": "signatory_name"}),
        )
    with pytest.raises(CodeTaken):
        add_question(
            version=draft, question=replace(NOTE, code="uses_gpu"), page="signature", by=officer
        )
    with pytest.raises(CodeTaken):
        add_page(
            version=draft,
            section="consent",
            page=Page("signature", Text("ㄱ", "a"), ()),
            by=officer,
        )
    with pytest.raises(CodeTaken):
        add_section(version=draft, section=Section("consent", Text("ㄱ", "a"), ()), by=officer)


def test_rows_of_a_grid_are_saved_with_it_and_keep_what_they_have(
    draft: QuestionnaireVersion, officer: User
) -> None:
    rows = tuple(
        Question(code, QuestionType.CHOOSE_ONE, Text(code, code), short=Text(f"짧은 {code}", code))
        for code in ("a", "b", "c")
    )
    grid = Question("grid", QuestionType.GRID, Text("표", "Grid"), children=rows)
    add_question(version=draft, question=grid, page="signature", by=officer)
    save(draft, "grid", grid, officer)  # the rows come with the first save
    a, b, c = (QuestionRow.objects.get(code=code).pk for code in "abc")

    changed = replace(grid, children=(rows[2], replace(rows[0], code="first")))
    save(draft, "grid", changed, officer, renaming=Renaming(questions={"a": "first"}))

    assert question(draft, "grid") == changed
    assert QuestionRow.objects.get(code="c").pk == c
    assert QuestionRow.objects.get(code="first").pk == a
    assert not QuestionRow.objects.filter(pk=b).exists()


def test_a_question_moves_to_another_page_with_its_rows(
    draft: QuestionnaireVersion, officer: User
) -> None:
    row = Question("row", QuestionType.CHOOSE_ONE, Text("행", "Row"))
    grid = Question("grid", QuestionType.GRID, Text("표", "Grid"), children=(row,))
    add_question(version=draft, question=grid, page="company_size", by=officer)
    save(draft, "grid", grid, officer)

    save(draft, "grid", grid, officer, page="signature")

    codes = [one.code for one in draft.questionnaire.pages_by_code["signature"].questions]
    assert codes == ["signatory_name", "grid"]
    assert question(draft, "grid") == grid


def test_pages_and_questions_keep_the_order_given(
    draft: QuestionnaireVersion, officer: User
) -> None:
    section = draft.questionnaire.sections[0]
    save_section(
        version=draft,
        code="company",
        seen=seen_of(section),
        by=officer,
        section=replace(section, pages=section.pages[::-1]),
    )
    page = draft.questionnaire.pages_by_code["company_size"]
    save_page(
        version=draft,
        code="company_size",
        seen=seen_of(page),
        section="company",
        by=officer,
        page=replace(page, questions=page.questions[::-1]),
    )

    assert [one.code for one in draft.questionnaire.pages] == [
        "compute_barriers",
        "company_size",
        "signature",
    ]
    assert [one.code for one in draft.questionnaire.pages_by_code["company_size"].questions] == [
        "uses_gpu",
        "employees",
    ]


def test_a_page_moves_to_the_end_of_another_section(
    draft: QuestionnaireVersion, officer: User
) -> None:
    page = draft.questionnaire.pages_by_code["compute_barriers"]

    save_page(
        version=draft, code=page.code, page=page, section="consent", seen=seen_of(page), by=officer
    )

    assert [one.code for one in draft.questionnaire.sections[1].pages] == [
        "signature",
        "compute_barriers",
    ]


def test_a_question_is_added_behind_the_one_named(
    draft: QuestionnaireVersion, officer: User
) -> None:
    add_question(version=draft, question=NOTE, page="company_size", after="employees", by=officer)

    questions = draft.questionnaire.pages_by_code["company_size"].questions
    assert [one.code for one in questions] == ["employees", "note", "uses_gpu"]


def test_a_column_is_added_to_repeated_rows(draft: QuestionnaireVersion, officer: User) -> None:
    repeat = Question("posts", QuestionType.REPEAT, Text("자리", "Posts"))
    add_question(version=draft, question=repeat, page="signature", by=officer)

    add_question(version=draft, question=NOTE, parent="posts", by=officer)

    assert question(draft, "posts").children == (NOTE,)


def test_a_section_is_moved_no_further_than_the_end(
    draft: QuestionnaireVersion, officer: User
) -> None:
    for places, order in (
        (1, ["consent", "company"]),
        (5, ["consent", "company"]),
        (-9, ["company", "consent"]),
    ):
        move_section(version=draft, code="company", by_places=places, by=officer)

        assert [one.code for one in draft.questionnaire.sections] == order


def test_a_part_is_removed_with_everything_in_it(
    draft: QuestionnaireVersion, officer: User
) -> None:
    section = draft.questionnaire.sections[0]

    remove_part(version=draft, kind=Section, code="company", seen=seen_of(section), by=officer)

    assert [one.code for one in draft.questionnaire.sections] == ["consent"]
    with pytest.raises(PartIsGone):
        remove_part(version=draft, kind=Question, code="employees", seen="", by=officer)


def test_a_condition_is_set_and_taken_away(draft: QuestionnaireVersion, officer: User) -> None:
    condition = parse("${employees} > 10")
    set_condition(
        version=draft,
        kind=Question,
        code="uses_gpu",
        field="required_if",
        expression=condition,
        seen=seen_of_condition(None),
        by=officer,
    )

    assert question(draft, "uses_gpu").required_if == condition
    assert not question(draft, "uses_gpu").is_required
    with pytest.raises(PartHasMoved):
        set_condition(
            version=draft,
            kind=Question,
            code="uses_gpu",
            field="required_if",
            expression=None,
            seen=seen_of_condition(None),
            by=officer,
        )

    set_condition(
        version=draft,
        kind=Question,
        code="uses_gpu",
        field="required_if",
        expression=None,
        seen=seen_of_condition(condition),
        by=officer,
    )
    assert question(draft, "uses_gpu").required_if is None


def test_a_published_version_takes_no_change(draft: QuestionnaireVersion, officer: User) -> None:
    changed = replace(question(draft, "employees"), hint=Text("ㄱ", "a"))
    publish_version(version=draft)

    with pytest.raises(VersionHasMoved):
        save(draft, "employees", changed, officer)
    with pytest.raises(VersionHasMoved):
        add_question(version=draft, question=NOTE, page="signature", by=officer)
