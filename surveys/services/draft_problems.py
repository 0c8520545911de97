"""Why a change to a draft was not made."""

from typing import TypeAlias

from surveys.questionnaire import Page, Question, Section

Part: TypeAlias = Section | Page | Question


class DraftProblem(Exception):
    """Nothing was changed."""


class PartIsGone(DraftProblem):
    """Somebody removed it, or gave it another code."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class PartHasMoved(DraftProblem):
    """Somebody changed it since it was shown; `now` is what is stored."""

    def __init__(self, now: Part) -> None:
        super().__init__(now.code)
        self.now = now


class CodeTaken(DraftProblem):
    """Something else of the draft has this code already."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code
