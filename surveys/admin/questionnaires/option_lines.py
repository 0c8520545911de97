"""Options as lines of text, such as somebody pastes from a spreadsheet: code, Korean, English."""

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from surveys.admin.questionnaires.cells import escaped, pair_read, pair_written, parted, read
from surveys.admin.questionnaires.codes import proposed_code
from surveys.admin.questionnaires.inline import MOST_ROWS
from surveys.logic.text import Text
from surveys.questionnaire import LONGEST_CODE, Option

OPTION_CODE = RegexValidator(
    r"^[^\s'\"|=]+\Z",
    gettext_lazy("The code of an option has no spaces and none of ' \" | =."),
)
EXCLUSIVE = "*"
MOST_OPTIONS = MOST_ROWS  # so that all of them can stand in rows, too


def written_out(options: Iterable[Option]) -> str:
    """One line for each option: `code | Korean | English`, and `*` where it stands alone.

    `options_in` gives back the same options, whatever is in them.
    """
    return "\n".join(" | ".join(_cells(option)) for option in options)


def _cells(option: Option) -> list[str]:
    columns = [pair_written(name, value, "|") for name, value in option.columns]
    cells = [escaped(one, "|") for one in (option.code, option.label.ko, option.label.en)]
    return [*cells, *([EXCLUSIVE] if option.is_exclusive else []), *columns]


def options_in(text: str) -> tuple[Option, ...]:
    """The options that the lines spell; cells are parted by tabs, or by `|`.

    Between tabs, as a spreadsheet copies them, everything is meant as it stands.
    Raises ValidationError with everything that is wrong, by line.
    """
    options: list[Option] = []
    faults: list[str] = []
    for number, line in enumerate(text.splitlines(), start=1):
        if line.strip():
            option = _option(line, {one.code for one in options})
            fault = _fault(option, options)
            if fault:
                faults.append(_("Line %(number)s: %(fault)s") % {"number": number, "fault": fault})
            options.append(option)
    if len(options) > MOST_OPTIONS:
        faults.append(_("A question has at most %(count)s options.") % {"count": MOST_OPTIONS})
    if faults:
        raise ValidationError(faults)
    return tuple(options)


def _option(line: str, taken: set[str]) -> Option:
    if "\t" in line:
        line = "|".join(escaped(one.strip(), "|") for one in line.split("\t"))
    cells = [*parted(line, "|"), "", "", ""]
    code, ko, en = (read(one, "|") for one in cells[:3])
    pairs = [pair for one in cells[3:] if (pair := pair_read(one, "|")) is not None]
    return Option(
        code or proposed_code(en, taken, "option"),
        Text(ko, en),
        any(one.strip() == EXCLUSIVE for one in cells[3:]),
        tuple(sorted(dict(pairs).items())),
    )


def _fault(option: Option, before: list[Option]) -> str:
    try:
        OPTION_CODE(option.code)
    except ValidationError as error:
        return str(error.messages[0])
    if len(option.code) > LONGEST_CODE:
        return _("The code is too long.")
    if any(one.code == option.code for one in before):
        return _("The code “%(code)s” is used above already.") % {"code": option.code}
    return "" if option.label else _("The option has no words.")
