"""A new code is followed by whatever referred to the old one, and by nothing else."""

import pytest

from surveys.logic.text import Text
from surveys.logic.xlsform_syntax import parse, unparse
from surveys.renaming import Renaming

RENAMING = Renaming(
    questions={"needs": "wishes", "openings": "posts", "opening_count": "people"},
    options={("needs", "gpu"): "gpu_hours", ("head_office", "gwangju"): "here"},
)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("selected(${needs}, 'gpu')", "selected(${wishes}, 'gpu_hours')"),
        ("${head_office} = 'gwangju'", "${head_office} = 'here'"),
        ("'gwangju' != ${head_office}", "'here' != ${head_office}"),
        ("${size} = 'gpu' or ${note} = 'gwangju'", "${size} = 'gpu' or ${note} = 'gwangju'"),
        ("sum(${openings}/opening_count) > 3", "sum(${posts}/people) > 3"),
        (
            "indexed-repeat(${opening_count}, ${openings}, 1) > ${needs_more}",
            "indexed-repeat(${people}, ${posts}, 1) > ${needs_more}",
        ),
        (
            "not(${needs} != '' and count(${openings}) > 1)",
            "not(${wishes} != '' and count(${posts}) > 1)",
        ),
    ],
)
def test_conditions_follow(before: str, after: str) -> None:
    assert unparse(RENAMING.expression(parse(before))) == unparse(parse(after))


def test_words_that_show_an_answer_follow() -> None:
    words = Text(ko="${needs:을/를} ${ needs } ${needs_more}", en="Your needs: ${needs}.")

    assert RENAMING.text(words) == Text(
        ko="${wishes:을/를} ${ wishes } ${needs_more}", en="Your needs: ${wishes}."
    )


def test_nothing_renamed_is_false() -> None:
    assert not Renaming()
    assert RENAMING
