"""Small rules, facts and words for the tests of matching."""

from datetime import date

from hypothesis import strategies as st

from support_plans.matching.rule import Condition, Group, Need, Rule
from surveys.logic.text import Text
from surveys.logic.values import Facts, Missing
from surveys.logic.xlsform_syntax import parse

TODAY = date(2026, 11, 23)


class Words:
    """A vocabulary of a few questions."""

    OPTIONS = {
        ("barriers", "cost"): Text("비용 부담", "Cost"),
        ("barriers", "waiting"): Text("대기 시간", "Waiting time"),
        ("barriers", "gpu"): Text("GPU 부족", "GPU shortage"),
        ("place", "ndc"): Text("국가 AI 데이터센터", "National AI Data Center"),
        ("stage", "seed"): Text("준비(개발 중)", "Seed (in development)"),
    }
    UNITS = {"employees": Text("명", "person|people"), "hours": Text("GPU시간", "GPU-hours")}
    LABELS = {
        "employees": Text("상시 근로자 수", "Employees"),
        "hours": Text("GPU 사용", "GPU use"),
    }

    def label(self, name: str) -> Text:
        return self.LABELS.get(name, Text(name, name))

    def option(self, name: str, code: str) -> Text:
        return self.OPTIONS.get((name, code), Text(code, code))

    def unit(self, name: str) -> Text:
        return self.UNITS.get(name, Text())


WORDS = Words()


def condition(
    code: str, written: str = "", *, is_changeable: bool = False, change: Text | None = None
) -> Condition:
    return Condition(
        code,
        parse(written or f"${{{code}}}"),
        is_changeable=is_changeable,
        change=change or Text(),
    )


def need(code: str, weight: int = 1, written: str = "") -> Need:
    return Need(
        code, parse(written or f"${{{code}}}"), weight, Text(f"{code} 필요", f"Need {code}")
    )


def rule(*members: Condition | Group, needs: tuple[Need, ...] = (), programme: str = "p") -> Rule:
    return Rule(programme, 1, Group("all", members), needs)


# --- Generated rules: conditions over the boolean facts a to e, some of which are changeable ------

NAMES = "abcde"
CONDITIONS = {
    name: condition(name, is_changeable=is_changeable)
    for name, is_changeable in zip(NAMES, (True, True, True, True, False), strict=True)
}
TRUTHS = st.sampled_from([True, False, Missing.NOT_ASKED, Missing.BLANK, Missing.DONT_KNOW])

conditions = st.sampled_from(list(CONDITIONS.values()))
groups: st.SearchStrategy[Group] = st.recursive(
    st.builds(
        Group,
        st.sampled_from(["all", "any"]),
        st.lists(conditions, min_size=1, max_size=3).map(tuple),
    ),
    lambda inner: st.builds(
        Group,
        st.sampled_from(["all", "any"]),
        st.lists(conditions | inner, min_size=1, max_size=3).map(tuple),
    ),
    max_leaves=6,
)
facts: st.SearchStrategy[Facts] = st.fixed_dictionaries(dict.fromkeys(NAMES, TRUTHS))
needs = st.lists(
    st.builds(lambda name, weight: need(f"need_{name}", weight, f"${{{name}}}"),
              st.sampled_from(NAMES), st.integers(1, 9)),
    max_size=4, unique_by=lambda one: one.code,
).map(tuple)  # fmt: skip
rules = st.builds(Rule, st.sampled_from("pqrstuvw"), st.integers(1, 9), groups, needs)
