"""Templates filled in in both languages at once."""

import pytest

from surveys.logic.text import Text
from surveys.logic.wording import Term, fill


@pytest.mark.parametrize(
    ("words", "terms", "ko", "en"),
    [
        (Text("{0:은/는} 없습니다", "{0} is missing"), ["GPU"], "GPU는 없습니다", "GPU is missing"),
        (Text("{0:을/를} 더함", "plus {0}"), [3], "3을 더함", "plus 3"),
        (Text("{0:을/를} 더함", "plus {0}"), [2], "2를 더함", "plus 2"),
        (
            Text("{1:이/가} {0}보다 큼", "{1} is over {0}"),
            [Text("쉰", "fifty"), Text("사람", "people")],
            "사람이 쉰보다 큼",
            "people is over fifty",
        ),
        (Text("{0:면} {1}", "{1} if {0}"), ["포함됨", "예"], "포함되면 예", "예 if 포함됨"),
        (
            Text("{0:이어야/여야} 함", "has to be {0}"),
            ["값"],
            "값이어야 함",
            "has to be 값",
        ),
        (Text("${{{0}}}처럼", "as in ${{{0}}}"), ["a"], "${a}처럼", "as in ${a}"),
        # a term with one language serves for both
        (Text("{0} 있음", "{0} is there"), [Text(ko="값")], "값 있음", "값 is there"),
        # what is filled in is not read as a template
        (Text("{0}", "{0}"), ["{1} {x} {"], "{1} {x} {", "{1} {x} {"),
    ],
)
def test_terms_stand_in_their_places(words: Text, terms: list[Term], ko: str, en: str) -> None:
    assert fill(words, terms) == Text(ko=ko, en=en)


def test_terms_may_have_names() -> None:
    words = Text(ko="{all:을/를} 더한 값", en="the sum of {all}")
    filled = Text(ko="가, 나를 더한 값", en="the sum of a and b")
    assert fill(words, all=Text("가, 나", "a and b")) == filled
