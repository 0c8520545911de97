"""A file: it arrives before anything else is looked at, and the answer names it."""

from typing import Any

from django.utils.translation import gettext_lazy

from surveys.forms.answer_field import AnswerField, Stored, Typed
from surveys.forms.files import IN_WORDS, MOST_BYTES, Files
from surveys.forms.mistakes import Mistake
from surveys.questionnaire import Question


def upload_name(name: str) -> str:
    """The name of the control in which a file is chosen, for the question in control `name`."""
    return f"{name}__file"


class FileField(AnswerField):
    """What is typed is the key of a file that has arrived; `files` are those of this company."""

    kind = "file"
    is_own_hint_always_shown = True
    mistake = gettext_lazy("This file is not with us any more. Choose it again.")
    what_to_do = gettext_lazy("Choose a file.")

    def __init__(
        self,
        question: Question,
        owner: str = "",
        entry: int | None = None,
        files: Files | None = None,
    ) -> None:
        super().__init__(question, owner, entry)
        self.files: Files = files or {}

    @property
    def own_hint(self) -> str:  # type: ignore[override]
        sentence = gettext_lazy("One file of up to %(most)s MB: %(kinds)s.")
        return str(sentence) % {"most": MOST_BYTES // 1024**2, "kinds": IN_WORDS}

    def read(self, typed: Typed) -> Stored:
        found = self.files.get(typed.text)
        if found is None:
            raise Mistake(self.mistake)
        return {"file": found.key, "name": found.name}

    def write(self, stored: Any) -> list[str]:
        return [str(stored["file"])]
