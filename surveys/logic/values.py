"""What an answer, and so any expression, can be worth.

"Not asked", "left blank", "don't know" and "no" are four different things. The first three are
`Missing`: an expression that needs such an answer is *unknown*, never false.
"""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from enum import Enum


class Missing(Enum):
    """Why there is no value. The string is what is stored."""

    NOT_ASKED = "not_asked"  # the question was not put, or not reached yet
    BLANK = "blank"  # it was put and left empty
    DONT_KNOW = "dont_know"
    PREFER_NOT_TO_SAY = "prefer_not_to_say"
    NOT_COMPUTABLE = "not_computable"  # a division by zero, a date that does not exist …


Scalar = bool | int | Decimal | str | date  # a Decimal is never NaN
Row = Mapping[str, "Value"]  # one row of a repeated group: column code → value
Value = Scalar | tuple[str, ...] | tuple[Row, ...] | Missing
Facts = Mapping[str, Value]  # question code → value; a code that is absent was not asked
