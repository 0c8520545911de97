"""PostgreSQL refuses what the models refuse: nobody updates or deletes a submission."""

from django.db import migrations

from surveys.append_only import forbid_changes


class Migration(migrations.Migration):
    dependencies = [("surveys", "0001_initial")]

    operations = [forbid_changes("surveys_submission")]
