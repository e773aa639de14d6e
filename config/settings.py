"""
The one settings file, read from the environment.

Every variable is described in docs/reference/settings.md. What protects people has no default: the
secret key and the checkpoint key are made by `amparo init`, and nothing that needs them works
without them.
"""

import os
import sys
from pathlib import Path
from urllib.parse import unquote, urlsplit

import dj_database_url
from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from amparo.core import words

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

# Which faces this process shows; without one that people sign in at, it is given the public store
# and nothing else.
ALL_FACES = ("public", "api", "desk", "mission")
FACES = tuple(os.environ.get("AMPARO_FACES", "").replace(",", " ").split()) or ALL_FACES
INSIDE = not set(FACES) <= {"public", "api"}

DEBUG = False
ALLOWED_HOSTS = os.environ.get("AMPARO_HOSTS", "localhost,127.0.0.1,[::1]").split(",")

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "csp",
    "django_tasks",
    "django_tasks_db",
    "amparo.core",
    "amparo.audit",
    "amparo.jobs",
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
    "amparo.documents",
    "amparo.recommendations",
    "amparo.stats",
    "amparo.publication",
    "amparo.search",
    "amparo.following",
    "amparo.upkeep",
    "amparo.acting",
    "amparo.entrance",
    "amparo.desk",
    "amparo.mission",
    "amparo.public",
    "amparo.api",
]

_APPS_OF_THE_INSIDE = (
    "allauth",
    "django_tasks",
    "amparo.jobs",
    "amparo.acting",
    "amparo.entrance",
    "amparo.desk",
    "amparo.mission",
)
_OF_THE_INSIDE = (
    "amparo.access.",
    "amparo.desk.",
    "allauth.",
    "django.contrib.auth.",
    "django.middleware.csrf.",
    "amparo.core.limits.AccountLimits",
)
MIDDLEWARE = [
    "amparo.core.requests.RequestMiddleware",
    "amparo.upkeep.metrics.MetricsMiddleware",
    # Before all that answer, so that no answer goes out without them.
    "amparo.core.headers.HeadersMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "amparo.access.accounts.sessions.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "amparo.core.limits.NetworkLimits",
    "django.middleware.gzip.GZipMiddleware",
    "django.middleware.http.ConditionalGetMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "amparo.core.limits.AccountLimits",
    "amparo.desk.pages.UnkeptMiddleware",
    "amparo.core.refusals.RefusalsMiddleware",
    "amparo.publication.unchanged.UnchangedMiddleware",
    "amparo.access.doors.FaceMiddleware",
]
if not INSIDE:
    # Nobody signs in here: no sessions, no forms, no accounts, nothing that waits to be done.
    MIDDLEWARE = [one for one in MIDDLEWARE if not one.startswith(_OF_THE_INSIDE)]
    INSTALLED_APPS = [one for one in INSTALLED_APPS if not one.startswith(_APPS_OF_THE_INSIDE)]

# Where the site is reached. Links in letters begin with it; with https, cookies are sent over it only.
ADDRESS = os.environ.get("AMPARO_ADDRESS", "http://localhost:8000").rstrip("/")
IN_SECRET = ADDRESS.startswith("https://")
# How many proxies of ours stand before the site: so many addresses of X-Forwarded-For are believed.
PROXIES = int(os.environ.get("AMPARO_PROXIES", "0"))
if PROXIES:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
# Where it is counted who asks how often (core/limits.py): in each process, in a store that several
# share (redis://…), or not at all.
LIMITS_STORE = os.environ.get("AMPARO_LIMITS_STORE", "memory")
# Those who watch over the site prove by it that they may know more than whether it stands.
METRICS_TOKEN = _secret(
    "AMPARO_METRICS_TOKEN", Path(os.environ.get("AMPARO_METRICS_TOKEN_FILE", os.devnull))
)
# With less space left than this, the site calls itself unwell.
DISK_FREE_MB = int(os.environ.get("AMPARO_DISK_FREE_MB", "500"))

