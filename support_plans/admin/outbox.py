"""The outbox: every mail that left or will leave. For administrators."""

from django.contrib import admin
from post_office.models import Attachment, Email, EmailTemplate, Log

from surveys.admin.desk import ReadOnlyAdmin

# Mails are written by the platform's own templates; nothing of this is for hands.
for unused in (Attachment, EmailTemplate, Log, Email):
    if admin.site.is_registered(unused):
        admin.site.unregister(unused)


@admin.register(Email)
class EmailAdmin(ReadOnlyAdmin[Email]):
    list_display = ["subject", "to", "status", "created", "last_updated"]
    list_filter = ["status"]
    fields = ["from_email", "to", "subject", "status", "created", "last_updated", "message"]
    search_fields = ["to", "subject"]
    change_form_template = "admin/change_form.html"  # post_office's own offers to send again
    ordering = ["-created"]
