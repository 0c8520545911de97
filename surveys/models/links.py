"""Links that let somebody in without a password."""

import hashlib
import secrets
from datetime import datetime
from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _


def new_token() -> str:
    """256 random bits, safe in a URL. Only their hash is ever stored."""
    return secrets.token_urlsafe(32)


def token_hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


class SecretLink(models.Model):
    """A link whose secret is known to its holder alone: the database keeps a hash of it."""

    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    created_at = models.DateTimeField(_("created at"), auto_now_add=True)
    expires_at = models.DateTimeField(_("expires at"))
    revoked_at = models.DateTimeField(_("revoked at"), null=True, blank=True)

    class Meta:
        abstract = True

    @classmethod
    def with_token(cls, token: str) -> models.QuerySet[Self]:
        return cls._default_manager.filter(token_hash=token_hash(token))

    def is_expired(self, now: datetime) -> bool:
        return now >= self.expires_at
