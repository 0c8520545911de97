"""What the surveys tell whoever listens; they know no plans."""

from django.dispatch import Signal

submitted = Signal()
"""A submission was made: `submission`. Sent inside its transaction."""

mail_queued = Signal()
"""A mail lies in the outbox, its transaction committed: it can be sent."""
