"""A form field that officers and companies share."""

from typing import Any

from django import forms


class WrittenField(forms.CharField):
    """What somebody writes over several lines. A line's end counts as one character, as it does in
    the browser that lets it be typed; browsers send two."""

    def to_python(self, value: Any) -> Any:
        return super().to_python(value.replace("\r\n", "\n") if isinstance(value, str) else value)
