"""Earlier answers inside later words."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveys.logic.text import Text
from surveys.logic.values import Facts, Missing, Value
from surveys.piping import piped, placeholders
from surveys.questionnaire import Option, Page, Question, Questionnaire, QuestionType, Section
from surveys.vocabulary import QuestionnaireVocabulary, ordinal

Q = QuestionType
FIRST, SECOND = (
    Option("first", Text("첫째", "First")),
    Option("second", Text("둘째 (${staff})", "Second (${staff})")),
)


def question(code: str, kind: QuestionType, unit: Text = Text()) -> Question:
    options = (FIRST, SECOND) if kind in (Q.CHOOSE_ONE, Q.CHOOSE_SEVERAL, Q.RANKING) else ()
    label = Text(f"{code} 질문", f"About {code}")
    return Question(code, kind, label, options=options, unit=unit)


QUESTIONS = (
    question("staff", Q.INTEGER, Text("명", "person|people")),
    question("name", Q.TEXT),
    question("place", Q.CHOOSE_ONE),
    question("places", Q.CHOOSE_SEVERAL),
    question("order", Q.RANKING),
    question("budget", Q.MONEY, Text("백만원", "KRW million")),
    question("share", Q.PERCENT),
    question("opened", Q.DATE),
    question("month", Q.MONTH),
    question("since", Q.YEAR),
    question("number", Q.REGISTRATION_NUMBER),
    question("rate", Q.CALCULATED),
    question("plan", Q.FILE),
    Question("jobs", Q.REPEAT, Text(), children=(question("job", Q.TEXT),)),
)
PAGE = Page("page", Text(), QUESTIONS)
WHOLE = Questionnaire("whole", Text(), (Section("all", Text(), (PAGE,)),))
FACTS: Facts = {
    "staff": 38,
    "name": "<b>무등</b>",
    "place": "first",
    "places": ("first", "second"),
    "order": ("second", "first"),
    "budget": 350_000_000,
    "share": Decimal("12.5"),
    "opened": date(2019, 3, 1),
    "month": date(2019, 3, 1),
    "since": 2019,
    "number": "1248100998",
    "rate": Decimal(1) / Decimal(3),
    "plan": "계획.pdf",
    "jobs": ({"job": "A"}, {"job": "B"}),
    "unsure": Missing.DONT_KNOW,
}
WORDS = QuestionnaireVocabulary(WHOLE, FACTS)


@pytest.mark.parametrize(
    ("code", "ko", "en"),
    [
        ("staff", "38명", "38 people"),
        ("name", "<b>무등</b>", "<b>무등</b>"),
        ("place", "첫째", "First"),
        ("places", "첫째, 둘째 (38명)", "First and Second (38 people)"),
        ("order", "1위 둘째 (38명), 2위 첫째", "1st Second (38 people), 2nd First"),
        ("budget", "3억 5,000만 원", "KRW 350 million"),
        ("share", "12.5%", "12.5%"),
        ("opened", "2019년 3월 1일", "1 March 2019"),
        ("month", "2019년 3월", "March 2019"),
        ("since", "2019년", "2019"),
        ("number", "124-81-00998", "124-81-00998"),
        ("rate", "0.3333", "0.3333"),
        ("plan", "계획.pdf", "계획.pdf"),
        ("jobs", "2건", "2 entries"),
        ("unsure", "…", "…"),
        ("nobody_asked", "…", "…"),
    ],
)
def test_an_answer_is_said_in_words(code: str, ko: str, en: str) -> None:
    text = Text(f"‘${{{code}}}’ 맞습니까?", f"Is it ${{ {code} }}?")
    assert piped(text, FACTS, WORDS) == Text(f"‘{ko}’ 맞습니까?", f"Is it {en}?")


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("${staff:은/는} 많습니다.", "38명은 많습니다."),
        ("${place:을/를} 고르셨습니다.", "첫째를 고르셨습니다."),
        ("‘${place}’${:이/가} 맞습니까?", "‘첫째’가 맞습니까?"),
        ("${unsure:은/는} 언제입니까?", "…은(는) 언제입니까?"),
        ("${무엇} $ {staff} ${", "… $ {staff} ${"),
        ("{staff}", "{staff}"),
    ],
)
def test_korean_takes_the_particle_that_fits(written: str, said: str) -> None:
    assert piped(Text(ko=written), FACTS, WORDS).ko == said


def test_what_somebody_typed_is_never_read_for_placeholders() -> None:
    facts: Facts = {**FACTS, "name": "${staff}"}
    words = QuestionnaireVocabulary(WHOLE, facts)
    assert piped(Text(en="Hello ${name}"), facts, words).en == "Hello ${staff}"


def test_options_that_name_each_other_come_to_an_end() -> None:
    both = tuple(Option(code, Text(en=f"{code} of ${{{code}}}")) for code in ("a", "b"))
    pair = tuple(Question(one, Q.CHOOSE_ONE, Text(), options=both) for one in ("a", "b"))
    whole = Questionnaire("w", Text(), (Section("s", Text(), (Page("p", Text(), pair),)),))
    facts: dict[str, Value] = {"a": "b", "b": "a"}
    text = piped(Text(en="${a}"), facts, QuestionnaireVocabulary(whole, facts))
    assert text.en == "b of a of …"


def test_inside_a_row_its_own_answers_come_first() -> None:
    inside = WORDS.within({"job": "Engineer"})
    assert inside.words(Text(en="${job} of ${staff}")).en == "Engineer of 38 people"


def test_without_facts_words_read_as_they_were_written() -> None:
    assert QuestionnaireVocabulary(WHOLE).option("place", "second") == SECOND.label


def test_placeholders_are_the_codes_of_both_languages() -> None:
    text = Text("${a:을/를} ‘${b}’${:으로/로}", "${c} ${ a }")
    assert placeholders(text) == ("a", "b", "c")


@pytest.mark.parametrize(
    ("place", "ko", "en"),
    [(1, "1위", "1st"), (2, "2위", "2nd"), (3, "3위", "3rd"), (4, "4위", "4th"),
     (11, "11위", "11th"), (12, "12위", "12th"), (13, "13위", "13th"), (21, "21위", "21st"),
     (112, "112위", "112th")],
)  # fmt: skip
def test_places_are_said_as_ordinals(place: int, ko: str, en: str) -> None:
    assert ordinal(place) == Text(ko, en)


@given(st.text())
def test_no_text_breaks_it_and_none_without_placeholders_is_changed(text: str) -> None:
    said = piped(Text(text, text), FACTS, WORDS)
    if "${" not in text:
        assert said == Text(text, text)
