"""The roles, as groups: each with only what it may.

A site may change its groups later; this is where they begin.
"""

from django.apps import apps as installed_apps
from django.contrib.auth.management import create_permissions
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

_READ_PLANS = {
    "surveys": [
        "view_company",
        "view_contact",
        "view_wave",
        "view_invitation",
        "view_response",
        "view_submission",
    ],
    "support_plans": [
        "view_plan",
        "view_planitem",
        "view_office",
        "view_programme",
        "view_programmeversion",
    ],
}


def _with(*more: str, surveys: tuple[str, ...] = ()) -> dict[str, list[str]]:
    """What it takes to read plans, and these rights over plans and surveys."""
    return {
        "surveys": [*_READ_PLANS["surveys"], *surveys],
        "support_plans": [*_READ_PLANS["support_plans"], *more],
    }


ROLES: dict[str, dict[str, list[str]]] = {
    # Who may change invitations invites contacts, sends links again and takes them back.
    "officer": _with("review_plan", surveys=("change_invitation",)),
    "approver": _with("approve_plan", "publish_plan"),
    "programme_manager": {
        "support_plans": [
            f"{right}_{model}"
            for model in ("office", "programme", "programmeversion")
            for right in ("view", "add", "change")
        ],
    },
    # Figures, never an individual answer or plan.
    "manager": {"support_plans": ["view_digest", "view_programme", "view_programmeversion"]},
    "auditor": {
        "surveys": ["view_submission"],
        "support_plans": ["view_plan", "view_planitem", "view_planevent"],
    },
}


def make_roles(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    # Django makes permissions once all migrations are through, which is too late for this one.
    for label in ("surveys", "support_plans"):
        create_permissions(installed_apps.get_app_config(label), verbosity=0, apps=apps)
    group_model = apps.get_model("auth", "Group")
    permission_model = apps.get_model("auth", "Permission")
    for role, rights in ROLES.items():
        group, _ = group_model.objects.get_or_create(name=role)
        for label, codenames in rights.items():
            permissions = permission_model.objects.filter(
                content_type__app_label=label, codename__in=codenames
            )
            if permissions.count() != len(codenames):
                raise LookupError(f"{role}: a permission of {label} is missing in {codenames}")
            group.permissions.add(*permissions)


def remove_roles(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    apps.get_model("auth", "Group").objects.filter(name__in=ROLES).delete()


class Migration(migrations.Migration):
    dependencies = [
        ("support_plans", "0001_initial"),
        ("surveys", "0001_initial"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [migrations.RunPython(make_roles, remove_roles)]
