import pytest

from support_plans.matching.wording import filled, placeholders
from surveys.logic.text import Text
from surveys.logic.values import Facts, Missing
from tests.support_plans.matching.examples import WORDS

ANSWERS: Facts = {
    "employees": 38,
    "barriers": ("cost", "waiting", "gpu"),
    "place": "ndc",
    "stage": "seed",
    "hours": Missing.DONT_KNOW,
}


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("직원은 {employees}입니다.", "직원은 38명입니다."),
        ("{employees:을/를} 둡니다.", "38명을 둡니다."),
        ("{barriers:이/가} 걸립니다.", "비용 부담, 대기 시간, GPU 부족이 걸립니다."),
        ("단계는 ‘{stage}’{:으로/로}, …", "단계는 ‘준비(개발 중)’로, …"),
        ("‘{stage}’{:이라고/라고} 하셨습니다.", "‘준비(개발 중)’라고 하셨습니다."),
        ("‘{place}’{:이/가} {hours}", "‘국가 AI 데이터센터’가 모름"),
        ("{뜻 모를 것} {", "{뜻 모를 것} {"),
    ],
)
def test_korean_takes_the_particle_that_fits(written: str, expected: str) -> None:
    assert filled(Text(ko=written), ANSWERS, WORDS).ko == expected


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("You employ {employees}.", "You employ 38 people."),
        ("You named {barriers:lower}.", "You named cost, waiting time and GPU shortage."),
        ("You named {barriers}.", "You named Cost, Waiting time and GPU shortage."),
        ("You use the {place:lower}.", "You use the National AI Data Center."),
        ("{nobody_asked}", "not asked"),
    ],
)
def test_english_in_mid_sentence(written: str, expected: str) -> None:
    assert filled(Text(en=written), ANSWERS, WORDS).en == expected


def test_placeholders_are_the_codes_of_both_languages() -> None:
    text = Text("{a:을/를} ‘{b}’{:으로/로}", "{a:lower} {c}")
    assert placeholders(text) == {"a", "b", "c"}
