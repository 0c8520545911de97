"""The fields of parts in words: what each is called, and what stands in it."""

from decimal import Decimal
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from surveys.admin.questionnaires.types import TYPE_WORDS
from surveys.language import in_words
from surveys.logic.expressions import Answer, Apply, Literal
from surveys.logic.sentences import Vocabulary, sentence
from surveys.logic.text import Text
from surveys.logic.values import Missing
from surveys.questionnaire import QuestionType

NAMES: dict[str, str | Promise] = {
    "code": gettext_lazy("Code"),
    "type": gettext_lazy("Type"),
    "title": gettext_lazy("Title"),
    "intro": gettext_lazy("Introduction"),
    "pages": gettext_lazy("Pages"),
    "questions": gettext_lazy("Questions"),
    "label": gettext_lazy("Question"),
    "short": gettext_lazy("Short name"),
    "hint": gettext_lazy("Hint"),
    "guidance": gettext_lazy("More help"),
    "unit": gettext_lazy("Unit"),
    "is_required": gettext_lazy("Has it to be answered?"),
    "required_if": gettext_lazy("Required if"),
    "allowed_missing": gettext_lazy("Companies may also answer"),
    "options": gettext_lazy("Options"),
    "choice_filter": gettext_lazy("Options shown if"),
    "is_dropdown": gettext_lazy("In a list with search"),
    "relevant": gettext_lazy("Asked if"),
    "minimum": gettext_lazy("Smallest number"),
    "maximum": gettext_lazy("Largest number"),
    "pattern": gettext_lazy("Form of the text"),
    "constraint": gettext_lazy("Valid if"),
    "constraint_message": gettext_lazy("Message when an answer is not valid"),
    "default": gettext_lazy("Filled in with"),
    "calculation": gettext_lazy("Calculation"),
    "children": gettext_lazy("Rows or columns"),
    "most_rows": gettext_lazy("Most rows"),
    "row_count": gettext_lazy("Number of rows"),
}


def in_short(value: Any, vocabulary: Vocabulary) -> str:
    """A field's value on one line; a dash where there is nothing."""
    match value:
        case None | "" | () | Text(ko="", en=""):
            return "–"
        case bool():
            return _("Yes") if value else _("No")
        case Text():
            return " / ".join(part for part in (value.ko, value.en) if part)
        case QuestionType():
            return str(TYPE_WORDS[value].label)
        case Answer() | Apply() | Literal():
            return in_words(sentence(value, vocabulary))
        case Decimal():
            return f"{value.normalize():f}"
        case frozenset():
            words = {
                Missing.DONT_KNOW: _("Don’t know"),
                Missing.PREFER_NOT_TO_SAY: _("Prefer not to say"),
            }
            return ", ".join(str(words.get(one, one)) for one in value) or "–"
        case tuple():
            return ", ".join(_name(one) for one in value)
    return str(value)


def _name(part: Any) -> str:
    words = getattr(part, "label", None) or getattr(part, "title", None)
    return in_words(words) if words else str(part.code)