# Accounts: django-allauth's engine behind pages of ours (docs/adr/). No sign-up, no addresses in its
# tables, no counting in a cache that other processes do not see: access/accounts counts.
AUTH_USER_MODEL = "access.User"
AUTHENTICATION_BACKENDS = ["amparo.access.accounts.backend.SealedAccountsBackend"]
LOGIN_URL = "entrance:sign_in"
LOGIN_REDIRECT_URL = "entrance:account"
ACCOUNT_ADAPTER = "amparo.access.accounts.adapters.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = "sign_in"
ACCOUNT_USER_MODEL_EMAIL_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGIN_TIMEOUT = 15 * 60
ACCOUNT_RATE_LIMITS = False
MFA_ADAPTER = "amparo.access.accounts.adapters.MfaAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Amparo"
MFA_TOTP_TOLERANCE = 1
MFA_RECOVERY_CODE_DIGITS = 12
SOCIALACCOUNT_ADAPTER = "amparo.access.accounts.adapters.ProviderAdapter"
SOCIALACCOUNT_STORE_TOKENS = False

# Identity providers: one, or several whose variables end in _2 to _9.
OIDC_PROVIDERS = [
    {
        "id": f"provider{number}",
        "issuer": os.environ["AMPARO_OIDC_ISSUER" + ending].rstrip("/"),
        "client_id": os.environ.get("AMPARO_OIDC_CLIENT_ID" + ending, ""),
        "secret": _secret(
            "AMPARO_OIDC_CLIENT_SECRET" + ending,
            Path(os.environ.get("AMPARO_OIDC_CLIENT_SECRET_FILE" + ending, os.devnull)),
        ),
        "name": os.environ.get("AMPARO_OIDC_NAME" + ending, ""),
        # Methods (`amr`) or a class (`acr`) of the provider that count as a second factor.
        "second_factor": os.environ.get("AMPARO_OIDC_SECOND_FACTOR" + ending, "").split(),
    }
    for number in range(1, 10)
    for ending in ["" if number == 1 else f"_{number}"]
    if os.environ.get("AMPARO_OIDC_ISSUER" + ending)
]

PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "amparo.access.accounts.passwords.MaximumLengthValidator"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "amparo.access.accounts.passwords.OwnNameValidator"},
]

# Sessions: sealed, in the database, found by a digest (access/accounts/sessions.py).
SESSION_ENGINE = "amparo.access.accounts.sessions"
SESSION_IDLE_MINUTES = int(os.environ.get("AMPARO_SESSION_IDLE_MINUTES", "60"))
SESSION_HOURS = int(os.environ.get("AMPARO_SESSION_HOURS", "12"))
_PREFIX = "__Host-" if IN_SECRET else ""
SESSION_COOKIE_NAME = f"{_PREFIX}amparo"
CSRF_COOKIE_NAME = f"{_PREFIX}amparo-form"
DEVICE_COOKIE_NAME = f"{_PREFIX}amparo-known"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = IN_SECRET
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
CSRF_TRUSTED_ORIGINS = [ADDRESS] if IN_SECRET else []
# Where there are no forms, the framework's own, which is never met.
CSRF_FAILURE_VIEW = (
    "amparo.entrance.views.refused.form_not_ours" if INSIDE else "django.views.csrf.csrf_failure"
)
SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60 if IN_SECRET else 0
# For those whose names below this one are all served over https too.
SECURE_HSTS_INCLUDE_SUBDOMAINS = os.environ.get("AMPARO_HSTS_SUBDOMAINS", "") == "yes"

