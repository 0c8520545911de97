"""The type column: what a row asks, or does instead."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from surveys.questionnaire import QuestionType
from surveys.xlsform.fields import did_you_mean


class Mark(Enum):
    """A row that opens or closes something, instead of asking."""

    BEGIN_GROUP = "begin_group"
    END_GROUP = "end_group"
    BEGIN_REPEAT = "begin_repeat"
    END_REPEAT = "end_repeat"


class Way(Enum):
    """How a row becomes a question, where its type alone does not say."""

    PLAIN = "plain"
    RANGE = "range"  # a number between two
    ACKNOWLEDGE = "acknowledge"  # one option: OK
    TIME = "time"  # a text of a certain form
    HIDDEN = "hidden"  # worth its calculation or its default


@dataclass(frozen=True, slots=True)
class Asked:
    """What a row asks; `list_name` of the options to choose from.

    `notice` says how that differs from what is written.
    """

    type: QuestionType
    list_name: str = ""
    has_other: bool = False  # or_other: an option “other”, and a text that says what
    way: Way = Way.PLAIN
    notice: str = ""


@dataclass(frozen=True, slots=True)
class Recorded:
    """A row that asks nothing: the device would note something down.

    `notice` says why it is left out. `function` gives the same here; "" where nothing does.
    """

    notice: str
    function: str = ""


class TypeProblem(ValueError):
    """A type that cannot be asked; the message says what to do."""


_FILE = gettext_noop("Nothing can be recorded on a survey page. A file to upload is asked for.")
_PLACE = gettext_noop("A place on the map cannot be asked. It is asked as a text.")

_PLAIN: Mapping[str, Asked] = {
    "text": Asked(QuestionType.TEXT),
    "string": Asked(QuestionType.TEXT),
    "integer": Asked(QuestionType.INTEGER),
    "int": Asked(QuestionType.INTEGER),
    "percentage": Asked(QuestionType.PERCENT),
    "decimal": Asked(QuestionType.DECIMAL),
    "range": Asked(QuestionType.DECIMAL, way=Way.RANGE),
    "date": Asked(QuestionType.DATE),
    "datetime": Asked(
        QuestionType.DATE,
        notice=gettext_noop("A time of day is not asked along with a date. The date is asked."),
    ),
    "time": Asked(
        QuestionType.TEXT,
        way=Way.TIME,
        notice=gettext_noop("A time of day is asked as a text of the form 13:05."),
    ),
    "note": Asked(QuestionType.NOTE),
    "calculate": Asked(QuestionType.CALCULATED),
    "calculation": Asked(QuestionType.CALCULATED),
    "hidden": Asked(QuestionType.CALCULATED, way=Way.HIDDEN),
    "acknowledge": Asked(
        QuestionType.CHOOSE_ONE,
        way=Way.ACKNOWLEDGE,
        notice=gettext_noop("This is asked as a choice with the one option “OK”."),
    ),
    "file": Asked(QuestionType.FILE),
    **dict.fromkeys(("image", "audio", "video"), Asked(QuestionType.FILE, notice=_FILE)),
    **dict.fromkeys(("geopoint", "location"), Asked(QuestionType.TEXT, notice=_PLACE)),
    "barcode": Asked(
        QuestionType.TEXT,
        notice=gettext_noop("A barcode cannot be scanned on a survey page. It is asked as a text."),
    ),
    "phone number": Asked(QuestionType.PHONE),
    "tel": Asked(QuestionType.PHONE),
    "url": Asked(QuestionType.URL),
}
_OTHER_NAMES: Mapping[str, str] = {
    "trigger": "acknowledge",
    "photo": "image",
    "picture": "image",
    "signature": "image",
    "gps": "geopoint",
    "date time": "datetime",
}
# What some of these mean where the row asks nothing: it has no label.
_UNLABELLED = frozenset({"email", "phone number"})

_ON_RECORD = gettext_noop("The row is left out: who answers, and when, is on record anyway.")
_IN_THE_BACKGROUND = gettext_noop("The row is left out: nothing is recorded in the background.")
_OTHER_FILES = gettext_noop("The row is left out: other files are not read.")
_OF_THE_FORM = gettext_noop("The row is left out: the form is named on the settings sheet.")
HIDDEN_WITHOUT_VALUE = gettext_noop("The row is left out: nothing fills in this hidden value.")

_OF_THE_DEVICE = (
    *("deviceid", "device id", "uri:deviceid", "imei", "simserial", "sim id", "uri:simserial"),
    *("subscriberid", "subscriber id", "uri:subscriberid", "phonenumber", "phone number"),
    *("uri:phonenumber", "username", "uri:username", "email", "uri:email", "property"),
)
_BACKGROUND = ("audit", "start-geopoint", "background-geopoint", "background-audio", "geofence")
_RECORDED: Mapping[str, Recorded] = {
    **dict.fromkeys(("start", "start time", "end", "end time"), Recorded(_ON_RECORD, "now")),
    "today": Recorded(_ON_RECORD, "today"),
    **dict.fromkeys(_OF_THE_DEVICE, Recorded(_ON_RECORD)),
    **dict.fromkeys(_BACKGROUND, Recorded(_IN_THE_BACKGROUND)),
    **dict.fromkeys(("xml-external", "csv-external"), Recorded(_OTHER_FILES)),
    **dict.fromkeys(("set form title", "set form id"), Recorded(_OF_THE_FORM)),
}

_SHAPE = gettext_noop("Lines and areas on a map cannot be asked. Ask for a file, or for a text.")
_COLUMNS = gettext_noop("Loops are not supported. Write the group once for each of its columns.")
_REFUSED: Mapping[str, str] = {
    "geotrace": _SHAPE,
    "geoshape": _SHAPE,
    "osm": gettext_noop("OpenStreetMap features cannot be asked. Ask for a text."),
    "include": gettext_noop("Other forms cannot be included. Copy their rows to this place."),
    "cascading_select": gettext_noop(
        "“cascading_select” is not supported. Write one select_one for each level, with a "
        "choice_filter."
    ),
}
_LOOP = re.compile(r"(?:begin|end)[ _]loop\b")

_SELECT = re.compile(
    r"(?:(?P<one>select(?:[ _]one|[ _]?1))|(?P<several>select[ _](?:multiple|all[ _]that[ _]apply))"
    r"|rank)(?=$| |_external|_from_file)",
    re.IGNORECASE,
)
_MARK = re.compile(r"(begin|end)[ _]*(?:lgroup|looped group|(group|repeat))", re.IGNORECASE)


def mark(written: str) -> Mark | None:
    """Whether the type opens or closes a group or a repeat: `begin group`, `begin_group` …"""
    found = _MARK.fullmatch(" ".join(written.split()))
    if not found:
        return None
    return Mark(f"{found[1].casefold()}_{(found[2] or 'repeat').casefold()}")


def meaning(written: str, *, is_labelled: bool) -> Asked | Recorded:
    """What the row asks or notes down. Raises TypeProblem where that cannot be done."""
    spelled = _spelled(written)
    select = _SELECT.match(spelled)
    if select:
        return _choice(spelled, select)
    plain = spelled.casefold()
    plain = _OTHER_NAMES.get(plain, plain)
    refused = _REFUSED.get(plain) or _REFUSED.get(plain.split(" ")[0])
    if refused or _LOOP.match(plain):
        raise TypeProblem(_(refused or _COLUMNS))
    if is_labelled and plain == "email":
        return Asked(QuestionType.EMAIL)
    if plain in _RECORDED and not (is_labelled and plain in _UNLABELLED):
        return _RECORDED[plain]
    if plain in _PLAIN:
        return _PLAIN[plain]
    known = ["select_one", "select_multiple", "rank", "begin_group", "begin_repeat", *_PLAIN]
    raise TypeProblem(
        _("The type “%(type)s” cannot be asked here.") % {"type": written}
        + " "
        + did_you_mean(plain, known)
    )


def _spelled(written: str) -> str:
    """Without what older workbooks say around it: `add image prompt`, `q string`, `get today`."""
    spelled = " ".join(written.split())
    found = re.fullmatch(r"(?:add|q|get) (.+?)(?: prompt)?", spelled, re.IGNORECASE)
    spelled = found[1] if found else spelled
    return re.sub(r" prompt using ", " ", spelled, flags=re.IGNORECASE)


def _choice(spelled: str, select: re.Match[str]) -> Asked:
    rest = spelled[select.end() :].strip()
    if rest.casefold().startswith(("_from_file", "from file ")):
        raise TypeProblem(
            _(
                "Options cannot come from another file. Copy them to the choices sheet, and name "
                "their list here."
            )
        )
    rest = re.sub(r"^(?:_external|from\b)\s*", "", rest, flags=re.IGNORECASE)
    if rest.startswith("${"):
        raise TypeProblem(
            _(
                "Options cannot come from the entries of a repeat. Ask for a text, or write the "
                "options into the choices sheet."
            )
        )
    kind = (
        QuestionType.CHOOSE_ONE
        if select["one"]
        else QuestionType.CHOOSE_SEVERAL
        if select["several"]
        else QuestionType.RANKING
    )
    found = re.fullmatch(
        r"(\S+)(?P<other> or[_ ](?:specify[_ ])?other)?", rest, flags=re.IGNORECASE
    )
    if not found:
        raise TypeProblem(_("Name one list after the type, such as “select_one yes_no”."))
    return Asked(kind, found[1], has_other=bool(found["other"]))
