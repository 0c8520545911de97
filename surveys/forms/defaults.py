"""What a question is filled in with before anybody has answered it."""

from datetime import date

from surveys.answers import encode_one
from surveys.forms.rows import field_for
from surveys.logic.evaluate import evaluate
from surveys.logic.expressions import POSITION
from surveys.logic.kinds import Blanks
from surveys.logic.values import Value
from surveys.questionnaire import Question


class Defaults:
    """`facts` are the answers so far; whoever learns of another one puts it in."""

    def __init__(self, facts: dict[str, Value], today: date) -> None:
        self.facts, self.today = facts, today

    def typed(self, question: Question, at: int | None = None) -> list[str] | None:
        """What somebody would have typed, in row `at` of a repeat; None where there is no default.

        Nor is there one where it would be no answer to the question.
        """
        if question.default is None:
            return None
        facts = self.facts if at is None else {**self.facts, POSITION: at + 1}
        value = evaluate(question.default, facts, today=self.today, blanks=Blanks.AS_XPATH)
        stored = encode_one(question, value)
        return None if stored is None else field_for(question, {}).write(stored)
