"""Particles after Hangul, digits, Latin letters and units."""

import pytest

from surveys.logic.josa import connected, with_particle


@pytest.mark.parametrize(
    ("word", "subject", "direction"),
    [
        ("광주", "광주가", "광주로"),
        ("서울", "서울이", "서울로"),
        ("전남", "전남이", "전남으로"),
        ("50명", "50명이", "50명으로"),
        ("12억 원", "12억 원이", "12억 원으로"),
        ("0", "0이", "0으로"),
        ("1", "1이", "1로"),
        ("2", "2가", "2로"),
        ("3", "3이", "3으로"),
        ("4", "4가", "4로"),
        ("5", "5가", "5로"),
        ("6", "6이", "6으로"),
        ("7", "7이", "7로"),
        ("8", "8이", "8로"),
        ("9", "9가", "9로"),
        ("10", "10이", "10으로"),
        ("1,000", "1,000이", "1,000으로"),
        ("1,000,000,000,000", "1,000,000,000,000가", "1,000,000,000,000로"),
        ("2.50", "2.50이", "2.50으로"),
        ("GPU", "GPU가", "GPU로"),
        ("XML", "XML이", "XML로"),
        ("VPN", "VPN이", "VPN으로"),
        ("40 TB", "40 TB가", "40 TB로"),
        ("3 kg", "3 kg이", "3 kg으로"),
        ("12.5%", "12.5%가", "12.5%로"),
        ("100㎡", "100㎡가", "100㎡로"),
        ("cloud", "cloud가", "cloud로"),
        ("mobile", "mobile이", "mobile로"),
        ("startup", "startup이", "startup으로"),
        ("support", "support가", "support로"),
        ("인공지능산업융합사업단(AICA)", "인공지능산업융합사업단(AICA)이", None),
        ("‘서울’", "‘서울’이", "‘서울’로"),
        ("(뺀 값)", "(뺀 값)이", "(뺀 값)으로"),
        ("", "가", "로"),
        ("…", "…가", "…로"),
    ],
)
def test_particle_follows_the_sound(word: str, subject: str, direction: str | None) -> None:
    assert with_particle(word, "이/가") == subject
    if direction:
        assert with_particle(word, "으로/로") == direction


@pytest.mark.parametrize(
    ("particle", "after_consonant", "after_vowel"),
    [("은/는", "은", "는"), ("을/를", "을", "를"), ("과/와", "과", "와")],
)
def test_every_particle(particle: str, after_consonant: str, after_vowel: str) -> None:
    assert with_particle("기업", particle) == "기업" + after_consonant
    assert with_particle("회사", particle) == "회사" + after_vowel


@pytest.mark.parametrize(
    ("noun_form", "conjunction", "alternative", "condition"),
    [
        ("미만임", "미만이고", "미만이거나", "미만이면"),
        ("포함됨", "포함되고", "포함되거나", "포함되면"),
        ("답변함", "답변하고", "답변하거나", "답변하면"),
        ("포함되지 않음", "포함되지 않고", "포함되지 않거나", "포함되지 않으면"),
        ("아님", "아니고", "아니거나", "아니면"),
        ("빠름", "빠르고", "빠르거나", "빠르면"),
        ("늦음", "늦고", "늦거나", "늦으면"),
    ],
)
def test_noun_form_takes_connectives(
    noun_form: str, conjunction: str, alternative: str, condition: str
) -> None:
    assert [connected(noun_form, ending) for ending in ("고", "거나", "면")] == [
        conjunction,
        alternative,
        condition,
    ]
