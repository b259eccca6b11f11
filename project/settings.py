"""All settings, in one file, over the typed environment of `project/environment.py`."""

from datetime import timedelta

from csp.constants import NONE, SELF

from project.environment import (
    BASE,
    cache,
    domains,
    env,
    mail,
    mode,
    required,
    secrets_keys,
    whole_number,
)

MODE = mode()
DEMO = MODE == "demo"
DEMO_PASSWORD = "Yangli-2026"  # noqa: S105 - printed on the demo's log-in page
DEBUG = False

if MODE == "production":
    SECRET_KEY = required("SECRET_KEY", "a long random text, kept for the life of the installation")
    SECRETS_KEYS = secrets_keys("SECRETS_KEY")
    PUBLIC_URL = required("PUBLIC_URL", "the address people open, for example https://xianling.example")
    ALLOWED_HOSTS = required("ALLOWED_HOSTS", "host names that may be used, comma separated").split(",")
    # Without these two the software would start on an empty SQLite file, or with nobody to do its work.
    required("DATABASE_URL", "the database, for example postgres://user:password@host:5432/name")
    required("BROKER_URL", "Redis or Valkey, for example redis://:password@host:6379/0")
else:
    SECRET_KEY = env.str("SECRET_KEY", "not-secret-demo-and-tests-only")
    SECRETS_KEYS = [SECRET_KEY]
    PUBLIC_URL = env.str("PUBLIC_URL", "http://127.0.0.1:8000")
    ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", ["127.0.0.1", "localhost", "testserver"])

DATA_DIR = env.path("DATA_DIR", BASE / ".runtime" / "data")
FILES_DIR = DATA_DIR / "files"

# --- Database: SQLite embedded, PostgreSQL by DATABASE_URL ---------------------------------------
DATABASES = {"default": env.dj_db_url("DATABASE_URL", f"sqlite:///{DATA_DIR / 'xianling.sqlite3'}")}
DATABASE = DATABASES["default"]
DB_LOCK_TIMEOUT_MS = whole_number("DB_LOCK_TIMEOUT_MS", 5000)
if DATABASE["ENGINE"].endswith("sqlite3"):
    DATABASE["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
    }
else:
    DATABASE["OPTIONS"] = {
        **DATABASE.get("OPTIONS", {}),
        # Compiling a statement (jit) takes longer than any of ours takes to run.
        "options": f"-c lock_timeout={DB_LOCK_TIMEOUT_MS} -c timezone=UTC -c jit=off",
    }
    DATABASE["CONN_MAX_AGE"] = 60
    DATABASE["CONN_HEALTH_CHECKS"] = True
    DATABASE["DISABLE_SERVER_SIDE_CURSORS"] = True
ATOMIC_REQUESTS = False
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "viewflow",
    "viewflow.workflow",
    "django_cotton",
    "django_htmx",
    "axes",
    "csp",
    "project",
    "records",
    "units",
    "notifications",
    "documents",
    "workflows",
    "plans.supervision",
    "plans.actions",
    "plans.rectifications",
    "plans.board",
]

MIDDLEWARE = [
    "project.middleware.RequestId",
    "project.middleware.VisitorAddress",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "project.middleware.SignedInOnly",
    "project.middleware.IdleLogout",
    "project.middleware.CalmErrors",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "project.urls"
WSGI_APPLICATION = "project.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE / "templates"],
        "OPTIONS": {
            "loaders": [
                (
                    "django.template.loaders.cached.Loader",
                    [
                        "django_cotton.cotton_loader.Loader",
                        "django.template.loaders.filesystem.Loader",
                        "django.template.loaders.app_directories.Loader",
                    ],
                )
            ],
            "builtins": ["django_cotton.templatetags.cotton", "django.templatetags.i18n"],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "django.template.context_processors.i18n",
                "project.context.shell",
            ],
        },
    }
]
COTTON_DIR = "components"

# --- People and sessions (domain: 等保 defaults, always the strict side) ---------------------------
AUTH_USER_MODEL = "units.Person"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "units.passwords.LongAndMixed"},
    {"NAME": "units.passwords.NotUsedBefore"},
]
PASSWORD_DAYS = 90
LOGIN_URL = "login"
LOGIN_REDIRECT_URL = "inbox"
LOGOUT_REDIRECT_URL = "login"
SESSION_COOKIE_AGE = 12 * 3600
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = PUBLIC_URL.startswith("https://")
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
IDLE_LOGOUT = timedelta(minutes=30)
CSRF_FAILURE_VIEW = "project.middleware.from_an_old_page"
CSRF_TRUSTED_ORIGINS = [PUBLIC_URL] if PUBLIC_URL.startswith("https://") else []
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = timedelta(minutes=30)
AXES_LOCKOUT_PARAMETERS = ["username"]
AXES_RESET_ON_SUCCESS = True
AXES_LOCKOUT_TEMPLATE = "registration/locked.html"
AXES_NEVER_LOCKOUT_GET = True
AXES_VERBOSE = False

# --- Browser-side safety ---------------------------------------------------------------------------
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "frame-src": [SELF],
        "object-src": [NONE],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [SELF],
    }
}
X_FRAME_OPTIONS = "SAMEORIGIN"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
# How many proxies of ours a request has come through; their X-Forwarded-For and -Proto are believed, no others.
TRUSTED_PROXIES = whole_number("TRUSTED_PROXIES", 0)
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if TRUSTED_PROXIES else None