# Letters: console:, file:///folder, smtp://user:password@host:587 (smtps:// for TLS from the start).
_EMAIL = urlsplit(os.environ.get("AMPARO_EMAIL_URL", "console:"))
EMAIL_BACKEND = "django.core.mail.backends.{}.EmailBackend".format(
    {"console": "console", "file": "filebased", "smtp": "smtp", "smtps": "smtp"}[_EMAIL.scheme]
)
EMAIL_FILE_PATH = unquote(_EMAIL.path) or None
EMAIL_HOST, EMAIL_PORT = _EMAIL.hostname or "", _EMAIL.port or 587
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = (
    unquote(_EMAIL.username or ""),
    unquote(_EMAIL.password or ""),
)
EMAIL_USE_SSL = _EMAIL.scheme == "smtps"
EMAIL_USE_TLS = _EMAIL.scheme == "smtp"
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = os.environ.get("AMPARO_EMAIL_FROM", "Amparo <amparo@localhost>")

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Public pages that a process without the inside keeps as they were made, while nothing changes.
PAGES_KEPT = int(os.environ.get("AMPARO_PAGES_KEPT", "1000"))
_PUBLIC_DATABASE = os.environ.get("AMPARO_PUBLIC_DATABASE", f"sqlite:///{HOME / 'public.sqlite3'}")
# What people send in to follow, and what the links in their letters open: the one store that the
# public face adds to. Sealed for the inside, with this key, before it is written.
_FOLLOWERS_DATABASE = os.environ.get(
    "AMPARO_FOLLOWERS_DATABASE", f"sqlite:///{HOME / 'followers.sqlite3'}"
)
FOLLOWERS_KEY = os.environ.get("AMPARO_FOLLOWERS_KEY", "")
# Whether what is new is also sent to addresses that followers name; then the worker calls these.
WEBHOOKS = os.environ.get("AMPARO_WEBHOOKS", "no") == "yes"
if INSIDE:
    DATABASES = {
        "default": dj_database_url.parse(
            os.environ.get("AMPARO_DATABASE", f"sqlite:///{HOME / 'amparo.sqlite3'}"),
            conn_max_age=60,
        ),
        # The key store: a database of its own, so that a copy of the other alone reads nothing.
        "keys": dj_database_url.parse(
            os.environ.get("AMPARO_KEYS_DATABASE", f"sqlite:///{HOME / 'keys.sqlite3'}"),
            conn_max_age=60,
        ),
        # The public store: what the gate has let out, and nothing else.
        "public": dj_database_url.parse(_PUBLIC_DATABASE, conn_max_age=60),
    }
    PUBLIC_STORE = "public"
else:
    DATABASES = {"default": dj_database_url.parse(_PUBLIC_DATABASE, conn_max_age=60)}
    PUBLIC_STORE = "default"
DATABASES["followers"] = dj_database_url.parse(_FOLLOWERS_DATABASE, conn_max_age=60)
DATABASE_ROUTERS = [
    "amparo.following.routing.FollowersRouter",
    "amparo.publication.routing.PublicRouter",
    "amparo.vault.routing.KeysRouter",
]
for _alias, _database in DATABASES.items():
    if _database["ENGINE"] == "django.db.backends.sqlite3":
        _database["OPTIONS"] = {
            # A write takes its lock at once, waits for its turn, and is on the disk when
            # acknowledged. What is deleted is overwritten.
            "transaction_mode": "IMMEDIATE",
            "timeout": 30,
            "init_command": (
                "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA secure_delete=ON;"
                + ("" if INSIDE or _alias == "followers" else " PRAGMA query_only=ON;")
            ),
        }

# The index of what is public, made from the public store: written by one process, read by all.
SEARCH_INDEX = Path(os.environ.get("AMPARO_SEARCH_INDEX", HOME / "search"))
# Where the public store stands as files that anybody may take home (publication/snapshot).
SNAPSHOTS = Path(os.environ.get("AMPARO_SNAPSHOTS", HOME / "snapshots"))
# Under what the publisher gives out the data, in words of their own; the words of documents stay
# their authors' in any case.
DATA_LICENCE = os.environ.get("AMPARO_DATA_LICENCE", "").strip()

