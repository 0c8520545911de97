"""THE table of comparisons: which are offered for which kind of answer, and how each is called."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from surveys.logic.kinds import Kind
from surveys.logic.text import Text


class Comparison(StrEnum):
    """How the subject of a row is compared. The value is what a form sends."""

    IS = "is"
    IS_NOT = "is_not"
    UNDER = "under"  # of dates: before
    AT_MOST = "at_most"
    OVER = "over"
    AT_LEAST = "at_least"
    BETWEEN = "between"
    ONE_OF = "one_of"
    NONE_OF = "none_of"
    INCLUDES = "includes"
    INCLUDES_NOT = "includes_not"
    INCLUDES_ALL = "includes_all"
    INCLUDES_ANY = "includes_any"
    INCLUDES_NONE = "includes_none"
    CONTAINS = "contains"
    CONTAINS_NOT = "contains_not"
    BEGINS = "begins"
    BEGINS_NOT = "begins_not"
    ENDS = "ends"
    ENDS_NOT = "ends_not"
    MATCHES = "matches"
    MATCHES_NOT = "matches_not"
    HOLDS = "holds"
    FAILS = "fails"
    ANSWERED = "answered"
    BLANK = "blank"


@dataclass(frozen=True, slots=True)
class Form:
    """One row of the table. `most` is None where any number of values may be given, two at least.

    `words` follow the question's name; a kind with words of its own has them in `words_of`.
    """

    words: Text
    kinds: frozenset[Kind]
    fewest: int = 1
    most: int | None = 1
    words_of: tuple[tuple[Kind, Text], ...] = ()

    def called(self, kind: Kind) -> Text:
        return dict(self.words_of).get(kind, self.words)


_NUMBERS = frozenset({Kind.NUMBER})
_ORDERED = frozenset({Kind.NUMBER, Kind.DATE})
_ONE = frozenset({Kind.CHOICE})
_SEVERAL = frozenset({Kind.CHOICES})
_TEXTS = frozenset({Kind.TEXT})
_EQUAL = frozenset({Kind.NUMBER, Kind.DATE, Kind.CHOICE, Kind.TEXT})


def _ordering(ko: str, en: str, ko_date: str, en_date: str) -> Form:
    return Form(Text(ko, en), _ORDERED, words_of=((Kind.DATE, Text(ko_date, en_date)),))


FORMS: Mapping[Comparison, Form] = {
    Comparison.IS: Form(Text("같음", "is"), _EQUAL),
    Comparison.IS_NOT: Form(Text("같지 않음", "is not"), _EQUAL),
    Comparison.UNDER: _ordering("미만", "is under", "이전(그날 제외)", "is before"),
    Comparison.AT_MOST: _ordering("이하", "is at most", "그날 또는 이전", "is on or before"),
    Comparison.OVER: _ordering("초과", "is over", "이후(그날 제외)", "is after"),
    Comparison.AT_LEAST: _ordering("이상", "is at least", "그날 또는 이후", "is on or after"),
    Comparison.BETWEEN: Form(
        Text("범위 안(양끝 포함)", "is between, ends included"), _ORDERED, fewest=2, most=2
    ),
    Comparison.ONE_OF: Form(Text("다음 중 하나", "is one of"), _ONE, fewest=2, most=None),
    Comparison.NONE_OF: Form(
        Text("다음 중 어느 것도 아님", "is none of"), _ONE, fewest=2, most=None
    ),
    Comparison.INCLUDES: Form(Text("포함함", "includes"), _SEVERAL),
    Comparison.INCLUDES_NOT: Form(Text("포함하지 않음", "does not include"), _SEVERAL),
    Comparison.INCLUDES_ANY: Form(
        Text("하나 이상 포함함", "includes any of"), _SEVERAL, fewest=2, most=None
    ),
    Comparison.INCLUDES_ALL: Form(
        Text("모두 포함함", "includes all of"), _SEVERAL, fewest=2, most=None
    ),
    Comparison.INCLUDES_NONE: Form(
        Text("하나도 포함하지 않음", "includes none of"), _SEVERAL, fewest=2, most=None
    ),
    Comparison.CONTAINS: Form(Text("들어 있음", "contains"), _TEXTS),
    Comparison.CONTAINS_NOT: Form(Text("들어 있지 않음", "does not contain"), _TEXTS),
    Comparison.BEGINS: Form(Text("(으)로 시작함", "begins with"), _TEXTS),
    Comparison.BEGINS_NOT: Form(Text("(으)로 시작하지 않음", "does not begin with"), _TEXTS),
    Comparison.ENDS: Form(Text("(으)로 끝남", "ends with"), _TEXTS),
    Comparison.ENDS_NOT: Form(Text("(으)로 끝나지 않음", "does not end with"), _TEXTS),
    Comparison.MATCHES: Form(Text("형식에 맞음", "has the form"), _TEXTS),
    Comparison.MATCHES_NOT: Form(Text("형식에 맞지 않음", "does not have the form"), _TEXTS),
    Comparison.HOLDS: Form(Text("해당함", "applies"), frozenset({Kind.BOOLEAN}), fewest=0, most=0),
    Comparison.FAILS: Form(
        Text("해당하지 않음", "does not apply"), frozenset({Kind.BOOLEAN}), fewest=0, most=0
    ),
    Comparison.ANSWERED: Form(Text("답변함", "is answered"), frozenset(Kind), fewest=0, most=0),
    Comparison.BLANK: Form(
        Text("답변하지 않음", "is not answered"), frozenset(Kind), fewest=0, most=0
    ),
}


def forms_for(kind: Kind) -> Iterator[tuple[Comparison, Form]]:
    """The comparisons offered for an answer of this kind, in the table's order."""
    return ((code, form) for code, form in FORMS.items() if kind in form.kinds)
