"""What the settings promise, as this process has them."""

from django.conf import settings

SECONDS = {
    "sweep-submissions-without-plan": 60,
    "deliver-mail": 30,
    "sweep-unnamed-uploads": 24 * 3600,
    "send-digests": 3600,
}


def test_a_scheduled_message_expires_when_the_next_one_is_due() -> None:
    expiry = {
        name: one["options"]["expires"] for name, one in settings.CELERY_BEAT_SCHEDULE.items()
    }
    assert expiry == SECONDS
    assert settings.CELERY_BEAT_SCHEDULE["deliver-mail"]["schedule"] == SECONDS["deliver-mail"]


def test_the_log_of_a_failed_request_leaves_out_tokens_and_tells_administrators() -> None:
    logging = settings.LOGGING
    assert logging["handlers"]["console"]["formatter"] == "line"
    assert logging["formatters"]["line"]["()"] == "config.logs.Line"
    assert logging["loggers"]["django"]["handlers"] == ["administrators"]
    assert logging["loggers"]["django.security.DisallowedHost"]["propagate"] is False
