"""The paragraph a plan begins with, of whole sentences in both languages."""

from collections.abc import Mapping, Sequence

from support_plans.matching.assess import Assessment, Outcome
from surveys.logic.text import Text


def plan_summary(
    company: Text, assessments: Sequence[Assessment], names: Mapping[str, Text]
) -> Text:
    """What this company should know first. `assessments` come ranked, `names` by programme."""
    recommended = [one for one in assessments if one.outcome is Outcome.RECOMMENDED]
    sentences = [_recommended(company, recommended, names)]
    unknown = sum(one.outcome is Outcome.NEEDS_INFORMATION for one in assessments)
    if unknown:
        sentences.append(_one_more_answer(unknown))
    near = sum(one.outcome is Outcome.NOT_ELIGIBLE and bool(one.would_be_if) for one in assessments)
    if near:
        sentences.append(_within_reach(near))
    return Text(
        " ".join(one.ko for one in sentences),
        " ".join(one.en for one in sentences),
    )


def _recommended(
    company: Text, recommended: Sequence[Assessment], names: Mapping[str, Text]
) -> Text:
    ko_name, en_name = company.in_language("ko"), company.in_language("en")
    if not recommended:
        return Text(
            f"응답하신 내용만으로는 {ko_name}에 지금 권해 드릴 지원사업이 없습니다.",
            f"Going by your answers, there is no programme that we would recommend to "
            f"{en_name} right now.",
        )
    first = names[recommended[0].programme]
    if len(recommended) == 1:
        return Text(
            f"{ko_name}에 「{first.in_language('ko')}」 한 건을 추천합니다.",
            f"We recommend one programme to {en_name}: {first.in_language('en')}.",
        )
    return Text(
        f"{ko_name}에 지원사업 {len(recommended)}건을 추천합니다. "
        f"필요가 가장 뚜렷한 「{first.in_language('ko')}」부터 살펴보시기 바랍니다.",
        f"We recommend {len(recommended)} programmes to {en_name}. "
        f"{first.in_language('en')} answers the clearest need, so look at it first.",
    )


def _one_more_answer(count: int) -> Text:
    if count == 1:
        return Text(
            "다른 한 건은 빠진 답변을 주시면 바로 판단해 드릴 수 있습니다.",
            "We could decide on one more if you answered a question that is still open.",
        )
    return Text(
        f"다른 {count}건은 빠진 답변을 주시면 바로 판단해 드릴 수 있습니다.",
        f"We could decide on {count} more if you answered the questions that are still open.",
    )


def _within_reach(count: int) -> Text:
    if count == 1:
        return Text(
            "지금은 대상이 아니지만 귀사가 바꿀 수 있는 조건만 갖추면 "
            "신청할 수 있는 사업도 한 건 있습니다.",
            "One programme is closed to you today but would open if you changed something "
            "that is in your hands.",
        )
    return Text(
        "지금은 대상이 아니지만 귀사가 바꿀 수 있는 조건만 갖추면 "
        f"신청할 수 있는 사업도 {count}건 있습니다.",
        f"Another {count} programmes are closed to you today but would open if you changed "
        "something that is in your hands.",
    )
