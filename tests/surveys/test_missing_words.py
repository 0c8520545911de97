"""Words that are there in one language only are found, wherever they stand."""

from dataclasses import replace

from surveys.logic.text import Text
from surveys.missing_words import MissingWords, missing_words
from surveys.questionnaire import Option, Page, Question, Questionnaire, QuestionType, Section
from tests.factories import small_questionnaire


def test_a_bilingual_questionnaire_misses_nothing() -> None:
    assert missing_words(small_questionnaire()) == ()


def test_each_place_that_misses_words_is_named() -> None:
    row = Question("row", QuestionType.CHOOSE_ONE, Text("행", ""))
    grid = Question(
        "grid",
        QuestionType.GRID,
        Text("표", "Grid"),
        hint=Text("", "Hint"),
        options=(Option("a", Text("가", "")),),
        children=(row,),
    )
    page = Page("page", Text("쪽", ""), (grid,), intro=Text("소개", "Intro"))
    section = Section("section", Text("", "Section"), (page,))

    assert missing_words(Questionnaire("q", Text("조사", "Survey"), (section,))) == (
        MissingWords("section", "section", "title", "ko"),
        MissingWords("page", "page", "title", "en"),
        MissingWords("question", "grid", "hint", "ko"),
        MissingWords("option", "grid/a", "label", "en"),
        MissingWords("question", "row", "label", "en"),
    )


def test_what_has_no_words_at_all_misses_none() -> None:
    page = replace(small_questionnaire().sections[0].pages[0], intro=Text())

    assert (
        missing_words(Questionnaire("q", Text(), (Section("s", Text("ㅅ", "S"), (page,)),))) == ()
    )
