"""A page while somebody types: laid out anew, checked for nothing; and where its errors lead."""

import pytest

from surveys.logic.text import Text
from surveys.logic.xlsform_syntax import parse
from surveys.questionnaire import Option, QuestionType
from tests.every_type import EVERY_TYPE
from tests.surveys.forms.pages import drawn, every_type, form, question, sent

T = QuestionType
ONE = (Option("one", Text("하나", "One"), columns=(("region", "south"),)),)


def test_a_limit_is_not_told_of_while_somebody_types() -> None:
    asked = question("share", T.INTEGER, maximum=100)
    other = question("why", T.TEXT, relevant=parse("${share} > 1"))
    typing = form(asked, other, post={"share": "150", "shown": "share"})
    typing.redraw()
    assert [prompt.notice for prompt in typing.prompts] == ["", ""]
    assert typing.problems == ()
    assert [prompt.value for prompt in typing.prompts] == ["150", ""]


def test_a_choice_that_is_not_shown_any_more_is_told_of() -> None:
    region = question("region", T.TEXT)
    where = question(
        "where",
        T.CHOOSE_ONE,
        options=ONE,
        choice_filter=parse("${region} = region", option_columns={"region"}),
    )
    typing = form(region, where, post={"region": "north", "where": "one", "shown": "region where"})
    typing.redraw()
    assert typing.prompts[1].notice.startswith("“One” does not go with your other answers")


def test_what_was_typed_in_cells_that_are_not_asked_is_carried_on() -> None:
    columns = (question("job", T.TEXT), question("pay", T.TEXT, relevant=parse("${job} = 'paid'")))
    group = question("rows", T.REPEAT, children=columns)
    post = {"rows-rows": "1", "rows-0-job": "free", "rows-0-pay": "10", "shown": "rows"}
    typing = form(group, post=post)
    typing.redraw()
    assert typing.carried == (("rows-0-pay", "10"),)
    again = form(group, post={**post, "rows-0-job": "paid"})
    assert again.carried == ()


@pytest.mark.parametrize("kind", [T.CHOOSE_ONE, T.CHOOSE_SEVERAL, T.RANKING])
def test_an_error_leads_to_a_question_of_which_no_option_is_shown(kind: QuestionType) -> None:
    never = parse("'nowhere' = region", option_columns={"region"})
    page = form(question("where", kind, options=ONE, choice_filter=never), post={"shown": "where"})
    assert not page.is_valid()
    [problem] = page.problems
    assert problem.anchor == "id_where"
    assert drawn(page).get_element_by_id("id_where") is not None


@pytest.mark.parametrize("code", [page.code for page in EVERY_TYPE.pages])
def test_every_error_leads_to_a_control_in_its_own_words(code: str) -> None:
    shown = every_type(code)
    blank = {name: [""] for name in shown.fields}
    page = every_type(code, sent(shown, **blank))
    page.is_valid()
    html = drawn(page)
    for problem in page.problems:
        target = html.get_element_by_id(problem.anchor)
        assert target.tag in {"input", "select", "textarea", "fieldset"}
        told = [
            " ".join(one.text_content().split())
            for one in html.xpath("//p[@class='form-hint-invalid']")
        ]
        assert f"Error: {problem.message}" in told
