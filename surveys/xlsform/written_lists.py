"""The choices sheet as it is written: lists that questions share, lists that are looked up."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from surveys.checking import Place
from surveys.logic.expressions import Apply, Expression, Literal, walk
from surveys.logic.text import Text
from surveys.questionnaire import Option, Question, Questionnaire
from surveys.xlsform.names import free

Cells = dict[tuple[str, str], str]  # field, language → text
Lookup = tuple[str, str, str]  # list, column, key column


@dataclass(slots=True)
class ListWriter:
    """Names lists of options: equal ones share a name, that of the first question."""

    looked_up: dict[str, dict[Lookup, list[tuple[str, str]]]]
    names: dict[tuple[Option, ...], str] = field(default_factory=dict)
    taken: set[str] = field(default_factory=set)

    def name(self, question: Question) -> str:
        if question.options not in self.names:
            self.taken |= self.looked_up.keys()
            self.names[question.options] = free(question.code, self.taken)
        return self.names[question.options]

    def rows(self) -> Iterator[Cells]:
        for options, name in self.names.items():
            for option in options:
                yield {
                    ("list_name", ""): name,
                    ("name", ""): option.code,
                    ("label", "ko"): option.label.ko,
                    ("label", "en"): option.label.en,
                    ("exclusive", ""): "yes" if option.is_exclusive else "",
                    **{(column, ""): value for column, value in option.columns},
                }
        for name, lookups in self.looked_up.items():
            for entry in _entries(lookups):
                label = entry["name"]
                words = {("label", "ko"): label, ("label", "en"): label}
                yield {
                    ("list_name", ""): name,
                    **words,
                    **{(column, ""): value for column, value in entry.items()},
                }

    def problems(self) -> Iterator[tuple[Place, Text]]:
        """Lists that cannot be written so that they are read the same."""
        for name, lookups in self.looked_up.items():
            entries = _entries(lookups)
            for (_, column, key_column), pairs in lookups.items():
                read = [
                    (one[key_column], one.get(column, "")) for one in entries if key_column in one
                ]
                if read != pairs:
                    yield Place("questionnaire", name, "lists"), _TWO_LISTS
                    break


def list_writer(questionnaire: Questionnaire) -> ListWriter:
    looked_up: dict[str, dict[Lookup, list[tuple[str, str]]]] = {}
    for expression in questionnaire.expressions:
        for one in walk(expression):
            if isinstance(one, Apply) and one.op == "lookup":
                name, column, key_column, _key, *pairs = one.args
                texts = [str(part.value) for part in pairs if isinstance(part, Literal)]
                names = (_text(name), _text(column), _text(key_column))
                found = looked_up.setdefault(names[0], {})
                found.setdefault(names, list(zip(texts[::2], texts[1::2], strict=True)))
    return ListWriter(looked_up)


def _text(part: Expression) -> str:
    assert isinstance(part, Literal)
    return str(part.value)


def _entries(lookups: dict[Lookup, list[tuple[str, str]]]) -> list[dict[str, str]]:
    """The rows of a list that give what was looked up: as many as the longest has."""
    entries: list[dict[str, str]] = [
        {} for _row in range(max(len(pairs) for pairs in lookups.values()))
    ]
    for (_, column, key_column), pairs in lookups.items():
        for entry, (key, value) in zip(entries, pairs, strict=False):
            entry.setdefault(key_column, key)
            if value:
                entry.setdefault(column, value)
    taken = {entry["name"] for entry in entries if "name" in entry}
    for entry in entries:
        if "name" not in entry:
            entry["name"] = free("entry", taken)
    return entries


_TWO_LISTS = Text(
    ko="여기에서 찾아보는 목록들은 이름이 같지만 내용이 달라 한 목록으로 쓸 수 없습니다.",
    en="The lists that are looked up here have one name and different entries, so they cannot be "
    "written as one list.",
)
