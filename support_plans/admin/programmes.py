"""Offices, programmes and their versions; what a version says is read in words, never as JSON."""

from collections.abc import Iterable, Mapping

from django.contrib import admin
from django.template.loader import render_to_string
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from support_plans.admin.rule_words import rule_in_words
from support_plans.models import Office, Programme, ProgrammeVersion
from surveys.admin.desk import DeskAdmin, ReadOnlyAdmin


@admin.register(Office)
class OfficeAdmin(DeskAdmin[Office]):
    list_display = ["name_ko", "name_en", "email"]
    search_fields = ["code", "name_ko", "name_en", "email"]


@admin.register(Programme)
class ProgrammeAdmin(DeskAdmin[Programme]):
    list_display = ["code"]
    search_fields = ["code", "versions__name_ko", "versions__name_en"]


@admin.register(ProgrammeVersion)
class ProgrammeVersionAdmin(ReadOnlyAdmin[ProgrammeVersion]):
    """A version in force is evidence for the plans made from it: it is read here, in full."""

    list_display = ["name_ko", "name_en", "number", "status", "kind", "office", "in_force_from"]
    list_select_related = ["office"]
    list_filter = ["status", "kind", "is_demonstration"]
    search_fields = ["programme__code", "name_ko", "name_en"]
    fields = [
        "code",
        "number",
        "status",
        "in_force_from",
        "in_force_until",
        "name_ko",
        "name_en",
        "office",
        "kind",
        "described",
        "offered",
        "budget_krw",
        "places",
        "ceiling_krw",
        "opens_on",
        "closes_on",
        "rule_in_words",
        "steps_in_words",
        "documents_in_words",
        "link",
        "source",
        "is_demonstration",
    ]

    @admin.display(description=_("code"))
    def code(self, version: ProgrammeVersion) -> str:
        return version.programme.code

    @admin.display(description=_("description"))
    def described(self, version: ProgrammeVersion) -> SafeString:
        return _in_both_languages([version.description])

    @admin.display(description=_("benefit"))
    def offered(self, version: ProgrammeVersion) -> SafeString:
        return _in_both_languages([version.benefit])

    @admin.display(description=_("steps for the company"))
    def steps_in_words(self, version: ProgrammeVersion) -> SafeString:
        return _in_both_languages(version.steps)

    @admin.display(description=_("documents needed"))
    def documents_in_words(self, version: ProgrammeVersion) -> SafeString:
        return _in_both_languages(version.documents)

    @admin.display(description=_("rule"))
    def rule_in_words(self, version: ProgrammeVersion) -> SafeString:
        rule = rule_in_words(version.as_rule())
        return render_to_string("admin/support_plans/_rule.html", {"rule": rule})


def _in_both_languages(texts: Iterable[Mapping[str, str]]) -> SafeString:
    """Each text as the city wrote it: the Korean, and the English under it."""
    lines = format_html_join(
        "",
        '<li><span lang="ko">{}</span><span lang="en" class="desk-quiet desk-line">{}</span></li>',
        ((text.get("ko", ""), text.get("en", "")) for text in texts),
    )
    return format_html('<ul class="desk desk-texts">{}</ul>', lines)
