from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SupportPlansConfig(AppConfig):
    name = "support_plans"
    verbose_name = _("Programmes and plans")

    def ready(self) -> None:
        from support_plans import receivers  # noqa: F401  connects the signals
