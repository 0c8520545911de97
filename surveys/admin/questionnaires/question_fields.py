"""The fields of a question: those that fit its type and its place."""

from dataclasses import dataclass
from decimal import Decimal

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from surveys.admin.questionnaires.bilingual import BilingualForm
from surveys.admin.questionnaires.types import type_choices
from surveys.checking.parts import MOST_ROWS
from surveys.logic.patterns import pattern as compiled_pattern
from surveys.logic.values import Missing
from surveys.models.questionnaires import CODE
from surveys.question_settings import IN_ROWS, fits
from surveys.questionnaire import LONGEST_CODE, Question, QuestionType

_SECOND_LOOK = gettext_lazy(
    "Stands on “check answers” where the value is beyond its limits, with the answers that it is "
    "worked out from. Say what is odd and ask whether it is right: it blocks nothing. "
    "${code} shows the value."
)
ALWAYS, SOMETIMES, NEVER = "always", "sometimes", "never"


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a question's form needs to know of the draft around it."""

    page: str
    pages: tuple[tuple[str, str], ...]  # code, title: where it may be moved to
    taken: frozenset[str]  # the codes of all questions
    parent: Question | None = None  # the grid or the repeated rows that it belongs to
    earlier_types: tuple[tuple[str, QuestionType], ...] = ()  # of the survey's published versions

    @property
    def is_grid_row(self) -> bool:
        return self.parent is not None and self.parent.type is QuestionType.GRID


class QuestionFields(BilingualForm):
    """Bound where `data` is given."""

    code = forms.CharField(label=gettext_lazy("Code"), max_length=LONGEST_CODE, validators=[CODE])

    def __init__(
        self, question: Question, surroundings: Surroundings, data: QueryDict | None = None
    ) -> None:
        super().__init__(data)
        self.stored, self.surroundings = question, surroundings
        self.kind = question.type
        self.fields["code"].initial = question.code
        self._add_place()
        self._add_words()
        self._add_answer()

    def fits(self, setting: str) -> bool:
        """Whether the setting is shown: it fits the type, and the place of the question."""
        of_its_grid = ("options", "choice_filter", "is_dropdown")
        if self.surroundings.is_grid_row and setting in of_its_grid:
            return False
        return fits(setting, self.kind)

    def _add_place(self) -> None:
        parent = self.surroundings.parent
        if not self.surroundings.is_grid_row:
            among = QuestionType if parent is None else IN_ROWS
            self.fields["type"] = forms.ChoiceField(
                label=_("Type"), choices=type_choices(among), initial=self.kind.value
            )
        if parent is None:
            self.fields["page"] = forms.ChoiceField(
                label=_("Page"), choices=self.surroundings.pages, initial=self.surroundings.page
            )

    def _add_words(self) -> None:
        question = self.stored
        lines = 4 if self.kind is QuestionType.NOTE else 2
        self.add_words("label", _label_of(self.kind), question.label, lines=lines)
        words = (
            ("short", _("Short name"), 1, _("A name for use inside sentences, such as Employees.")),
            ("hint", _("Hint"), 2, _("Stands under the question.")),
            ("guidance", _("More help"), 3, _("Opens where somebody asks for it.")),
            ("unit", _("Unit"), 1, _("English may give both numbers: person|people.")),
        )
        for name, label, lines, help_text in words:
            if self.fits(name):
                text = getattr(question, name)
                self.add_words(name, label, text, lines=lines, help_text=help_text)
        if self.fits("constraint_message"):
            is_calculated = self.kind is QuestionType.CALCULATED
            self.add_words(
                "constraint_message",
                _("Question at the second look")
                if is_calculated
                else _("Message when an answer is not valid"),
                question.constraint_message,
                lines=2,
                help_text=_SECOND_LOOK if is_calculated else "",
            )

    def _add_answer(self) -> None:
        question = self.stored
        if self.fits("required_if"):
            self.fields["requirement"] = forms.ChoiceField(
                label=_("Has it to be answered?"),
                choices=self._requirements(),
                initial=_requirement(question),
                widget=forms.RadioSelect,
            )
        if self.fits("allowed_missing"):
            self.fields["allowed_missing"] = forms.MultipleChoiceField(
                label=_("Companies may also answer"),
                choices=[
                    (Missing.DONT_KNOW.value, _("Don’t know")),
                    (Missing.PREFER_NOT_TO_SAY.value, _("Prefer not to say")),
                ],
                initial=[one.value for one in question.allowed_missing],
                required=False,
                widget=forms.CheckboxSelectMultiple,
            )
        if self.fits("minimum"):
            self.fields["minimum"] = _limit(_("Smallest number"), question.minimum)
            self.fields["maximum"] = _limit(_("Largest number"), question.maximum)
            if self.kind is QuestionType.CALCULATED:
                for name in ("minimum", "maximum"):
                    self.fields[name].help_text = _(
                        "Beyond it, companies are asked for a second look. It blocks nothing."
                    )
        if self.fits("pattern"):
            self.fields["pattern"] = forms.CharField(
                label=_("Form of the text"),
                help_text=_(
                    "A regular expression that describes all of it, for example [0-9]{4}-[0-9]{4}."
                ),
                required=False,
                max_length=500,
                initial=question.pattern,
                widget=forms.TextInput({"spellcheck": "false", "class": "desk-code"}),
            )
        if self.fits("is_dropdown"):
            self.fields["is_dropdown"] = forms.BooleanField(
                label=_("Options in a list with search, however few they are"),
                required=False,
                initial=question.is_dropdown,
            )
        if self.fits("most_rows"):
            self.fields["most_rows"] = forms.IntegerField(
                label=_("Most rows"), min_value=1, max_value=MOST_ROWS, initial=question.most_rows
            )

    def _requirements(self) -> list[tuple[str, str]]:
        found = [(ALWAYS, _("Yes")), (NEVER, _("No, it may be left out"))]
        if self.stored.required_if is not None:
            found.insert(1, (SOMETIMES, _("Only where this holds:")))
        return found

    def clean_pattern(self) -> str:
        written = str(self.cleaned_data["pattern"])
        if written and compiled_pattern(written) is None:
            raise ValidationError(
                _("This is no regular expression that can be read. Check its brackets.")
            )
        return written

    def clean_code(self) -> str:
        code = str(self.cleaned_data["code"])
        if code != self.stored.code and code in self.surroundings.taken:
            raise ValidationError(_("Another question has this code already. Choose another."))
        return code


def _requirement(question: Question) -> str:
    if question.is_required:
        return ALWAYS
    return NEVER if question.required_if is None else SOMETIMES


def _limit(label: str, value: Decimal | None) -> forms.DecimalField:
    return forms.DecimalField(
        label=label,
        required=False,
        max_digits=20,
        decimal_places=4,
        initial=None if value is None else f"{value.normalize():f}",
        widget=forms.TextInput({"inputmode": "decimal", "autocomplete": "off"}),
    )


def _label_of(kind: QuestionType) -> str:
    if kind is QuestionType.NOTE:
        return _("Text of the note")
    return _("Name of the value") if kind is QuestionType.CALCULATED else _("Question")
