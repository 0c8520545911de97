"""The types of question in the words of whoever chooses one."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from surveys.questionnaire import QuestionType


@dataclass(frozen=True, slots=True)
class TypeWords:
    label: str | Promise
    icon: str  # of Material Symbols


_GROUPS: tuple[tuple[Promise, dict[QuestionType, TypeWords]], ...] = (
    (
        _("Choosing"),
        {
            QuestionType.CHOOSE_ONE: TypeWords(_("Choose one"), "radio_button_checked"),
            QuestionType.CHOOSE_SEVERAL: TypeWords(_("Choose several"), "check_box"),
            QuestionType.RANKING: TypeWords(_("Put in order"), "format_list_numbered"),
            QuestionType.GRID: TypeWords(_("Rating grid"), "grid_on"),
        },
    ),
    (
        _("Numbers"),
        {
            QuestionType.INTEGER: TypeWords(_("Whole number"), "pin"),
            QuestionType.DECIMAL: TypeWords(_("Decimal number"), "decimal_increase"),
            QuestionType.MONEY: TypeWords(_("Amount of money"), "payments"),
            QuestionType.PERCENT: TypeWords(_("Percentage"), "percent"),
        },
    ),
    (
        _("Writing"),
        {
            QuestionType.TEXT: TypeWords(_("Short text"), "short_text"),
            QuestionType.LONG_TEXT: TypeWords(_("Long text"), "notes"),
            QuestionType.EMAIL: TypeWords(_("E-mail address"), "mail"),
            QuestionType.PHONE: TypeWords(_("Telephone number"), "call"),
            QuestionType.URL: TypeWords(_("Web address"), "link"),
            QuestionType.REGISTRATION_NUMBER: TypeWords(_("Business registration number"), "badge"),
        },
    ),
    (
        _("Dates"),
        {
            QuestionType.DATE: TypeWords(_("Date"), "calendar_month"),
            QuestionType.MONTH: TypeWords(_("Month"), "calendar_view_month"),
            QuestionType.YEAR: TypeWords(_("Year"), "calendar_today"),
        },
    ),
    (
        _("Other"),
        {
            QuestionType.REPEAT: TypeWords(_("Repeated rows"), "table_rows"),
            QuestionType.FILE: TypeWords(_("File"), "attach_file"),
            QuestionType.NOTE: TypeWords(_("Note, asks nothing"), "info"),
            QuestionType.CALCULATED: TypeWords(_("Calculated value, asks nothing"), "calculate"),
        },
    ),
)

TYPE_WORDS: dict[QuestionType, TypeWords] = {
    kind: words for _title, kinds in _GROUPS for kind, words in kinds.items()
}


def type_choices(
    among: Iterable[QuestionType] = QuestionType,
) -> list[tuple[Promise, list[tuple[str, str | Promise]]]]:
    """The types as the choices of a select, in groups."""
    wanted = frozenset(among)
    grouped = [
        (title, [(kind.value, words.label) for kind, words in kinds.items() if kind in wanted])
        for title, kinds in _GROUPS
    ]
    return [(title, choices) for title, choices in grouped if choices]
