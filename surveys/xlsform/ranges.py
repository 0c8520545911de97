"""The parameters column of a range: `start=1 end=10 step=1`."""

import re
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from surveys.xlsform.cells import Row
from surveys.xlsform.faults import FaultList

_PART = re.compile(r"(start|end|step)=(-?[0-9]{1,12}(?:\.[0-9]{1,6})?)")


@dataclass(frozen=True, slots=True)
class Ends:
    start: Decimal
    end: Decimal
    is_whole: bool


def read_ends(row: Row, faults: FaultList) -> Ends:
    """The ends of a range, 1 and 10 unless the row says otherwise, as XLSForm has it."""
    found = {"start": Decimal(1), "end": Decimal(10), "step": Decimal(1)}
    for part in re.split(r"[\s,;]+", row.value("parameters").casefold()):
        match = _PART.fullmatch(part)
        if match:
            found[match[1]] = Decimal(match[2])
        elif part:
            message = _("“%(part)s” is not understood. Write “start=1 end=10 step=1”.")
            faults.add(row.fault("parameters", message % {"part": part}))
    if found["start"] > found["end"]:
        message = _("The range starts above its end. Exchange the two numbers.")
        faults.add(row.fault("parameters", message))
    is_whole = all(value == value.to_integral_value() for value in found.values())
    return Ends(found["start"], found["end"], is_whole)
