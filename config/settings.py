"""Every setting, read from the environment.

Nothing configured: a development machine, SQLite and tasks inside the process. Once any of
`SECRET_KEY`, `DATABASE_URL`, `REDIS_URL` or `ALLOWED_HOSTS` is set, this is a real site: DEBUG is
off unless asked for, and what a real site cannot do without must be there.
"""

import os
from datetime import timedelta
from pathlib import Path

import environ
from celery.schedules import crontab
from csp.constants import NONE, SELF, UNSAFE_EVAL, UNSAFE_INLINE
from django.core.exceptions import ImproperlyConfigured
from django.templatetags.static import static
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _

from config.environment import DEVELOPMENT_KEY, faults, names

BASE_DIR = Path(__file__).resolve().parent.parent
BUILD_DIR = BASE_DIR / "build"

env = environ.Env()
environ.Env.read_env(BASE_DIR / ".env")

_configured = any(
    env.str(name, default="")
    for name in ("SECRET_KEY", "DATABASE_URL", "REDIS_URL", "ALLOWED_HOSTS")
)
DEBUG = env.bool("DEBUG", default=not _configured)


if not DEBUG and (_faults := list(faults(os.environ))):
    raise ImproperlyConfigured(
        "This site cannot start yet.\n  "
        + "\n  ".join(_faults)
        + "\nSet this in the environment or in a file .env beside manage.py and start again, "
        "or set DEBUG=1 to try the platform out on this machine."
    )

DEMONSTRATION = env.bool("DEMONSTRATION", default=DEBUG)
"""Whether every page says that companies and answers are invented."""

# --- The site -----------------------------------------------------------------------------------

SECRET_KEY = env.str("SECRET_KEY", default="").strip() or DEVELOPMENT_KEY
ALLOWED_HOSTS = names(env.str("ALLOWED_HOSTS", default="")) or ["localhost", "127.0.0.1", "[::1]"]
BASE_URL = env.str("BASE_URL", default="").strip() or (
    f"http://127.0.0.1:{env.int('PORT', default=8000)}"
)
BASE_URL = BASE_URL.rstrip("/")

CITY_CONTACT_EMAIL = env.str("CITY_CONTACT_EMAIL", default="support@example.org")
"""Where a company that is stuck can write; shown on every page that says something went wrong."""

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "unfold",
    "unfold.contrib.filters",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "axes",
    "csp",
    "crispy_forms",
    "django_htmx",
    "post_office",
    "surveys",
    "support_plans",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "config.compression.GZipPages",
    "config.security.ContentSecurity",
    "surveys.middleware.no_nul",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "surveys.middleware.post_size",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "axes.middleware.AxesMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "surveys.context_processors.site",
            ],
        },
    },
]
CRISPY_ALLOWED_TEMPLATE_PACKS = ["krds", "unfold_crispy"]
CRISPY_TEMPLATE_PACK = "krds"
CSRF_FAILURE_VIEW = "surveys.views.problems.form_not_trusted"

# A survey page is a few kilobytes; what is larger than this is a mistake or an attack.
DATA_UPLOAD_MAX_MEMORY_SIZE = 1_000_000
DATA_UPLOAD_MAX_NUMBER_FIELDS = 8_000  # the desk's editors post seven for each of up to 1,000 rows
DATA_UPLOAD_MAX_NUMBER_FILES = 300  # controls in which a file can be chosen count, empty or not
FILE_UPLOAD_HANDLERS = [
    "surveys.views.upload_handler.TooLargeIsSkipped",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]
MEDIA_ROOT = env.str("UPLOADS_DIR", default="").strip() or str(BUILD_DIR / "uploads")
"""Where the files lie that companies attach. They have no address: a view gives them out."""

# --- Database, tasks, cache: the two ways to run ------------------------------------------------

DATABASES = {
    "default": environ.Env.db_url_config(
        env.str("DATABASE_URL", default="").strip() or f"sqlite:///{BASE_DIR / 'db.sqlite3'}"
    )
}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
    }