# Background work waits in the database, entered in the transaction that asks for it.
TASKS = {"default": {"BACKEND": "amparo.jobs.backend.Queue", "QUEUES": []}}
# For how long what a worker holds stays its own after it was last seen.
JOB_LEASE_SECONDS = float(os.environ.get("AMPARO_JOB_LEASE_SECONDS", "30"))
# Whether the worker destroys what is confidential when its time is over, or only tells that it is.
DISPOSE_BY_ITSELF = os.environ.get("AMPARO_DISPOSE_BY_ITSELF", "no") == "yes"
# Where the worker backs the key store up every day; empty: nowhere.
KEY_BACKUPS = os.environ.get("AMPARO_KEY_BACKUPS", "")
# Where the data is backed up, every day by the worker; and the public keys it is sealed for.
_BACKUP_FOLDER = os.environ.get("AMPARO_BACKUP_FOLDER", "")
BACKUP_FOLDER = Path(_BACKUP_FOLDER) if _BACKUP_FOLDER else None
BACKUP_RECIPIENTS = os.environ.get("AMPARO_BACKUP_RECIPIENTS", "").replace(",", " ").split()

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
LANGUAGES = [(code, _(name)) for code, name in words.LANGUAGES]
LOCALE_PATHS = [ROOT / "src/amparo/locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"

STATIC_URL = "static/"
STATIC_ROOT = HOME / "static"
WHITENOISE_ALLOW_ALL_ORIGINS = False  # for pages of this site only
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
    # Sealed files: in a folder of the home, or in an S3-compatible store.
    "files": {
        "BACKEND": "amparo.vault.files.storage.Folder",
        "OPTIONS": {"location": HOME / "files"},
    },
}
if os.environ.get("AMPARO_FILES_S3_BUCKET"):
    STORAGES["files"] = {
        "BACKEND": "storages.backends.s3.S3Storage",
        "OPTIONS": {
            "bucket_name": os.environ["AMPARO_FILES_S3_BUCKET"],
            "endpoint_url": os.environ.get("AMPARO_FILES_S3_ENDPOINT") or None,
            "region_name": os.environ.get("AMPARO_FILES_S3_REGION") or None,
            "access_key": os.environ.get("AMPARO_FILES_S3_ACCESS_KEY") or None,
            "secret_key": _secret(
                "AMPARO_FILES_S3_SECRET_KEY",
                Path(os.environ.get("AMPARO_FILES_S3_SECRET_KEY_FILE", os.devnull)),
            )
            or None,
            "signature_version": "s3v4",
            "file_overwrite": False,
            "default_acl": None,
            "max_memory_size": 1024 * 1024,  # what is larger waits, sealed, in a temporary file
        },
    }

# Uploads: in memory, never in a temporary file; all files of one request within the limit together.
FILE_LIMIT_MB = int(os.environ.get("AMPARO_FILE_LIMIT_MB", "50"))
FILE_UPLOAD_HANDLERS = ["amparo.vault.files.uploading.InMemory"]
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024  # what is not a file
DATA_UPLOAD_MAX_NUMBER_FIELDS = 1_000
DATA_UPLOAD_MAX_NUMBER_FILES = 20
# Documents that are imported: how large a file may be, and how many pages it may have.
DOCUMENT_LIMIT_MB = int(os.environ.get("AMPARO_DOCUMENT_LIMIT_MB", "100"))
DOCUMENT_LIMIT_PAGES = int(os.environ.get("AMPARO_DOCUMENT_LIMIT_PAGES", "2000"))
# The virus scanner (clamd): a socket's path, or host:port. Empty: none is asked.
CLAMD = os.environ.get("AMPARO_CLAMD", "")
CLAMD_TIMEOUT_SECONDS = 120

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

# The log: a JSON object a line, or words for somebody who watches (core/logs.py says what may be in it).
LOG = os.environ.get("AMPARO_LOG") or ("text" if sys.stderr.isatty() else "json")
LOG_LEVEL = "WARNING" if os.environ.get("AMPARO_LOG_LEVEL") == "warning" else "INFO"
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "lines": {"()": "amparo.core.logs." + ("Readable" if LOG == "text" else "JsonLines")}
    },
    "filters": {"news": {"()": "amparo.core.logs.News"}},
    "handlers": {
        "console": {
            "()": "amparo.core.logs.OnStandardError",
            "formatter": "lines",
            "filters": ["news"],
        }
    },
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        "amparo": {"level": LOG_LEVEL},
        # Those that come with handlers of their own.
        **{
            name: {"handlers": [], "level": "WARNING", "propagate": True}
            for name in ("django", "django.server", "_granian", "granian.access")
        },
    },
}
