"""What is imported as the nearest thing, and what is said about it."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

import pytest

from surveys.logic.expressions import Apply, Literal
from surveys.logic.text import Text
from surveys.logic.xlsform_syntax import parse
from surveys.questionnaire import Question, QuestionType
from surveys.xlsform import read_workbook
from tests.surveys.xlsform.workbooks import (
    CHOICES,
    HEADER,
    Table,
    imported,
    page_of,
    saved,
    told,
    workbook,
)

A_TEXT = ("text", "t", "T?")


def row(
    type_: str, name: str | None = "q", label: str | None = "Q?", **cells: Any
) -> Sequence[Any]:
    return (type_, name, label, *(cells.get(heading) for heading in HEADER[3:]))


def asked(
    *rows: Sequence[Any], header: Sequence[str] = HEADER, **sheets: Table | None
) -> tuple[dict[str, Question], list[tuple[str, str]]]:
    """The questions of a page with the rows by their codes, and what was said of them."""
    found = imported(page_of(*rows, header=header), **sheets)
    return found.questionnaire.questions_by_code, told(found.notices)


TYPES: list[tuple[str, QuestionType, str]] = [
    ("geopoint", QuestionType.TEXT, "A place on the map cannot be asked. It is asked as a text."),
    ("gps", QuestionType.TEXT, "A place on the map cannot be asked. It is asked as a text."),
    (
        "barcode",
        QuestionType.TEXT,
        "A barcode cannot be scanned on a survey page. It is asked as a text.",
    ),
    ("time", QuestionType.TEXT, "A time of day is asked as a text of the form 13:05."),
    (
        "dateTime",
        QuestionType.DATE,
        "A time of day is not asked along with a date. The date is asked.",
    ),
    (
        "image",
        QuestionType.FILE,
        "Nothing can be recorded on a survey page. A file to upload is asked for.",
    ),
    (
        "add audio prompt",
        QuestionType.FILE,
        "Nothing can be recorded on a survey page. A file to upload is asked for.",
    ),
    (
        "acknowledge",
        QuestionType.CHOOSE_ONE,
        "This is asked as a choice with the one option “OK”.",
    ),
    ("trigger", QuestionType.CHOOSE_ONE, "This is asked as a choice with the one option “OK”."),
]


@pytest.mark.parametrize(("type_", "kind", "words"), TYPES, ids=[one[0] for one in TYPES])
def test_a_type_that_is_asked_as_the_nearest_one(
    type_: str, kind: QuestionType, words: str
) -> None:
    questions, notices = asked(row(type_))
    assert questions["q"].type is kind
    assert notices == [("survey!A4", words)]


def test_a_time_has_the_form_of_one() -> None:
    questions, _notices = asked(row("time"))
    assert questions["q"].pattern == "([01]?[0-9]|2[0-3]):[0-5][0-9]"


def test_an_acknowledgement_has_one_option() -> None:
    questions, _notices = asked(row("acknowledge", required="yes"))
    assert [option.code for option in questions["q"].options] == ["OK"]
    assert questions["q"].is_required


@pytest.mark.parametrize(
    ("type_", "kind"),
    [
        ("file", QuestionType.FILE),
        ("email", QuestionType.EMAIL),
        ("phone number", QuestionType.PHONE),
        ("percentage", QuestionType.PERCENT),
        ("rank fruit", QuestionType.RANKING),
        ("add select one prompt using yn", QuestionType.CHOOSE_ONE),
        ("q string", QuestionType.TEXT),
        ("select_one_external yn", QuestionType.CHOOSE_ONE),
    ],
)
def test_a_type_that_is_asked_as_it_is(type_: str, kind: QuestionType) -> None:
    questions, notices = asked(row(type_))
    assert questions["q"].type is kind
    assert notices == []


def test_the_same_about_many_rows_is_said_once() -> None:
    _questions, notices = asked(*[row("image", f"i{at}") for at in range(15)])
    ((place, words),) = notices
    assert place == "survey!A4"
    assert words.endswith("Also in rows 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16 and 2 others.")


# --- rows that ask nothing ---


def test_what_a_device_would_note_down_is_left_out() -> None:
    questions, notices = asked(
        row("start", "start", None), row("deviceid", "d", None), row("audit", "audit", None), A_TEXT
    )
    assert list(questions) == ["t"]
    assert notices == [
        (
            "survey!A4",
            "The row is left out: who answers, and when, is on record anyway. Also in row 5.",
        ),
        ("survey!A6", "The row is left out: nothing is recorded in the background."),
    ]


@pytest.mark.parametrize("type_", ["deviceid", "today"])
def test_what_is_left_out_may_have_the_name_of_a_question(type_: str) -> None:
    questions, notices = asked(row(type_, "q", None), row("text", "q"))
    assert questions["q"].type is QuestionType.TEXT
    words = "The row is left out: who answers, and when, is on record anyway."
    assert notices == [("survey!A4", words)]


@pytest.mark.parametrize(("type_", "function"), [("today", "today"), ("start", "now")])
def test_the_day_is_worked_out_where_something_refers_to_it(type_: str, function: str) -> None:
    questions, notices = asked(
        row(type_, "when", None), row("date", constraint=". <= ${when}"), A_TEXT
    )
    assert questions["when"].type is QuestionType.CALCULATED
    assert questions["when"].calculation == Apply(function, ())
    assert [place for place, _words in notices] == ["survey!A4"]


def test_calculations_come_in() -> None:
    questions, notices = asked(
        row("integer", "n"),
        row("calculate", "double", None, calculation="${n} * 2"),
        row("hidden", "constant", None, calculation="'x'"),
        row("text", "silent", None, calculation="${double} + 1"),
    )
    assert {code: one.calculation for code, one in questions.items()} == {
        "n": None,
        "double": parse("${n} * 2"),
        "constant": Literal("x"),
        "silent": parse("${double} + 1"),
    }
    assert questions["silent"].type is QuestionType.CALCULATED
    assert notices == []


def test_a_hidden_value_is_its_default() -> None:
    header = ("type", "name", "label", "default")
    questions, notices = asked(
        ("hidden", "h", None, "2.0"), ("hidden", "empty"), A_TEXT, header=header
    )
    assert questions["h"].calculation == Literal("2.0")
    assert "empty" not in questions
    assert notices == [("survey!A5", "The row is left out: nothing fills in this hidden value.")]


def test_a_note_without_words_is_left_out() -> None:
    questions, notices = asked(row("note", "n", None), A_TEXT)
    assert list(questions) == ["t"]
    assert notices == [("survey!C4", "A note without words is left out.")]


def test_a_value_that_nobody_may_change_is_calculated_and_shown() -> None:
    header = ("type", "name", "label", "calculation", "read_only", "default", "relevant")
    questions, notices = asked(
        ("integer", "n", "How many?"),
        ("decimal", "double", "Twice as many", "${n} * 2", "yes", None, "${n} > 1"),
        ("text", "fixed", "Fixed", None, "TRUE", "as it is"),
        ("text", "bare", "Bare", None, "true()"),
        header=header,
    )
    assert questions["double"].type is QuestionType.CALCULATED
    assert questions["double"].calculation == parse("${n} * 2")
    shown = questions["double_shown"]
    assert (shown.type, shown.label) == (QuestionType.NOTE, Text(en="Twice as many ${double}"))
    assert shown.relevant == parse("${n} > 1")
    assert questions["fixed"].calculation == Literal("as it is")
    assert questions["bare"].type is QuestionType.NOTE
    assert notices == [
        (
            "survey!E5",
            "What nobody may change is calculated, and shown in a note. Also in row 6.",
        ),
        (
            "survey!C5",
            "The answer to “double” is settled on the same page. Companies see “…” until they come "
            "back.",
        ),
        ("survey!E7", "What nobody may answer is shown as a note."),
    ]


def test_a_note_may_have_a_value() -> None:
    questions, notices = asked(
        row("integer", "n"),
        row("note", "double", "Twice as many", calculation="${n} * 2"),
        row("text", "t", relevant="${double} > 4"),
    )
    assert questions["double"].calculation == parse("${n} * 2")
    assert questions["double_shown"].label == Text(en="Twice as many ${double}")
    assert questions["t"].relevant == parse("${double} > 4")
    assert ("survey!H5", "What nobody may change is calculated, and shown in a note.") in notices


def test_a_visible_calculation_is_filled_in() -> None:
    questions, notices = asked(
        row("integer", "n"), row("text", calculation="${n} * 2", trigger="${n}")
    )
    assert questions["q"].default == parse("concat(${n} * 2)")
    assert notices == [
        (
            "survey!H5",
            "The value is filled in when the page is first shown, and may be changed then; it is "
            "not calculated again.",
        )
    ]


# --- columns ---


@pytest.mark.parametrize(
    ("column", "value", "words"),
    [
        ("media::image::English (en)", "a.png", "Pictures, sound and films are left out."),
        ("required_message", "Please!", "The message for a missing answer is left out"),
        ("parameters", "randomize=true", "The parameters are left out."),
        ("save_to", "tree", "Entities are left out"),
        ("choice_filter", "1 = 1", "A row of this type has no use for this cell"),
        ("most_rows", "3", "A row of this type has no use for this cell"),
    ],
)
def test_a_column_that_is_left_out(column: str, value: str, words: str) -> None:
    _questions, notices = asked((*A_TEXT, value), header=("type", "name", "label", column))
    ((place, said),) = notices
    assert place == "survey!D4"
    assert said.startswith(words)


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("notes", "for colleagues"),
        ("$given_name", "x"),
        ("body::accuracyThreshold", "5"),
        ("bind::itemgroup", "x"),
        ("most_rows", None),
        ("read_only", "no"),
        ("appearance", "w1 horizontal-compact"),
    ],
)
def test_a_column_that_says_nothing_to_anybody_here(column: str, value: str | None) -> None:
    _questions, notices = asked((*A_TEXT, value), header=("type", "name", "label", column))
    assert notices == []


def test_a_column_without_heading_is_left_out() -> None:
    _questions, notices = asked((*A_TEXT, "stray"), header=("type", "name", "label"))
    assert notices == [("survey!D1", "The column D has no heading and is left out.")]


def test_a_row_of_remarks_is_passed_over() -> None:
    header = ("type", "name", "label", "notes")
    questions, notices = asked((None, None, None, "to do"), A_TEXT, header=header)
    assert list(questions) == ["t"]
    assert notices == []


def test_guidance_stays_apart_from_the_hint() -> None:
    header = ("type", "name", "label", "hint", "guidance_hint")
    questions, notices = asked((*A_TEXT, "A hint.", "More."), header=header)
    assert (questions["t"].hint, questions["t"].guidance) == (Text(en="A hint."), Text(en="More."))
    assert notices == []


def test_required_may_be_a_condition() -> None:
    questions, _notices = asked(row("integer", "n"), row("text", required="${n} > 3"))
    assert not questions["q"].is_required
    assert questions["q"].required_if == parse("${n} > 3")


@pytest.mark.parametrize(
    ("type_", "written", "expected"),
    [
        ("integer", "7", Literal(7)),
        ("integer", 7.0, Literal(7)),
        ("integer", "-7", Literal(-7)),
        ("decimal", "2.50", Literal(Decimal("2.50"))),
        ("decimal", "7.0", Literal(7)),
        ("integer", "${n} + 1", parse("${n} + 1")),
        ("text", "7", Literal("7")),
        ("text", "a (b)", Literal("a (b)")),
        ("text", "'quoted'", Literal("quoted")),
        ("text", "${n}", parse("concat(${n})")),
        ("text", "concat(${n}, '!')", parse("concat(${n}, '!')")),
        ("date", "2026-03-01", parse("date('2026-03-01')")),
        ("date", "today()", parse("today()")),
        ("select_one yn", "yes", Literal("yes")),
        ("select_multiple fruit", "apple none", Literal("apple none")),
        ("select_one yn", "if(${n} > 1, 'yes', 'no')", parse("if(${n} > 1, 'yes', 'no')")),
    ],
)
def test_a_default_is_a_constant_or_an_expression(
    type_: str, written: object, expected: object
) -> None:
    header = ("type", "name", "label", "default")
    questions, notices = asked(("integer", "n", "N?"), (type_, "q", "Q?", written), header=header)
    assert questions["q"].default == expected
    assert notices == []


def test_a_default_from_an_earlier_response_is_left_out() -> None:
    header = ("type", "name", "label", "default")
    questions, notices = asked(("text", "q", "Q?", "${last-saved#q}"), header=header)
    assert questions["q"].default is None
    assert notices == [
        ("survey!D4", "An earlier response is not known here, so the default is left out.")
    ]


def test_a_repeat_may_count_its_rows() -> None:
    header = ("type", "name", "label", "repeat_count")
    questions, notices = asked(
        ("text", "n", "How many?"),
        ("begin_repeat", "r", "Rows", "${n}"),
        ("text", "a", "A?"),
        ("end_repeat",),
        header=header,
    )
    assert questions["r"].row_count == parse("number(${n})")
    assert notices == []


@pytest.mark.parametrize("appearance", ["minimal", "autocomplete", "w2 search", "search()"])
def test_a_list_with_search(appearance: str) -> None:
    questions, _notices = asked(row("select_one yn", appearance=appearance))
    assert questions["q"].is_dropdown


# --- choices ---

REGIONS: Table = (
    ("list_name", "name", "label", "Region", "notes", "image"),
    ("city", "a", "A", "south", "x y", None),
    ("city", "b", "B", "north", None, None),
    ("yn", "yes", "Yes", None, None, None),
)


def test_options_are_filtered_by_columns_of_their_own() -> None:
    header = ("type", "name", "label", "choice_filter")
    questions, notices = asked(
        ("text", "r", "Region?"),
        ("select_one city", "q", "City?", "Region = ${r} and name != 'b'"),
        ("select_one city", "all", "City?"),
        header=header,
        choices=REGIONS,
    )
    columns = frozenset({"Region", "name"})
    assert questions["q"].choice_filter == parse(
        "Region = ${r} and name != 'b'", option_columns=columns
    )
    assert [option.columns for option in questions["q"].options] == [
        (("Region", "south"), ("notes", "x y")),
        (("Region", "north"),),
    ]
    # A filter may still be to come, and columns that nobody sees do no harm.
    assert questions["all"].options == questions["q"].options
    assert notices == []


def test_an_option_that_excludes_others_does_so_where_there_are_others() -> None:
    questions, _notices = asked(row("select_one fruit", "one"), row("select_multiple fruit", "all"))
    assert [option.is_exclusive for option in questions["one"].options] == [False, False]
    assert [option.is_exclusive for option in questions["all"].options] == [False, True]


def test_the_same_option_twice_counts_once() -> None:
    questions, notices = asked(row("select_one yn"), choices=(*CHOICES, ("yn", "no", "No")))
    assert [option.code for option in questions["q"].options] == ["yes", "no"]
    assert notices == []


def test_an_option_of_no_list_is_left_out() -> None:
    _questions, notices = asked(A_TEXT, choices=(*CHOICES, (None, "a", "A")))
    assert notices == [
        (
            "choices!A6",
            "The row names no list and is left out. Write the list's name, if it counts.",
        )
    ]


def test_external_choices_are_lists_like_others() -> None:
    found = imported(
        page_of(row("select_one_external city")), external_choices=REGIONS
    ).questionnaire.questions_by_code["q"]
    assert [option.code for option in found.options] == ["a", "b"]


def test_other_is_an_option_and_a_question() -> None:
    questions, notices = asked(
        row("integer", "n"),
        row("select_multiple fruit or_other", relevant="${n} > 1"),
        row("select_one yn or specify other", "r"),
    )
    assert [option.code for option in questions["q"].options] == ["apple", "none", "other"]
    other = questions["q_other"]
    assert (other.type, other.is_required) == (QuestionType.TEXT, False)
    assert other.relevant == parse("${n} > 1 and selected(${q}, 'other')")
    assert questions["r_other"].relevant == parse("${r} = 'other'")
    assert list(questions) == ["n", "q", "q_other", "r", "r_other"]
    assert notices[0] == (
        "survey!A5",
        "“or_other” becomes an option “other”, and a text question “q_other” that is asked when it "
        "is chosen.",
    )


# --- names and words ---


def test_groups_and_notes_get_the_name_that_is_missing() -> None:
    found = imported(
        (
            HEADER,
            ("begin_group", None, "A section"),
            ("begin_group", None, None),
            ("note", None, "Please read this."),
            A_TEXT,
            ("begin_group", None, "Inside"),
            ("text", "u", "U?"),
            ("end_group",),
            ("end_group",),
            ("end_group",),
        )
    )
    (section,) = found.questionnaire.sections
    assert (section.code, section.pages[0].code) == ("a_section", "group")
    codes = [one.code for one in section.pages[0].questions]
    assert codes == ["please_read_this", "t", "inside", "u"]
    assert told(found.notices)[0] == (
        "survey!B2",
        "The name is missing. This is called “a_section”.",
    )


def test_a_name_of_two_groups_is_told_apart() -> None:
    found = imported(
        (
            HEADER,
            ("begin_group", "one", "One"),
            ("text", "q", "Q?"),
            ("end_group",),
            ("begin_group", "two", "Two"),
            ("text", "q", "Q?"),
            ("end_group",),
            ("begin_group", "one", "One more"),
            ("text", "r", "R?"),
            ("end_group",),
        )
    )
    assert [section.code for section in found.questionnaire.sections] == ["one", "two", "one_2"]
    assert list(found.questionnaire.questions_by_code) == ["q", "two_q", "r"]
    assert told(found.notices) == [
        ("survey!B6", "Row 3 has the name “q”, too. This one is called “two_q”."),
        ("survey!B8", "Row 2 has the name “one”, too. This one is called “one_2”."),
    ]


def test_other_languages_are_left_out_with_one_word() -> None:
    header = ("type", "name", "label", "label::French (fr)", "hint::French (fr)", "label::Urdu")
    _questions, notices = asked((*A_TEXT, "Q ?", "Indice", "سوال"), header=header)
    assert notices == [
        (
            "survey!D1",
            "The words in “French (fr)” are left out; this platform asks in Korean and English.",
        ),
        (
            "survey!F1",
            "The words in “Urdu” are left out; this platform asks in Korean and English.",
        ),
    ]


def test_markup_is_taken_out_of_words() -> None:
    label = "<p>Do you <b>really</b> grow:</p><ul><li>rice</li><li>**tea**</li></ul>"
    questions, notices = asked(row("text", label=label), row("text", "r", "a < b and c > d"))
    assert questions["q"].label.en == "Do you really grow:\n- rice\n- tea"
    assert questions["r"].label.en == "a < b and c > d"
    assert notices == [("survey!C4", "Formatting (such as <b> or **) is left out; the words stay.")]


def test_a_hint_stands_in_for_a_label() -> None:
    header = ("type", "name", "label", "hint")
    questions, notices = asked(("text", "q", None, "What is it?"), header=header)
    assert (questions["q"].label, questions["q"].hint) == (Text(en="What is it?"), Text())
    assert notices == [("survey!D4", "The label is missing. The hint stands in for it.")]


def test_a_repeat_without_label_is_called_by_its_name() -> None:
    questions, notices = asked(row("begin_repeat", "family_members", None), A_TEXT, ("end_repeat",))
    assert questions["family_members"].label.en == "family members"
    assert notices == [("survey!C4", "The label is missing. The name stands in for it.")]


@pytest.mark.parametrize("heading", [("label",), ()])
def test_an_option_without_label_is_called_by_its_name(heading: tuple[str, ...]) -> None:
    options = (("list_name", "name", *heading), ("l", "very_good"))
    questions, notices = asked(row("select_one l"), choices=options)
    assert [option.label for option in questions["q"].options] == [Text("very good", "very good")]
    place = "choices!C2" if heading else "choices!2"
    assert notices == [(place, "The label is missing. The name stands in for it.")]


def test_a_table_with_several_answers_a_row_is_asked_row_by_row() -> None:
    questions, notices = asked(
        row("begin_group", "g", "How?", appearance="table-list"),
        row("select_multiple fruit", "a"),
        row("select_multiple fruit", "b"),
        ("end_group",),
    )
    assert [(one.code, one.type) for one in questions.values()] == [
        ("g", QuestionType.NOTE),
        ("a", QuestionType.CHOOSE_SEVERAL),
        ("b", QuestionType.CHOOSE_SEVERAL),
    ]
    assert notices == [
        (
            "survey!G4",
            "Only tables in which each row has one answer can be asked, so the rows are asked one "
            "by one.",
        )
    ]


# --- sheets ---


def test_sheets_that_nothing_here_is_like_are_left_out() -> None:
    book = workbook(page_of(A_TEXT))
    for title in ("Entities", "osm", "my notes"):
        book.create_sheet(title).append(["x"])
    assert told(read_workbook(saved(book)).notices) == [
        ("Entities!0", "The sheet is left out; nothing here is like it."),
        ("osm!0", "The sheet is left out; nothing here is like it."),
    ]


# --- settings ---


@pytest.mark.parametrize(
    ("settings", "code", "version"),
    [
        ((("form_id", "version"), ("a form!", "v2")), "a_form", 1),
        ((("id_string", "version"), ("2026", 2026)), "q_2026", 2026),
        ((("form_id", "version"), ("한국", "0")), "form", 1),
    ],
)
def test_a_form_s_name_is_made_a_code(settings: Table, code: str, version: int) -> None:
    found = imported(page_of(A_TEXT), settings=settings)
    assert (found.questionnaire.code, found.questionnaire.version) == (code, version)
    ((place, words),) = told(found.notices)
    assert place == "settings!A2"
    assert words.endswith(f"The survey is called “{code}”.")


def test_where_answers_would_be_sent_is_left_out() -> None:
    settings = (("form_id", "submission_url"), ("f", "https://example.org"))
    found = imported(page_of(A_TEXT), settings=settings)
    assert told(found.notices) == [
        (
            "settings!B2",
            "The address is left out; answers are sent nowhere, they stay on this platform.",
        )
    ]