else:
    DATABASES["default"]["CONN_MAX_AGE"] = 60
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
    # PostgreSQL plans a statement once for each connection, not for each page.
    DATABASES["default"].setdefault("OPTIONS", {}).update(
        server_side_binding=True, prepare_threshold=2
    )

REDIS_URL = env.str("REDIS_URL", default="").strip()
CELERY_TASK_ALWAYS_EAGER = not REDIS_URL
CELERY_BROKER_URL = REDIS_URL or "memory://localhost//"
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 4
CELERY_DB_REUSE_MAX = 1000
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
# A dead broker must cost the person who submits seconds, not minutes: the sweep makes up for it.
# One retry, because an idle connection may have been cut while the broker is well; one that accepts
# and never answers costs 6 s when it falls silent, and 2 s each time after that.
CELERY_TASK_PUBLISH_RETRY_POLICY = {"max_retries": 1, "interval_start": 0.1, "interval_max": 0.2}
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "visibility_timeout": 600,
    "socket_connect_timeout": 2,
    "socket_timeout": 2,
    "max_retries": 1,
    "connect_retries_timeout": 1,
}
CELERY_TIMEZONE = TIME_ZONE = "Asia/Seoul"
CELERY_BEAT_SCHEDULE = {
    "sweep-submissions-without-plan": {
        "task": "support_plans.tasks.sweep_submissions",
        "schedule": 60.0,
        "options": {"expires": 60},
    },
    "deliver-mail": {
        "task": "surveys.tasks.deliver_mail",
        "schedule": 30.0,
        "options": {"expires": 30},
    },
    "sweep-unnamed-uploads": {
        "task": "surveys.tasks.sweep_unnamed_uploads",
        "schedule": crontab(hour=4, minute=20),
        "options": {"expires": 24 * 3600},
    },
    "send-digests": {
        "task": "support_plans.tasks.send_digests",
        "schedule": crontab(minute=5),
        "options": {"expires": 3600},
    },
}
"""A message expires when the next one is due: a night without workers leaves no queue of them."""

# --- Mail: everything leaves through the outbox --------------------------------------------------

EMAIL_BACKEND = "post_office.EmailBackend"
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="Bitgoeul <noreply@example.org>")
SERVER_EMAIL = DEFAULT_FROM_EMAIL
ADMINS = [(address, address) for address in names(env.str("ADMINS", default=""))]
"""Who is mailed what failed on our side."""
_mail = environ.Env.email_url_config(env.str("EMAIL_URL", default="").strip() or "dummymail://")
EMAIL_HOST = _mail.get("EMAIL_HOST") or "localhost"
EMAIL_PORT = _mail.get("EMAIL_PORT") or 25
EMAIL_HOST_USER = _mail.get("EMAIL_HOST_USER") or ""
EMAIL_HOST_PASSWORD = _mail.get("EMAIL_HOST_PASSWORD") or ""
EMAIL_USE_TLS = bool(_mail.get("EMAIL_USE_TLS", False))
EMAIL_USE_SSL = bool(_mail.get("EMAIL_USE_SSL", False))
EMAIL_TIMEOUT = 20
POST_OFFICE = {
    "BACKENDS": {"default": _mail["EMAIL_BACKEND"]},
    "DEFAULT_PRIORITY": "medium",
    "MAX_RETRIES": 4,
    "MESSAGE_ID_ENABLED": True,
    "MESSAGE_ID_FQDN": BASE_URL.split("//")[-1].split(":")[0],
}

# --- Languages and time --------------------------------------------------------------------------

LANGUAGE_CODE = "ko"
LANGUAGES = [("ko", "한국어"), ("en", "English")]
LOCALE_PATHS = [BASE_DIR / "locale"]
USE_I18N = True
USE_TZ = True
LANGUAGE_COOKIE_AGE = 365 * 24 * 3600

# --- Static files --------------------------------------------------------------------------------

STATIC_URL = "static/"
STATIC_ROOT = BUILD_DIR / "static"
WHITENOISE_USE_FINDERS = WHITENOISE_AUTOREFRESH = DEBUG
STATICFILES_DIRS = [path for path in [BUILD_DIR / "assets"] if path.exists()]
STORAGES = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"file_permissions_mode": 0o600, "directory_permissions_mode": 0o700},
    },
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}

