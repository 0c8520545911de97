"""Officers and approvers write questionnaires; the other roles do not see them."""

from django.apps import apps as installed_apps
from django.contrib.auth.management import create_permissions
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

WRITERS = ("officer", "approver")
RIGHTS = (
    "view_survey",
    "change_survey",
    "view_questionnaireversion",
    "change_questionnaireversion",
)


def let_them_write(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    create_permissions(installed_apps.get_app_config("surveys"), verbosity=0, apps=apps)
    for group in apps.get_model("auth", "Group").objects.filter(name__in=WRITERS):
        group.permissions.add(*_rights(apps))


def let_them_not(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    for group in apps.get_model("auth", "Group").objects.filter(name__in=WRITERS):
        group.permissions.remove(*_rights(apps))


def _rights(apps: StateApps) -> list[object]:
    permissions = apps.get_model("auth", "Permission").objects.filter(
        content_type__app_label="surveys", codename__in=RIGHTS
    )
    found = list(permissions)
    if len(found) != len(RIGHTS):
        raise LookupError(f"A permission of surveys is missing among {RIGHTS}")
    return found


class Migration(migrations.Migration):
    dependencies = [
        ("support_plans", "0004_superseded_plans"),
        ("surveys", "0004_what_a_questionnaire_can_ask"),
        ("auth", "0012_alter_user_first_name_max_length"),
    ]

    operations = [migrations.RunPython(let_them_write, let_them_not)]