# --- Language and time -----------------------------------------------------------------------------
LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "简体中文"), ("en", "English")]
LOCALE_PATHS = [BASE / "locale"]
USE_I18N = USE_TZ = True
TIME_ZONE = "Asia/Shanghai"
FORMAT_MODULE_PATH = ["project.formats"]

# --- Static files ----------------------------------------------------------------------------------
STATIC_URL = "static/"
STATICFILES_DIRS = [BASE / "static"]
STATIC_ROOT = DATA_DIR / "static"
WHITENOISE_USE_FINDERS = MODE != "production"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if MODE == "production"
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}

# --- Files that people hand in ---------------------------------------------------------------------
UPLOAD_LIMIT_MB = whole_number("UPLOAD_LIMIT_MB", 50)
EVIDENCE_FILES_PER_LINE = whole_number("EVIDENCE_FILES_PER_LINE", 3)
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000
FILE_UPLOAD_TEMP_DIR = None

# --- Work in the background ------------------------------------------------------------------------
BROKER_URL = env.str("BROKER_URL", "redis://127.0.0.1:6379/0")
CACHES = {"default": cache("BROKER_URL")}
OUTBOX_HINTS = env.bool("OUTBOX_HINTS", MODE != "test")

# --- E-mail: the demo writes letters to the worker's log; the page 发送记录 shows what was sent ----------
vars().update(mail("EMAIL_URL", "consolemail://"))
DEFAULT_FROM_EMAIL = SERVER_EMAIL = env.str("MAIL_FROM", "xianling@localhost")

# Messages to robots and interfaces go to public addresses over https alone, unless this says otherwise (an intranet).
OUTGOING_PRIVATE = env.bool("OUTGOING_PRIVATE", MODE != "production")

# --- The engine ------------------------------------------------------------------------------------
VIEWFLOW = {"AUTOREGISTER": False}
# An item may be extended this often (延期).
EXTENSIONS_PER_ITEM = whole_number("EXTENSIONS_PER_ITEM", 1)
# 回头看 comes this many months after the closing.
LOOK_BACK_MONTHS = whole_number("LOOK_BACK_MONTHS", 6)
# What was finished late (曾逾期) stays yellow for good instead of turning blue.
LATE_STAYS_YELLOW = env.bool("LATE_STAYS_YELLOW", False)
# What has begun turns yellow when it is more points behind the share of its days that has passed than this; 0: never.
BEHIND_BY_PERCENT = whole_number("BEHIND_BY_PERCENT", 0)
# 已办结 needs the signed scan (待签字盖章) unless this is off.
SIGNED_SCAN_REQUIRED = env.bool("SIGNED_SCAN_REQUIRED", True)


# --- Paper: a key of the operator's own (PKCS#12) signs each PDF; a service of theirs seals it -----------
DEMO_KEY = DATA_DIR / "demo-signing.p12"  # made by itself, and said to be a sample wherever it shows
SIGNING_KEY = env.str("SIGNING_KEY", str(DEMO_KEY) if DEMO else "")
SIGNING_KEY_PASSWORD = env.str("SIGNING_KEY_PASSWORD", DEMO_PASSWORD if DEMO else "")
SIGNING_VISIBLE = env.bool("SIGNING_VISIBLE", False)
SIGNING_TSA = env.str("SIGNING_TSA", "")  # address of a time stamp authority (RFC 3161)
SEAL_SERVICE = env.str("SEAL_SERVICE", "")  # dotted path of a class, see documents/sealing.py

# 免账号阅提意见: off while no domain is named; links go to addresses of these domains alone.
GUEST_MAIL_DOMAINS = domains("GUEST_MAIL_DOMAINS")

# 验收合格证书: off, the papers of an acceptance are 验收意见书 and 整改销号确认单.
ACCEPTANCE_CERTIFICATE = env.bool("ACCEPTANCE_CERTIFICATE", False)
# 命名证书: off, the result of an assessment is told by 考评结果通报; naming needs an approved basis (批准依据).
NAMING_CERTIFICATE = env.bool("NAMING_CERTIFICATE", False)

SILENCED_SYSTEM_CHECKS = [
    "security.W004",  # TLS is the proxy's (docker-compose.yml), as is the redirect to it
    "security.W008",
    "axes.W006",  # an account is locked wherever the guesses come from, which is stricter than account and address
]
LOG_FORMAT = env.str("LOG_FORMAT", "json" if MODE == "production" else "words")
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"request": {"()": "project.logs.WithRequest"}},
    "formatters": {
        "words": {"format": "%(asctime)s %(levelname)s %(name)s [%(request_id)s] %(message)s"},
        "json": {"()": "project.logs.AsJson"},
    },
    "handlers": {
        "stderr": {"class": "logging.StreamHandler", "formatter": LOG_FORMAT, "filters": ["request"]}
    },
    "root": {"handlers": ["stderr"], "level": env.str("LOG_LEVEL", "INFO")},
}
# Prometheus reads /metrics with this word (Authorization: Bearer …); empty: there is no such page.
METRICS_TOKEN = env.str("METRICS_TOKEN", "")

# --- Backups (./run backup; every night at 2:00 by beat) ---------------------------------------------
BACKUP_DIR = env.path("BACKUP_DIR", DATA_DIR / "backups")
BACKUP_KEEP = whole_number("BACKUP_KEEP", 14)
BACKUP_PASSWORD = env.str("BACKUP_PASSWORD", "")
BACKUP_NIGHTLY = env.bool("BACKUP_NIGHTLY", MODE == "production")

if MODE == "test":
    PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    # Every signing in of a test says it deleted 0 failed attempts: that would bury what a failure has to say.
    LOGGING["loggers"] = {"axes": {"level": "WARNING"}}