# --- Security ------------------------------------------------------------------------------------

AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = reverse_lazy("admin:login")
LOGIN_REDIRECT_URL = reverse_lazy("admin:index")
AXES_FAILURE_LIMIT = 10
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_ON_SUCCESS = True
AXES_VERBOSE = False
AXES_ENABLE_ADMIN = False
AXES_HTTP_RESPONSE_CODE = 429
AXES_LOCKOUT_CALLABLE = "config.sign_in.locked_out"
AXES_CLIENT_IP_CALLABLE = "config.sign_in.client_address"

BEHIND_PROXY = env.bool("BEHIND_PROXY", default=False)
"""Whether every request comes through a proxy of ours, so that its X-Forwarded-… can be trusted."""

SESSION_COOKIE_AGE = 14 * 24 * 3600
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"  # a link in a mail must arrive with its session
CSRF_COOKIE_SAMESITE = "Lax"
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"  # a link's token must not leak to other sites
if not DEBUG:
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True
    SECURE_HSTS_SECONDS = 365 * 24 * 3600
    SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = True
    SECURE_SSL_REDIRECT = env.bool("SECURE_SSL_REDIRECT", default=True)
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_PROXY else None
    CSRF_TRUSTED_ORIGINS = [BASE_URL]

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}
ADMIN_CONTENT_SECURITY_POLICY = {
    # The admin's Alpine.js evaluates expressions in attributes and sets style attributes; inline
    # <script> stays forbidden there, too.
    **CONTENT_SECURITY_POLICY["DIRECTIVES"],
    "script-src": [SELF, UNSAFE_EVAL],
    "style-src": [SELF, UNSAFE_INLINE],
}

# --- Logging: one line per event on standard error, for the machine's own collector ---------------

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {
            "()": "config.logs.Line",
            "format": "{asctime} {levelname} {name}: {message}",
            "style": "{",
        }
    },
    "filters": {"on_a_real_site": {"()": "django.utils.log.RequireDebugFalse"}},
    "handlers": {
        "console": {"class": "logging.StreamHandler", "formatter": "line"},
        "administrators": {
            "class": "config.logs.MailToAdministrators",
            "formatter": "line",
            "level": "ERROR",
            "filters": ["on_a_real_site"],
        },
    },
    "root": {"handlers": ["console"], "level": "INFO" if not DEBUG else "WARNING"},
    "loggers": {
        "django": {"handlers": ["administrators"], "level": "INFO"},
        # Somebody who asks for another host's pages is no fault of ours.
        "django.security.DisallowedHost": {"handlers": ["console"], "propagate": False},
    },
}

# --- The officers' admin -------------------------------------------------------------------------

UNFOLD = {
    "SITE_TITLE": _("Bitgoeul"),
    "SITE_HEADER": _("Bitgoeul"),
    "SITE_SUBHEADER": _("Company support desk"),
    "SITE_URL": "/",
    "SITE_ICON": lambda request: static("surveys/mark.svg"),
    "SITE_FAVICONS": [
        {
            "rel": "icon",
            "type": "image/svg+xml",
            "href": lambda request: static("surveys/mark.svg"),
        }
    ],
    "SHOW_HISTORY": True,
    "SHOW_VIEW_ON_SITE": False,
    "SHOW_LANGUAGES": True,
    "STYLES": [lambda request: static("support_plans/desk.css")],
    "COLORS": {
        "primary": {
            "50": "236 242 254",
            "100": "216 229 253",
            "200": "177 206 251",
            "300": "134 175 249",
            "400": "76 135 246",
            "500": "37 110 244",
            "600": "11 80 208",
            "700": "8 56 145",
            "800": "5 41 97",
            "900": "3 27 66",
            "950": "1 15 38",
        },
    },
    "SIDEBAR": {
        "show_search": False,
        "show_all_applications": False,
        "navigation": "support_plans.admin.home.navigation",
    },
    "DASHBOARD_CALLBACK": "support_plans.admin.home.dashboard",
}
