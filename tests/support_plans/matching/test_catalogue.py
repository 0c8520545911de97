from textwrap import dedent

import pytest

from support_plans.matching.catalogue import CatalogueFaults, read_catalogue
from support_plans.matching.rule import Group
from surveys.logic.check import FactType
from surveys.logic.kinds import Kind
from surveys.logic.text import Text

SCHEMA = {
    "employees": FactType(Kind.NUMBER),
    "field": FactType(Kind.CHOICE, ("x", "y")),
}

SOUND = dedent("""
    [[offices]]
    code = "o"
    name = { ko = "부서", en = "Office" }
    email = "o@example.org"

    [conditions.some]
    if = "${employees} >= 5"
    changeable = true
    met = { ko = "{employees:을/를} 둡니다.", en = "You employ {employees}." }

    [conditions.field_x]
    if = "${field} = 'x'"

    [[programmes]]
    code = "p"
    name = { ko = "사업", en = "Programme" }
    description = { ko = "설명", en = "Description" }
    office = "o"
    kind = "money"
    is_demonstration = true
    eligibility = { all = ["some", { any = ["field_x"] }] }
    benefit = { ko = "혜택", en = "Benefit" }
    budget_krw = 1_000
    opens_on = 2026-12-01
    closes_on = 2026-12-01
    steps = [{ ko = "신청", en = "Apply" }]

    [[programmes.needs]]
    code = "n"
    if = "${employees} > 9"
    weight = 2
    reason = { ko = "필요", en = "Need" }
""")


def faults(text: str) -> list[str]:
    with pytest.raises(CatalogueFaults) as raised:
        read_catalogue(text, SCHEMA)
    return [str(fault) for fault in raised.value.faults]


def test_a_sound_catalogue_is_read_whole() -> None:
    catalogue = read_catalogue(SOUND, SCHEMA)
    assert [office.email for office in catalogue.offices] == ["o@example.org"]
    (entry,) = catalogue.programmes
    assert (entry.code, entry.budget_krw, entry.places) == ("p", 1_000, None)
    assert entry.steps == (Text("신청", "Apply"),)
    some, group = entry.rule.eligibility.members
    assert isinstance(group, Group)
    assert (some.code, some.is_changeable, group.quantifier) == ("some", True, "any")
    assert [(need.code, need.weight) for need in entry.rule.needs] == [("n", 2)]


@pytest.mark.parametrize(
    ("written", "instead", "fault"),
    [
        ('email = "o@example.org"', "", "offices · o · email: write a text in quotation marks"),
        ('en = "Office"', 'en = ""', "offices · o · name: write the words in both languages"),
        (">= 5", ">= ", "conditions · some · if: "),
        ("${employees} >= 5", "${emploees} >= 5", "conditions · some · if: There is no question"),
        ("= 'x'", "= 'z'", "conditions · field_x · if: ${field} has no option z."),
        ("changeable = true", 'changeable = "yes"', "some · changeable: write true or false"),
        ("changeable = true", "changable = true", "did you mean changeable?"),
        ("{employees}.", "{staff}.", "some · met: there is no answer {staff} to put in"),
        ("{employees}.", "{employees:upper}.", "some · met: a placeholder is {code}, "),
        ('["some"', '["sone"', "programmes · p · eligibility: there is no condition sone; did you"),
        ("{ any =", "{ one =", "programmes · p · eligibility: write { all = [ … ] }"),
        ('any = ["field_x"]', "any = []", "programmes · p: p: an “any” group without members"),
        ('kind = "money"', 'kind = "cash"', "programmes · p · kind: must be one of computing, "),
        ('office = "o"', 'office = "q"', "programmes · p · office: there is no office q; add it"),
        ("1_000", '"1000"', "p · budget_krw: write a whole number above zero, without quotation"),
        ("1_000", "0", "p · budget_krw: write a whole number above zero"),
        ("1_000", "true", "p · budget_krw: write a whole number above zero"),
        ("closes_on = 2026-12-01", "closes_on = 2026-11-30", "p · closes_on: lies before opens_on"),
        ("closes_on = 2026-12-01", 'closes_on = "soon"', "p · closes_on: write a date such as"),
        ("is_demonstration = true", "", "programmes · p: name its source, or mark it"),
        ("is_demonstration", 'source = "x"\nis_demonstration', "p: name its source, or mark it"),
        ("weight = 2", "weight = -1", "needs · n · weight: write a whole number above zero"),
        ("weight = 2", "", "needs · n · weight: write a whole number above zero"),
        ("steps = [{", "steps = [7, {", "p · steps 1: write the words in both languages"),
        ("budget_krw", 'exclusive_with = ["p"]\nbudget_krw', "p is no other programme"),
        ("budget_krw", 'demonstration_fields = ["x"]\nbudget_krw', "x is no field of a programme"),
        ("[[offices]]", "[offices]", "offices: write a list in square brackets"),
        ("[[offices]]", "colour = 1\n[[offices]]", "colour: there is no such field; "),
        ("[[offices]]", "[[offices", "the file: is not TOML: "),
    ],
)
def test_a_fault_says_where_it_is_and_what_to_do(written: str, instead: str, fault: str) -> None:
    assert written in SOUND
    found = faults(SOUND.replace(written, instead, 1))
    assert any(fault in one for one in found), found


def test_all_faults_come_at_once() -> None:
    broken = SOUND.replace(">= 5", ">= ").replace("money", "cash").replace("weight = 2", "")
    assert len(faults(broken)) == 3


def test_two_programmes_exclude_each_other_or_neither_does() -> None:
    head, first = SOUND.split("[[programmes]]", 1)
    one = first.replace("budget_krw", 'exclusive_with = ["q"]\nbudget_krw')
    other = first.replace('code = "p"', 'code = "q"').replace('code = "n"', 'code = "m"')
    text = f"{head}[[programmes]]{one}\n[[programmes]]{other}"
    (found,) = faults(text)
    assert found.startswith("programmes · q · exclusive_with: add p")


def test_a_code_used_twice_is_a_fault() -> None:
    head, first = SOUND.split("[[programmes]]", 1)
    text = f"{head}[[programmes]]{first}\n[[programmes]]{first}"
    assert faults(text) == ["programmes · p: 2 have this code; rename all but one"]


def test_without_a_schema_only_the_syntax_of_conditions_is_checked() -> None:
    read_catalogue(SOUND.replace("${field}", "${anything}"))
