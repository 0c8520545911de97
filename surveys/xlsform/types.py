"""The type and appearance columns: what a row asks."""

import re
from dataclasses import dataclass
from enum import Enum

from django.utils.translation import gettext as _

from surveys.questionnaire import QuestionType
from surveys.xlsform.fields import did_you_mean


class Mark(Enum):
    """A row that opens or closes something, instead of asking."""

    BEGIN_GROUP = "begin_group"
    END_GROUP = "end_group"
    BEGIN_REPEAT = "begin_repeat"
    END_REPEAT = "end_repeat"


@dataclass(frozen=True, slots=True)
class Asked:
    """What a row asks; `list_name` of the options to choose from."""

    type: QuestionType
    list_name: str = ""


class TypeProblem(ValueError):
    """A type that cannot be asked; the message says what to do."""


_PLAIN = {
    "text": QuestionType.TEXT,
    "string": QuestionType.TEXT,
    "integer": QuestionType.INTEGER,
    "int": QuestionType.INTEGER,
    "decimal": QuestionType.DECIMAL,
    "range": QuestionType.DECIMAL,
    "date": QuestionType.DATE,
    "note": QuestionType.NOTE,
}

# An appearance that changes what is asked → by the type it goes with.
_APPEARANCES = {
    "multiline": {"text": QuestionType.LONG_TEXT},
    "registration-number": {"text": QuestionType.REGISTRATION_NUMBER},
    "email": {"text": QuestionType.EMAIL},
    "phone": {"text": QuestionType.PHONE},
    "tel": {"text": QuestionType.PHONE},
    "url": {"text": QuestionType.URL},
    "money": {"integer": QuestionType.MONEY},
    "percent": {"integer": QuestionType.PERCENT, "decimal": QuestionType.PERCENT},
    "month-year": {"date": QuestionType.MONTH},
    "year": {"date": QuestionType.YEAR},
}

_ONE = re.compile(r"select[_ ]?(?:one|1)(?: from)? +(.+)", re.IGNORECASE)
_SEVERAL = re.compile(r"select[_ ](?:multiple|all that apply)(?: from)? +(.+)", re.IGNORECASE)


def mark(written: str) -> Mark | None:
    """Whether the type opens or closes a group or a repeat: `begin group`, `begin_group` …"""
    found = re.fullmatch(r"(begin|end)[ _]*(group|repeat)", written.casefold())
    return Mark(f"{found[1]}_{found[2]}") if found else None


def is_grid(appearance: str) -> bool:
    return "table-list" in appearance.casefold().split()


def asked(written: str, appearance: str) -> Asked:
    """What the two columns ask for. Raises TypeProblem where that cannot be asked."""
    spelled = " ".join(written.split())
    for pattern, kind in ((_ONE, QuestionType.CHOOSE_ONE), (_SEVERAL, QuestionType.CHOOSE_SEVERAL)):
        found = pattern.fullmatch(spelled)
        if found:
            return Asked(kind, _list_name(found[1]))
    plain = _PLAIN.get(spelled.casefold())
    if plain is None:
        known = ["select_one", "select_multiple", "begin_group", "begin_repeat", *_PLAIN]
        raise TypeProblem(
            _("The type “%(type)s” cannot be asked here.") % {"type": written}
            + " "
            + did_you_mean(spelled.casefold(), known)
        )
    return Asked(_with_appearance(plain, spelled, appearance))


def _list_name(written: str) -> str:
    words = written.split()
    if len(words) == 1:
        return words[0]
    if words[1:] in (["or_other"], ["or", "other"], ["or", "specify", "other"]):
        raise TypeProblem(
            _(
                "“or_other” is not supported. Add an option “other” to the list, and a text "
                "question that is relevant when it is chosen."
            )
        )
    raise TypeProblem(_("Name one list after the type, such as “select_one yes_no”."))


def _with_appearance(plain: QuestionType, written: str, appearance: str) -> QuestionType:
    for token in appearance.casefold().split():
        by_type = _APPEARANCES.get(token)
        if by_type is None:
            continue  # XLSForm's other appearances are about looks alone
        if plain.value not in by_type:
            raise TypeProblem(
                _("The appearance “%(appearance)s” does not go with the type “%(type)s”.")
                % {"appearance": token, "type": written}
                + " "
                + _("It goes with %(types)s.") % {"types": ", ".join(by_type)}
            )
        return by_type[plain.value]
    return plain
