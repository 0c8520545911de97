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


class ReplacedToken(models.Model):
    """The hash of a token that a newer one has replaced, so that its holder can be told so."""

    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    replaced_at = models.DateTimeField(_("replaced at"), auto_now_add=True)

    class Meta:
        verbose_name = _("replaced link")
        verbose_name_plural = _("replaced links")

    def __str__(self) -> str:
        return self.token_hash[:8]


class SecretLink(models.Model):
    """A link whose secret is known to its holder alone: the database keeps a hash of it."""

    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    created_at = models.DateTimeField(_("created at"), auto_now_add=True)
    revoked_at = models.DateTimeField(_("revoked at"), null=True, blank=True)

    class Meta:
        abstract = True

    @classmethod
    def with_token(cls, token: str) -> models.QuerySet[Self]:
        return cls._default_manager.filter(token_hash=token_hash(token))

    def give_token(self, token: str) -> None:
        """Let the link be opened by `token` from now on, and by no token before it. Not saved."""
        if self.token_hash and self.token_hash != token_hash(token):
            ReplacedToken.objects.get_or_create(token_hash=self.token_hash)
        self.token_hash = token_hash(token)
        self.revoked_at = None

    def is_expired(self, now: datetime) -> bool:
        """Whether the link no longer opens anything."""
        raise NotImplementedError
