"""Why: one whole sentence for each condition or need, naming what the company itself answered."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

from support_plans.matching.rule import Condition, Need, Rule
from support_plans.matching.wording import filled, placeholders
from surveys.logic.descriptions import Vocabulary, describe_value, listed
from surveys.logic.expressions import Answer, Expression, walk
from surveys.logic.josa import with_particle
from surveys.logic.sentences import sentence
from surveys.logic.text import Text
from surveys.logic.values import Facts, Missing

Sources: TypeAlias = Mapping[str, tuple[str, ...]]  # derived fact → the questions it is made from


class ReasonKind(StrEnum):
    NEED = "need"  # what the company said that makes this useful
    MET = "met"
    UNMET = "unmet"
    UNKNOWN = "unknown"
    NO_NEED = "no_need"  # eligible, but nothing it said calls for this


@dataclass(frozen=True, slots=True)
class Reason:
    kind: ReasonKind
    text: Text
    condition: str  # the code of the condition or need; "" for NO_NEED
    answers: tuple[str, ...]  # the codes of the answers it rests on

    def to_json(self) -> dict[str, object]:
        return {
            "kind": self.kind.value,
            "text": self.text.to_json(),
            "condition": self.condition,
            "answers": list(self.answers),
        }


# Where the author of a condition wrote no sentence of its own, it is said in these.
_MET = Text(
    ko="귀사는 다음 조건을 충족합니다: {condition}. {answers} 답하셨습니다.",
    en="You meet this condition: {condition}. You answered {answers}.",
)
_UNMET = Text(
    ko="귀사는 다음 조건을 충족하지 않습니다: {condition}. {answers} 답하셨습니다.",
    en="You do not meet this condition: {condition}. You answered {answers}.",
)
_UNKNOWN = Text(
    ko="다음 조건의 충족 여부를 확인하지 못했습니다: {condition}. {answers} 답하셨습니다.",
    en="We could not tell whether you meet this condition: {condition}. You answered {answers}.",
)
_NEED = Text(
    ko="귀사의 답변에서 다음과 같은 필요를 확인했습니다: {condition}.",
    en="Your answers show this need: {condition}.",
)
_OPEN_NEED = Text(
    ko="{questions}에 답해 주시면 이 사업이 귀사에 얼마나 도움이 될지 더 잘 알 수 있습니다.",
    en="An answer to {questions} would tell us more about how far this would help you.",
)
_NO_NEED = Text(
    ko="귀사는 신청 자격이 있지만, 답변에서 이 사업이 필요하다는 내용을 찾지 못했습니다.",
    en="You may apply, but nothing in your answers shows a need for this programme.",
)


@dataclass(frozen=True, slots=True)
class Reasoner:
    """Writes the reasons of one company."""

    facts: Facts
    vocabulary: Vocabulary
    sources: Sources

    def met(self, condition: Condition) -> Reason:
        text = condition.met or self._framed(_MET, condition.expression)
        return self._reason(ReasonKind.MET, text, condition)

    def unmet(self, condition: Condition) -> Reason:
        text = condition.unmet or self._framed(_UNMET, condition.expression)
        return self._reason(ReasonKind.UNMET, text, condition)

    def unknown(self, condition: Condition, missing: tuple[str, ...]) -> Reason:
        text = condition.unknown or self._framed(_UNKNOWN, condition.expression)
        answers = missing or _answers(condition.expression)
        return Reason(ReasonKind.UNKNOWN, self._filled(text), condition.code, answers)

    def need(self, need: Need) -> Reason:
        text = need.reason or self._framed(_NEED, need.expression)
        return self._reason(ReasonKind.NEED, text, need)

    def open_need(self, need: Need, missing: tuple[str, ...]) -> Reason:
        """A need that an answer not given might show."""
        labels = listed([_quoted(self.vocabulary.label(code), code) for code in missing])
        text = Text(
            ko=_OPEN_NEED.ko.format(questions=labels.ko),
            en=_OPEN_NEED.en.format(questions=labels.en),
        )
        return Reason(ReasonKind.UNKNOWN, text, need.code, missing)

    def no_need(self, rule: Rule) -> Reason:
        text = rule.not_needed or _NO_NEED
        read = [_answers(need.expression) for need in rule.needs]
        answers = tuple(dict.fromkeys(code for codes in read for code in codes))
        return Reason(ReasonKind.NO_NEED, self._filled(text), "", answers)

    def change(self, condition: Condition) -> Text:
        """What the company would do to meet it, as a title."""
        return condition.change or sentence(condition.expression, self.vocabulary)

    def questions(self, lacking: tuple[str, ...]) -> tuple[str, ...]:
        """The questions whose answers are missing, for facts that are; the city's own have none."""
        found: dict[str, None] = {}
        for fact in lacking:
            sources = self.sources.get(fact, (fact,))
            unanswered = [code for code in sources if self.is_missing(code)]
            found.update(dict.fromkeys(unanswered or sources))
        return tuple(found)

    def is_missing(self, code: str) -> bool:
        return isinstance(self.facts.get(code, Missing.NOT_ASKED), Missing)

    def _reason(self, kind: ReasonKind, text: Text, of: Condition | Need) -> Reason:
        named = sorted(placeholders(text) - set(_answers(of.expression)))
        return Reason(kind, self._filled(text), of.code, (*_answers(of.expression), *named))

    def _filled(self, text: Text) -> Text:
        return filled(text, self.facts, self.vocabulary)

    def _framed(self, frame: Text, expression: Expression) -> Text:
        """Words for a condition whose author wrote none."""
        condition = sentence(expression, self.vocabulary)
        answers = listed([self._answer(code) for code in _answers(expression)])
        return Text(
            ko=frame.ko.format(
                condition=condition.ko, answers=with_particle(answers.ko, "으로/로")
            ),
            en=frame.en.format(condition=condition.en, answers=answers.en),
        )

    def _answer(self, code: str) -> Text:
        label = _quoted(self.vocabulary.label(code), code)
        value = describe_value(code, self.facts.get(code, Missing.NOT_ASKED), self.vocabulary)
        return Text(
            ko=f"{label.ko}에 {value.ko}",
            en=f"“{value.en}” to {label.en}",
        )


def _answers(expression: Expression) -> tuple[str, ...]:
    """The answers it refers to, in reading order."""
    return tuple(dict.fromkeys(one.name for one in walk(expression) if isinstance(one, Answer)))


def _quoted(label: Text, code: str) -> Text:
    ko, en = label.in_language("ko") or code, label.in_language("en") or code
    return Text(ko=f"‘{ko}’", en=f"“{en}”")
