"""PostgreSQL refuses what the model refuses: nobody updates or deletes an event."""

from django.db import migrations

from surveys.append_only import forbid_changes


class Migration(migrations.Migration):
    dependencies = [
        ("support_plans", "0002_roles"),
        ("surveys", "0002_submissions_are_append_only"),
    ]

    operations = [forbid_changes("support_plans_planevent")]
