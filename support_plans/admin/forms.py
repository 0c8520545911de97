"""What officers fill in on the review page. Forms parse; services decide."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from support_plans.forms import WrittenField
from support_plans.models import PlanItem
from support_plans.words import won

_REASON_MISSING = _("Write why. The reason stays on the plan’s record.")
_NOTE_MISSING = _(
    "Write the company a note that says why: you decide otherwise than the draft, so its reasons "
    "are not shown to the company."
)


class RevisionForm(forms.Form):
    """Which state of the plan its reader saw."""

    revision = forms.IntegerField(min_value=1, max_value=2**31 - 2)  # the next one is stored, too


class WonField(forms.IntegerField):
    """An amount in won; thousands may be set apart, as people write them."""

    widget = forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"})

    def to_python(self, value: Any) -> int | None:
        plain = "".join(str(value).replace(",", "").split()) if value else value
        return super().to_python(plain)

    def prepare_value(self, value: Any) -> Any:
        return f"{value:,}" if isinstance(value, int) else value


class EditItemForm(forms.Form):
    """One programme of a plan: what is said of it, with how much, and why it was changed."""

    outcome = forms.ChoiceField(label=_("Outcome"), choices=PlanItem.Outcome.choices)
    amount_krw = WonField(
        label=_("Amount (won)"),
        required=False,
        min_value=0,
        max_value=10**15,
        error_messages={"invalid": _("Write the amount as a whole number of won.")},
    )
    note = WrittenField(
        label=_("Note to the company"),
        help_text=_(
            "The company reads this in its plan. It is needed where you decide otherwise than the "
            "draft, and then stands in place of the draft’s reasons."
        ),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    reason = WrittenField(
        label=_("Reason for the change"),
        help_text=_("For the record; the company does not see it."),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _REASON_MISSING},
    )

    def __init__(self, item: PlanItem, data: Any = None) -> None:
        initial = {"outcome": item.outcome, "amount_krw": item.amount_krw, "note": item.note}
        super().__init__(data, prefix=f"item-{item.pk}", initial=initial)
        self.item = item
        ceiling = item.programme_version.ceiling_krw
        if ceiling is not None:
            most = _("At most %(ceiling)s per company.") % {"ceiling": won(ceiling)}
            self.fields["amount_krw"].help_text = most

    def clean_amount_krw(self) -> int | None:
        amount: int | None = self.cleaned_data["amount_krw"]
        ceiling = self.item.programme_version.ceiling_krw
        if amount is not None and ceiling is not None and amount > ceiling:
            raise forms.ValidationError(
                _("This programme gives a company at most %(ceiling)s.") % {"ceiling": won(ceiling)}
            )
        return amount

    def clean(self) -> dict[str, Any]:
        outcome, note = (self.cleaned_data.get(name) for name in ("outcome", "note"))
        if outcome and note == "" and outcome != self.item.drafted_outcome:
            self.add_error("note", _NOTE_MISSING)
        return self.cleaned_data


class ReturnForm(forms.Form):
    """Why a plan goes back to its officer."""

    reason = WrittenField(
        label=_("What should change?"),
        help_text=_("The officer reads this on the plan."),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Write what should change before you return the plan.")},
    )

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, prefix="return")
