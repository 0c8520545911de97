"""The parameters column of a range: `start=1 end=10 step=1`."""

import re
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from surveys.logic.expressions import Answer, Apply, Expression, Literal
from surveys.xlsform.cells import Row
from surveys.xlsform.faults import Report

_PART = re.compile(r"(start|end|step)=(-?[0-9]{1,12}(?:\.[0-9]{1,4})?)")
_OF_LOOKS = re.compile(r"(tick_|placeholder)\w*=\S*")


@dataclass(frozen=True, slots=True)
class Ends:
    start: Decimal
    end: Decimal
    step: Decimal

    @property
    def is_whole(self) -> bool:
        return all(one == one.to_integral_value() for one in (self.start, self.end, self.step))

    def on_a_step(self, code: str) -> Expression | None:
        """The condition that an answer lies on a step; None where every whole number does."""
        if self.is_whole and self.step == 1:
            return None
        beyond = Apply("-", (Answer(code), _number(self.start))) if self.start else Answer(code)
        return Apply("=", (Apply("mod", (beyond, _number(self.step))), Literal(0)))


def read_ends(row: Row, report: Report) -> Ends:
    """The ends of a range, 1 and 10 unless the row says otherwise, as XLSForm has it."""
    found = {"start": Decimal(1), "end": Decimal(10), "step": Decimal(1)}
    written = re.sub(r"\s*=\s*", "=", row.value("parameters").casefold())
    for part in re.split(r"[\s,;]+", written):
        match = _PART.fullmatch(part)
        if match:
            found[match[1]] = Decimal(match[2])
        elif part and not _OF_LOOKS.fullmatch(part):
            message = _("“%(part)s” is not understood. Write “start=1 end=10 step=1”.")
            report.add(row.fault("parameters", message % {"part": part}))
    if found["start"] > found["end"]:
        message = _("The range starts above its end. Exchange the two numbers.")
        report.add(row.fault("parameters", message))
    if found["step"] <= 0:
        report.add(row.fault("parameters", _("The step has to be more than 0.")))
        found["step"] = Decimal(1)
    return Ends(**found)


def _number(value: Decimal) -> Literal:
    return Literal(int(value) if value == value.to_integral_value() else value)
