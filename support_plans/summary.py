"""The paragraph a plan begins with, of whole sentences in both languages."""

from collections.abc import Sequence
from typing import NamedTuple

from support_plans.matching.assess import Outcome
from surveys.logic.text import Text


class Said(NamedTuple):
    """What a plan says of one programme. `has_change`: it names what would make it eligible."""

    outcome: str
    name: Text
    has_change: bool


def plan_summary(company: Text, programmes: Sequence[Said]) -> Text:
    """What this company should know first. `programmes` come with the clearest need first."""
    sentences = [
        _recommended(
            company, [one.name for one in programmes if one.outcome == Outcome.RECOMMENDED]
        )
    ]
    unknown = sum(one.outcome == Outcome.NEEDS_INFORMATION for one in programmes)
    if unknown:
        sentences.append(_one_more_answer(unknown))
    near = sum(one.outcome == Outcome.NOT_ELIGIBLE and one.has_change for one in programmes)
    if near:
        sentences.append(_within_reach(near))
    return Text(
        " ".join(one.ko for one in sentences),
        " ".join(one.en for one in sentences),
    )


def _recommended(company: Text, recommended: Sequence[Text]) -> Text:
    ko_name, en_name = company.in_language("ko"), company.in_language("en")
    if not recommended:
        return Text(
            f"답변하신 내용만으로는 {ko_name}에 지금 권해 드릴 지원사업이 없습니다.",
            f"Going by your answers, there is no programme that we would recommend to "
            f"{en_name} right now.",
        )
    first = recommended[0]
    if len(recommended) == 1:
        return Text(
            f"{ko_name}에 「{first.in_language('ko')}」 한 건을 추천합니다.",
            f"We recommend one programme to {en_name}: {first.in_language('en')}.",
        )
    return Text(
        f"{ko_name}에 지원사업 {len(recommended)}건을 추천합니다. "
        f"수요가 가장 분명한 「{first.in_language('ko')}」부터 살펴보시기 바랍니다.",
        f"We recommend {len(recommended)} programmes to {en_name}. "
        f"{first.in_language('en')} answers the clearest need, so look at it first.",
    )


def _one_more_answer(count: int) -> Text:
    if count == 1:
        return Text(
            "다른 한 건은 추가로 답변해 주시면 신청 자격을 확인해 드립니다.",
            "We could decide on one more if you answered a question that is still open.",
        )
    return Text(
        f"다른 {count}건은 추가로 답변해 주시면 신청 자격을 확인해 드립니다.",
        f"We could decide on {count} more if you answered the questions that are still open.",
    )


def _within_reach(count: int) -> Text:
    if count == 1:
        return Text(
            "지금은 대상이 아니지만 귀사가 바꿀 수 있는 조건만 갖추면 "
            "신청할 수 있는 지원사업도 한 건 있습니다.",
            "One programme is closed to you today but would open if you changed something "
            "that is in your hands.",
        )
    return Text(
        "지금은 대상이 아니지만 귀사가 바꿀 수 있는 조건만 갖추면 "
        f"신청할 수 있는 지원사업도 {count}건 있습니다.",
        f"Another {count} programmes are closed to you today but would open if you changed "
        "something that is in your hands.",
    )
