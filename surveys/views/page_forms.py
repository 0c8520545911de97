"""A page's form, filled in from what is stored, from what was kept, or from a post."""

from collections.abc import Mapping
from functools import partial

from surveys.forms import PageForm
from surveys.forms.controls import file_controls, from_stored, reading
from surveys.forms.mistakes import Mistake
from surveys.forms.rows import TypedAnswers
from surveys.questionnaire import Page
from surveys.views.last_time import offered_on
from surveys.views.state import ResponseState
from surveys.views.uploads import stored_files


def page_form(
    state: ResponseState,
    page: Page,
    *,
    data: TypedAnswers | None = None,
    typed: TypedAnswers | None = None,
    refused: Mapping[str, Mistake] | None = None,
) -> PageForm:
    """The page's form, with the company's own files among those that it names."""
    on_screen = typed if data is None else data
    if on_screen is None:
        on_screen = from_stored(page.questions, state.stored)
    keys = [reading(on_screen, name).text for name, _ in file_controls(page, on_screen)]
    return PageForm(
        state.questionnaire,
        page,
        answers=state.stored,
        facts=state.way.facts,
        today=state.today,
        data=data,
        typed=typed,
        files=stored_files(state.invitation, keys),
        refused=refused,
        last_time=partial(offered_on, state, page),
    )
