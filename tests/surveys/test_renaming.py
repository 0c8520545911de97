"""A new code is followed by whatever referred to the old one, and by nothing else."""

import pytest

from surveys.logic.expressions import Answer, Apply, Expression, Literal
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


SWAP = Renaming(
    questions={"region": "place"},
    options={("region", "south"): "north", ("region", "north"): "south", ("region", "1"): "2"},
)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("${region} = 'south' or ${region} = 'north'", "${place} = 'north' or ${place} = 'south'"),
        ("${region} = 'south north'", "${place} = 'north south'"),
        (
            "indexed-repeat(${region}, ${rows}, 1) = 'south'",
            "indexed-repeat(${place}, ${rows}, 1) = 'north'",
        ),
        ("'south' = selected-at(${region}, 0)", "'north' = selected-at(${place}, 0)"),
        ("selected(${rows}/region, 'south')", "selected(${rows}/place, 'north')"),
        ("${rows}/region != 'south'", "${rows}/place != 'north'"),
        (
            "if(${size} = 'north', ${region}, 'south') = 'south'",
            "if(${size} = 'north', ${place}, 'north') = 'north'",
        ),
        (
            "${region} = if(${size} = 'north', 'north', 'east')",
            "${place} = if(${size} = 'north', 'south', 'east')",
        ),
        ("coalesce(${region}, 'south')", "coalesce(${place}, 'north')"),
        ("once(${region}) = 'south'", "once(${place}) = 'north'"),
        (
            "selected(concat(${region}, ' ', ${size}), 'south')",
            "selected(concat(${place}, ' ', ${size}), 'north')",
        ),
        ("number(selected-at(${region}, 0)) = 1", "number(selected-at(${place}, 0)) = 2"),
        ("if(${region} = 'south', 'north', 'south')", "if(${place} = 'north', 'north', 'south')"),
        ("concat(${size}, 'south')", "concat(${size}, 'south')"),
        ("string-length(${region}) = 1", "string-length(${place}) = 1"),
    ],
)
def test_two_options_that_change_codes_are_told_apart(before: str, after: str) -> None:
    assert unparse(SWAP.expression(parse(before))) == unparse(parse(after))


def test_what_is_looked_up_by_an_answer_follows() -> None:
    mayors = [{"name": "south", "mayor": "Kim"}, {"name": "north", "mayor": "north"}]
    looked_up = parse("pulldata('r', 'mayor', 'name', ${region})", lists={"r": mayors})

    followed = SWAP.expression(looked_up)

    assert isinstance(followed, Apply)
    assert followed.args[3:] == (
        Answer("place"),
        *map(Literal, ("north", "Kim", "south", "north")),
    )


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("'south'", "'north'"),
        ("'east south  north'", "'east north  south'"),
        ("if(${size} = 'north', 'south', ${other})", "if(${size} = 'north', 'north', ${other})"),
        ("concat(1)", "concat(2)"),
        ("${size} = 'south'", "${size} = 'south'"),
    ],
)
def test_a_question_s_own_default_follows(before: str, after: str) -> None:
    assert unparse(SWAP.default("region", parse(before))) == unparse(parse(after))
    assert SWAP.default("size", parse("'south'")) == Literal("south")


def test_what_is_worked_out_from_an_answer_is_compared_with_its_options() -> None:
    known = SWAP.with_calculations(
        {"last": parse("once(${first})"), "first": parse("coalesce(${region}, ${other})")}
    )

    assert unparse(known.expression(parse("${last} = 'south'"))) == "${last} = 'north'"
    assert SWAP.expression(parse("${last} = 'south'")) == parse("${last} = 'south'")


COLUMNS = frozenset({"region", "regions", "kind"})


@pytest.mark.parametrize(
    ("choice_filter", "column", "before", "after"),
    [
        ("option:region = ${region}", "region", "south", "north"),
        ("${region} != option:region", "region", "south", "north"),
        ("selected(${region}, option:region)", "region", "north", "south"),
        ("selected(option:regions, ${region})", "regions", "south east", "north east"),
        ("if(${size} = '', 'all', ${region}) = option:region", "region", "south", "north"),
        ("option:kind = ${size} and ${region} = 'south'", "kind", "south", "south"),
        ("string-length(option:kind) > string-length(${region})", "kind", "south", "south"),
    ],
)
def test_columns_follow_that_a_filter_compares_with_the_answer(
    choice_filter: str, column: str, before: str, after: str
) -> None:
    known = SWAP.in_filter("city", _filter(choice_filter))

    assert known.column(column, before) == after


def test_a_filter_s_own_words_for_an_option_follow() -> None:
    written = _filter(
        "option:region = ${region} and (option:region = 'south' or option:kind = '1')"
    )
    assert unparse(SWAP.in_filter("city", written).expression(written)) == unparse(
        _filter("option:region = ${place} and (option:region = 'north' or option:kind = '1')")
    )
    own = _filter("option:name != 'south'")
    assert SWAP.in_filter("region", own).expression(own) == _filter("option:name != 'north'")
    assert SWAP.in_filter("city", own).expression(own) == own


def _filter(text: str) -> Expression:
    """Written with `option:` in front of what the parser takes for a column."""
    return parse(text.replace("option:", ""), option_columns=COLUMNS | {"name"})


def test_words_that_show_an_answer_follow() -> None:
    words = Text(ko="${needs:을/를} ${ needs } ${needs_more}", en="Your needs: ${needs}.")

    assert RENAMING.text(words) == Text(
        ko="${wishes:을/를} ${ wishes } ${needs_more}", en="Your needs: ${wishes}."
    )


def test_nothing_renamed_is_false() -> None:
    assert not Renaming()
    assert RENAMING
