"""What is in the editor now, what it means, and what is wrong with it."""

from dataclasses import dataclass
from enum import StrEnum

from surveys.admin.conditions.looked_up import lists_in
from surveys.admin.conditions.terms import Terms
from surveys.condition_rows import Group, expression_of, rows_of
from surveys.condition_rows.finishing import Lack, finished, typed_out
from surveys.condition_rows.typed import Path, Posted, TypedGroup, TypedRow, changed, typed_group
from surveys.logic.adapting import adapted
from surveys.logic.check import check
from surveys.logic.expressions import Expression, LogicError
from surveys.logic.sentences import sentence
from surveys.logic.text import Text
from surveys.logic.xlsform_syntax import ExpressionSyntaxError, parse, unparse

COMMAND = "do"
SAVE = "save"
LONGEST = 20_000
_NO_ROWS = Text(
    ko="이 식에는 줄로 나타낼 수 없는 계산이나 함수가 있습니다. 식으로 고치십시오.",
    en="This expression holds a calculation or a function that rows cannot show. Edit it here.",
)
_TOO_LONG = Text(
    ko="식이 너무 깁니다. 나누어 쓰십시오.", en="The expression is too long. Split it."
)


class Mode(StrEnum):
    ROWS = "rows"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class Fault:
    """Why the text is no expression; `position` is the character, from 0."""

    message: Text
    position: int | None = None


class ConditionEditor:
    """Begins with what is stored; or goes on with what was posted, a command carried out."""

    def __init__(
        self, terms: Terms, stored: Expression | None, posted: Posted | None = None
    ) -> None:
        self.terms = terms
        self.mode = Mode.ROWS
        self.rows = TypedGroup()
        self.text = ""
        self.focus: Path | None = None  # the row to be in when the page appears
        self.fault: Fault | None = None
        self.notice = Text()
        self.lacks: list[Lack] = []
        self.expression: Expression | None = None
        self.command = ""
        self._stored = stored
        self._lists = lists_in(stored)
        if posted is None:
            self._begin(stored)
        else:
            self._go_on(posted)

    # --- where it begins, how it goes on ---

    def _begin(self, stored: Expression | None) -> None:
        self.expression = stored
        found = rows_of(stored, self.terms.schema) if self.terms.is_condition else None
        if found is not None:
            self.rows = typed_out(found)
            if stored is None:
                self.rows = TypedGroup(members=(TypedRow(),))
        else:
            self.mode = Mode.TEXT
            self._write(stored)

    def _go_on(self, posted: Posted) -> None:
        self.command = _last(posted, COMMAND)
        if self.terms.is_condition and _last(posted, "mode") != Mode.TEXT:
            self._go_on_with_rows(posted)
        else:
            self._go_on_with_text(posted)

    def _go_on_with_rows(self, posted: Posted) -> None:
        self.rows, self.focus = changed(typed_group(posted), self.command)
        group, self.lacks = finished(self.rows, self.terms.schema)
        if not self.lacks:
            is_untouched = self._stored is not None and group == self._stored_rows()
            self.expression = self._stored if is_untouched else expression_of(group)
        if self.command == "as-text" and not self.lacks:
            self.mode = Mode.TEXT
            self._write(self.expression)

    def _go_on_with_text(self, posted: Posted) -> None:
        self.mode = Mode.TEXT
        self.text = _last(posted, "text")
        self._read()
        if self.command == "as-rows" and self.fault is None:
            found = rows_of(self.expression, self.terms.schema)
            if found is None:
                self.notice = _NO_ROWS
            else:
                self.mode, self.rows = Mode.ROWS, typed_out(found)

    def _stored_rows(self) -> Group | None:
        return rows_of(self._stored, self.terms.schema)

    def _write(self, expression: Expression | None) -> None:
        try:
            self.text = self._written(expression)
        except LogicError as error:  # a text with both sorts of quotation mark
            self.text, self.fault = "", Fault(error.text)

    def _written(self, expression: Expression | None) -> str:
        return "" if expression is None else unparse(expression, this=self.terms.this)

    def _is_untouched(self) -> bool:
        """Whether the text is that of what is stored, which is then left as it is."""
        try:
            return self.text.strip() == self._written(self._stored)
        except LogicError:
            return False

    def _read(self) -> None:
        if len(self.text) > LONGEST:
            self.fault = Fault(_TOO_LONG)
        elif self._is_untouched():
            self.expression = self._stored
        elif self.text.strip():
            try:
                parsed = parse(
                    self.text,
                    this=self.terms.this,
                    option_columns=self.terms.option_columns,
                    lists=self._lists,
                )
                self.expression = adapted(parsed, self.terms.schema)
            except ExpressionSyntaxError as error:
                self.fault = Fault(error.text, error.position)

    # --- what it comes to ---

    @property
    def is_finished(self) -> bool:
        """Whether it can be stored as it stands; where it is empty, as no condition at all."""
        return not self.lacks and self.fault is None

    @property
    def shows_lacks(self) -> bool:
        """A row that was just added need not be told that it is empty."""
        return self.command in (SAVE, "as-text")

    @property
    def problems(self) -> tuple[Text, ...]:
        """What the type check finds; it can be stored all the same, and mended later."""
        if self.expression is None:
            return ()
        found = check(self.expression, self.terms.schema, expected=self.terms.expected)
        return tuple(dict.fromkeys(one.message for one in found))

    @property
    def sentence(self) -> Text:
        return sentence(self.expression, self.terms.vocabulary) if self.expression else Text()


def _last(posted: Posted, name: str) -> str:
    values = posted.get(name)
    return values[-1] if values else ""
