"""
The one settings file, read from the environment.

Every variable is described in docs/reference/settings.md. What protects people has no default: the
secret key and the checkpoint key are made by `amparo init`, and nothing that needs them works
without them.
"""

import os
from pathlib import Path

import dj_database_url
from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

ROOT = Path(__file__).resolve().parent.parent
HOME = Path(os.environ.get("AMPARO_HOME", ROOT / "var")).resolve()
DATA = ROOT / "data"
KEYS = HOME / "keys"


def _secret(variable: str, file: Path) -> str:
    value = os.environ.get(variable, "")
    return value or (file.read_text().strip() if file.is_file() else "")


# Empty when there is none yet: Django then refuses whatever needs it.
SECRET_KEY = _secret("AMPARO_SECRET_KEY", KEYS / "secret.key")
# The master key wraps every data key. Held outside of every database: in the environment, or a file.
MASTER_KEY = os.environ.get("AMPARO_MASTER_KEY", "")
MASTER_KEY_FILE = Path(os.environ.get("AMPARO_MASTER_KEY_FILE", KEYS / "master.key"))
CHECKPOINT_KEY_FILE = Path(os.environ.get("AMPARO_CHECKPOINT_KEY_FILE", KEYS / "checkpoint.pem"))

DEBUG = False
ALLOWED_HOSTS = os.environ.get("AMPARO_HOSTS", "localhost,127.0.0.1,[::1]").split(",")

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.staticfiles",
    "csp",
    "amparo.core",
    "amparo.audit",
    "amparo.vault",
    "amparo.access",
    "amparo.docket",
    "amparo.registry",
    "amparo.bodies",
    "amparo.npms",
    "amparo.meetings",
    "amparo.elections",
    "amparo.visits",
    "amparo.fund",
    "amparo.cooperation",
    "amparo.stats",
    "amparo.entrance",
    "amparo.desk",
    "amparo.public",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "django.middleware.http.ConditionalGetMiddleware",
    "django.middleware.common.CommonMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "amparo.core.refusals.RefusalsMiddleware",
]

AUTH_USER_MODEL = "access.User"

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

DATABASES = {
    "default": dj_database_url.parse(
        os.environ.get("AMPARO_DATABASE", f"sqlite:///{HOME / 'amparo.sqlite3'}"),
        conn_max_age=60,
    ),
    # The key store: a database of its own, so that a copy of the other one alone reads nothing.
    "keys": dj_database_url.parse(
        os.environ.get("AMPARO_KEYS_DATABASE", f"sqlite:///{HOME / 'keys.sqlite3'}"),
        conn_max_age=60,
    ),
}
DATABASE_ROUTERS = ["amparo.vault.routing.KeysRouter"]
for _database in DATABASES.values():
    if _database["ENGINE"] == "django.db.backends.sqlite3":
        _database["OPTIONS"] = {
            # A write takes its lock at once, waits for its turn, and is on the disk when
            # acknowledged. What is deleted is overwritten.
            "transaction_mode": "IMMEDIATE",
            "timeout": 30,
            "init_command": (
                "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA secure_delete=ON;"
            ),
        }

# What is dear to make is kept in each process; nothing of it needs to survive one.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "TIMEOUT": 24 * 60 * 60,
        "OPTIONS": {"MAX_ENTRIES": 60},
    }
}

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "APP_DIRS": True,  # looks in each app's folder `jinja2/`
        "OPTIONS": {"environment": "amparo.core.pages.environment"},
    },
]

LANGUAGE_CODE = "en"
LANGUAGES = [
    ("en", _("English")),
    ("fr", _("French")),
    ("es", _("Spanish")),
    ("ar", _("Arabic")),
    ("ru", _("Russian")),
    ("zh-hans", _("Chinese")),
]
LOCALE_PATHS = [ROOT / "src/amparo/locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"

STATIC_URL = "static/"
STATIC_ROOT = HOME / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "style-src": [SELF],
        "img-src": [SELF],
        "script-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
