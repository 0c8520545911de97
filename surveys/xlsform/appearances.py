"""The appearance column: mostly looks, sometimes what is asked."""

import re
from collections.abc import Mapping

from django.utils.translation import gettext as _

from surveys.questionnaire import QuestionType
from surveys.xlsform.types import TypeProblem

# An appearance that changes what is asked → by what it goes with.
_CHANGES: Mapping[str, Mapping[QuestionType, QuestionType]] = {
    "multiline": {QuestionType.TEXT: QuestionType.LONG_TEXT},
    "registration-number": {QuestionType.TEXT: QuestionType.REGISTRATION_NUMBER},
    "email": {QuestionType.TEXT: QuestionType.EMAIL},
    "phone": {QuestionType.TEXT: QuestionType.PHONE},
    "tel": {QuestionType.TEXT: QuestionType.PHONE},
    "url": {QuestionType.TEXT: QuestionType.URL},
    "money": {QuestionType.INTEGER: QuestionType.MONEY},
    "percent": {
        QuestionType.INTEGER: QuestionType.PERCENT,
        QuestionType.DECIMAL: QuestionType.PERCENT,
    },
    "month-year": {QuestionType.DATE: QuestionType.MONTH},
    "year": {QuestionType.DATE: QuestionType.YEAR},
}
_NAMES: Mapping[QuestionType, str] = {
    QuestionType.TEXT: "text",
    QuestionType.INTEGER: "integer",
    QuestionType.DECIMAL: "decimal",
    QuestionType.DATE: "date",
}
_OURS = frozenset({"registration-number", "money", "percent"})  # XLSForm has no other sense of them
_DROPDOWN = frozenset({"minimal", "autocomplete", "autocomplete_chars", "search", "search()"})
_SEARCH = re.compile(r"\bsearch\s*\(\s*[^\s)]", re.IGNORECASE)


def is_grid(appearance: str) -> bool:
    return "table-list" in _words(appearance)


def is_dropdown(appearance: str) -> bool:
    return not _DROPDOWN.isdisjoint(_words(appearance))


def has_label_only(appearance: str) -> bool:
    """Of a choice: the options' labels are shown above the rows that follow, nothing is asked."""
    return "label" in _words(appearance)


def is_row_below_labels(appearance: str) -> bool:
    return "list-nolabel" in _words(appearance)


def with_appearance(kind: QuestionType, appearance: str, written: str) -> QuestionType:
    """What is asked in the end. Raises TypeProblem where the appearance makes no sense of it."""
    if _SEARCH.search(appearance):
        raise TypeProblem(
            _(
                "Options cannot be searched in another file. Copy them to the choices sheet, and "
                "write “search” without a file."
            )
        )
    for word in _words(appearance):
        by_kind = _CHANGES.get(word, {})
        if kind in by_kind:
            return by_kind[kind]
        if word in _OURS:
            raise TypeProblem(
                _("The appearance “%(appearance)s” does not go with the type “%(type)s”.")
                % {"appearance": word, "type": written}
                + " "
                + _("It goes with %(types)s.")
                % {"types": ", ".join(_NAMES[one] for one in by_kind)}
            )
    return kind


def _words(appearance: str) -> list[str]:
    return appearance.casefold().split()
