"""Choosing from options: one, several, or all of them in an order."""

from collections import defaultdict
from typing import Any

from django.utils.translation import gettext_lazy

from surveys.forms.answer_field import AnswerField, Stored, Typed
from surveys.forms.mistakes import Mistake
from surveys.logic.descriptions import listed
from surveys.questionnaire import Option, Question
from surveys.vocabulary import ordinal

_NOT_SHOWN = gettext_lazy("“%(options)s” does not go with your other answers. Choose again.")


class ChooseOneField(AnswerField):
    """Radio buttons, or a list to pick from when there are many."""

    mistake = gettext_lazy("Choose one of the answers.")
    what_to_do = gettext_lazy("Choose one answer.")
    most_radios = 12

    @property
    def kind(self) -> str:  # type: ignore[override]
        is_long = len(self.question.options) > self.most_radios
        return "select" if self.question.is_dropdown or is_long else "radios"

    def read(self, typed: Typed) -> Stored:
        option = self.question.option(typed.text)
        if option is None:
            raise ValueError
        return option.code

    def check_shown(self, stored: Stored, asked: Question) -> None:
        _check_shown(self.question, [str(stored)], asked)


class ChooseSeveralField(AnswerField):
    kind = "checkboxes"
    own_hint = gettext_lazy("Choose all that apply.")
    mistake = gettext_lazy("Choose from the answers shown.")
    what_to_do = gettext_lazy("Choose at least one answer.")

    def read(self, typed: Typed) -> Stored:
        """The chosen codes in the options' order; an exclusive one stands alone."""
        chosen = [option for option in self.question.options if option.code in typed.values]
        if len(chosen) != len(set(typed.values)):
            raise ValueError
        alone = next((option for option in chosen if option.is_exclusive), None)
        if alone and len(chosen) > 1:
            raise Mistake(
                gettext_lazy("Either choose “%(alone)s” or the other answers. It cannot be both."),
                alone=alone.label,
            )
        return [option.code for option in chosen]

    def write(self, stored: Any) -> list[str]:
        return [str(code) for code in stored]

    def check_shown(self, stored: Stored, asked: Question) -> None:
        _check_shown(self.question, stored, asked)


class RankingField(AnswerField):
    """A place for each option, each from a list of its own, so that nothing has to be dragged.

    What is typed is `place:code`, one value for each option that has a place.
    """

    kind = "ranking"
    own_hint = gettext_lazy("Give each answer a place of its own.")
    mistake = gettext_lazy("Choose from the places shown.")
    what_to_do = gettext_lazy("Give each answer a place.")

    def read(self, typed: Typed) -> Stored:
        """The codes in their order, also where some have no place yet (see `check_shown`)."""
        at: defaultdict[int, list[Option]] = defaultdict(list)
        for value in filter(str.strip, typed.values):
            place, _colon, code = value.partition(":")
            option = self.question.option(code)
            if option is None or not place.isdecimal() or len(place) > 3:
                raise ValueError
            at[int(place)].append(option)
        for number, options in sorted(at.items()):
            if len(options) > 1:
                raise Mistake(
                    gettext_lazy(
                        "%(place)s is given to %(options)s. Give each place to one answer."
                    ),
                    place=ordinal(number),
                    options=listed([option.label for option in options]),
                )
        return [option.code for _, (option,) in sorted(at.items())]

    def write(self, stored: Any) -> list[str]:
        return [f"{place}:{code}" for place, code in enumerate(stored, 1)]

    def check_shown(self, stored: Stored, asked: Question) -> None:
        _check_shown(self.question, stored, asked)
        left = [option.label for option in asked.options if option.code not in _codes(stored)]
        if left:
            raise Mistake(
                gettext_lazy("Give these a place, too: %(options)s."), options=listed(left)
            )


def _codes(stored: Stored) -> list[Any]:
    return list(stored) if isinstance(stored, list) else []


def _check_shown(question: Question, stored: Stored, asked: Question) -> None:
    gone = [code for code in _codes(stored) if asked.option(code) is None]
    if gone:
        labels = [option.label for option in question.options if option.code in gone]
        raise Mistake(_NOT_SHOWN, options=listed(labels))
