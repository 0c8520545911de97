"""The officers' desk."""

from support_plans.admin import digests, events, outbox, people, plans, programmes

__all__ = ["digests", "events", "outbox", "people", "plans", "programmes"]
