"""Answers in words: every type, in both languages, for the company and for officers."""

from decimal import Decimal
from typing import Any

import pytest

from surveys.answers import decode
from surveys.logic.text import Text
from surveys.logic.values import Missing
from surveys.review import AnswerLine, answer_in_words, answer_lines
from surveys.routing import route
from surveys.vocabulary import QuestionnaireVocabulary
from tests.every_type import A_FILE, ANSWERS, EVERY_TYPE
from tests.surveys.forms.pages import STORED, TODAY


def lines(stored: dict[str, Any], **more: Any) -> dict[str, AnswerLine]:
    way = route(EVERY_TYPE, decode(EVERY_TYPE, stored), TODAY)
    found = answer_lines(EVERY_TYPE, way, stored=stored, **more)
    return {line.question.code: line for line in found}


WORDS = {
    "product": ("무등 번역기", "무등 번역기"),
    "licence": ("AI-2031", "AI-2031"),
    "story": ("남도 말을\n표준어로 옮깁니다.", "남도 말을\n표준어로 옮깁니다."),
    "number": ("124-81-00998", "124-81-00998"),
    "mail": ("name@example.org", "name@example.org"),
    "phone": ("답변을 원하지 않음", "prefer not to say"),
    "staff": ("7명", "7 people"),
    "latency": ("0.25초", "0.25 seconds"),
    "sales": ("3억 5,000만 원", "KRW 350 million"),
    "share": ("모름", "don’t know"),
    "begun": ("2019년 3월 1일", "1 March 2019"),
    "released": ("2021년 11월", "November 2021"),
    "since": ("2020년", "2020"),
    "uses_gpu": ("예", "Yes"),
    "gpu_where": (
        "자체 서버, 국가 AI 데이터센터",
        "Our own servers and The National AI Data Center",
    ),
    "region": ("광주광역시", "Gwangju"),
    "district": ("광주 광산구", "Gwangsan-gu, Gwangju"),
    "stage": ("성장", "Growth"),
    "need_space": ("그러함", "Yes"),
    "need_mentor": ("모름", "don’t know"),
    "need_parking": ("전혀 아님", "Not at all"),
    "priorities": (
        "개발 인력\nGPU 사용 시간\n투자 유치\n학습 데이터",
        "Engineers\nGPU hours\nInvestment\nTraining data",
    ),
    "plan": ("계획.pdf", "계획.pdf"),
    "openings": (
        "번역 모델 개발자 · 정규직 · 6,200만 원 · 기계 학습 · "
        "1위 기술, 2위 희망 연봉, 3위 학위 · 계획.pdf\n"
        "운영 담당자 · 계약직 · 2027년 12월 31일 · 답변하지 않음 · 기계 학습, 운영 자동화 · "
        "1위 학위, 2위 기술, 3위 희망 연봉 · 답변하지 않음",
        "번역 모델 개발자 · Permanent · KRW 62 million · Machine learning · "
        "1st Skill, 2nd Pay, 3rd Degree · 계획.pdf\n"
        "운영 담당자 · Fixed-term · 31 December 2027 · not answered · "
        "Machine learning and MLOps · 1st Degree, 2nd Skill, 3rd Pay · not answered",
    ),
    "sites": ("2곳", "2 sites"),
    "places": ("본사 · 120㎡\n연구소 · 답변하지 않음", "본사 · 120 m²\n연구소 · not answered"),
}


def test_every_answer_is_said_in_words() -> None:
    found = lines(STORED)
    said = {code: line.answer and (line.answer.ko, line.answer.en) for code, line in found.items()}
    assert said == {**WORDS, "site": None, "brochure": None}


def test_labels_name_earlier_answers_too() -> None:
    assert lines(STORED)["staff"].label.en == "How many people work on 무등 번역기?"


def test_a_ranking_is_a_list_in_its_order() -> None:
    ranking = lines(STORED)["priorities"]
    assert ranking.is_ranked
    assert [line[0].text.en for line in ranking.lines] == [
        "Engineers",
        "GPU hours",
        "Investment",
        "Training data",
    ]
    unsure = lines({**STORED, "priorities": {"missing": "dont_know"}})["priorities"]
    assert (unsure.is_ranked, unsure.answer) == (False, Text("모름", "don’t know"))


def test_files_are_linked_where_the_reader_may_fetch_them() -> None:
    found = lines(STORED, file_url=lambda key: f"/files/{key}/")
    url = f"/files/{A_FILE['file']}/"
    assert found["plan"].lines[0][0].url == url
    assert [[piece.url for piece in line if piece.url] for line in found["openings"].lines] == [
        [url],
        [],
    ]
    assert not any(piece.url for line in lines(STORED)["openings"].lines for piece in line)


def test_calculations_are_for_officers() -> None:
    assert "per_head" not in lines(STORED)
    officers = lines(STORED, with_calculations=True)
    assert officers["per_head"].answer == Text("5,000만 원", "KRW 50 million")
    assert officers["openings"].answer is not None
    assert officers["openings"].answer.en.splitlines()[1].endswith("not answered · 2")


@pytest.mark.parametrize("missing", [Missing.NOT_ASKED, Missing.BLANK])
def test_what_was_not_provided_has_no_words(missing: Missing) -> None:
    words = QuestionnaireVocabulary(EVERY_TYPE)
    question = EVERY_TYPE.questions_by_code["product"]
    assert answer_in_words(question, missing, words) is None


def test_every_page_is_answered_in_the_example() -> None:
    way = route(EVERY_TYPE, decode(EVERY_TYPE, STORED), TODAY)
    assert way.unfinished == ()
    assert [asked.page.code for asked in way.pages] == list(ANSWERS)


@pytest.mark.parametrize("value", ["Infinity", "-Infinity", "NaN"])
@pytest.mark.parametrize("code", ["per_head", "latency"])  # in won, and in seconds
def test_what_was_divided_by_zero_is_said_to_have_no_value(code: str, value: str) -> None:
    said = QuestionnaireVocabulary(EVERY_TYPE).answer(code, Decimal(value))
    assert said == Text("계산할 수 없음", "cannot be worked out")
