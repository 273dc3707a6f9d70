"""Settings every install shares. What an operator may set comes from the environment and is listed in docs/operators.md."""

from pathlib import Path

import environ

BASE_DIR = Path(__file__).resolve().parents[3]
PARTNERSHIP_DIR = BASE_DIR / "site" / "partnership"

env = environ.Env()
environ.Env.read_env(BASE_DIR / ".env")

VAR_DIR = Path(env("VAR_DIR", default=str(BASE_DIR / "var")))

# The site ------------------------------------------------------------------------------------------------------------
INSTALLED_APPS = [
    "partnership.accounts",
    "partnership.home",
    "partnership.search",
    "partnership.alerts",
    "partnership.shared_cache",
    "partnership.demo",
    "training",
    "briefings",
    "learning",
    "media",
    "wagtail.contrib.redirects",
    "wagtail.contrib.settings",
    "wagtail.embeds",
    "wagtail.sites",
    "partnership.accounts.users_app.PeopleConfig",  # wagtail.users, with our forms
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "django_filters",
    "django_tasks",
    "django_tasks_db",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "axes",
    "csp",
    "whitenoise.runserver_nostatic",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.sitemaps",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "partnership.security.ContentSecurityPolicyMiddleware",
    "partnership.unreadable_requests.UnreadableRequestsMiddleware",
    "partnership.open_addresses.OpenAddressesMiddleware",
    "partnership.page_cache.AnonymousPageCacheMiddleware",
    "partnership.kept_parts.KeptPartsMiddleware",
    "partnership.structured_data.robots.SearchEnginesMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "partnership.accounts.middleware.SecondFactorMiddleware",
    "learning.withdrawn_pages.WithdrawnPagesMiddleware",
    "wagtail.contrib.redirects.middleware.RedirectMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "partnership.urls"
WSGI_APPLICATION = "partnership.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [PARTNERSHIP_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "libraries": {
                "cascade": "partnership.templatetags.cascade",
                "discovery": "partnership.templatetags.discovery",
                "figures": "partnership.templatetags.figures",
                "kept": "partnership.templatetags.kept",
                "look": "partnership.templatetags.look",
            },
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "partnership.home.context.site_frame",
            ],
        },
    },
]

# Database: SQLite tuned for a web server unless DATABASE_URL names another (docs/decisions/0002-sqlite-by-default.md) ----
SQLITE_OPTIONS = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": (
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA cache_size=-65536; "
        "PRAGMA mmap_size=268435456; PRAGMA temp_store=MEMORY; PRAGMA journal_size_limit=67108864;"
    ),
}
DATABASES = {"default": env.db("DATABASE_URL", default=f"sqlite:///{VAR_DIR / 'cascade.sqlite3'}")}
DATABASES["default"]["CONN_MAX_AGE"] = 600
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATABASES["default"]["OPTIONS"] = SQLITE_OPTIONS

# Caches: files shared by the workers of one machine unless CACHE_URL names Redis -----------------------------------------
# Django keeps 300 files by itself: a room of people who count themselves would push out what others rely on.
CACHES = {"default": env.cache("CACHE_URL", default=f"filecache://{VAR_DIR / 'cache'}?max_entries=3000")}
PAGE_CACHE_SECONDS = env.int("PAGE_CACHE_SECONDS", default=60)  # how long at most; 0 switches it off
# A cache in front of the site, as "wagtail.contrib.frontend_cache" names its kinds: told what has changed. Without one nothing
# may be kept there unasked.
WAGTAILFRONTENDCACHE = env.json("FRONTEND_CACHE", default={})
SHARED_CACHE_SECONDS = env.int("SHARED_CACHE_SECONDS", default=0)  # how long such a cache may answer without asking us
KEPT_PARTS_SECONDS = env.int("KEPT_PARTS_SECONDS", default=60)  # the same for parts that pages share

# People and sign-in --------------------------------------------------------------------------------------------------
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "partnership.accounts.backends.PermissionsAtOnce",
    "allauth.account.auth_backends.AuthenticationBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "partnership.accounts.adapter.ClosedSignupAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
# Wrong passwords and wrong codes for one account, from anywhere; django-axes below counts by the address they come from.
ACCOUNT_RATE_LIMITS = {"login_failed": "10/m/ip,10/15m/key"}
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_SESSION_REMEMBER = None
MFA_ADAPTER = "partnership.accounts.adapter.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "Cascade"
MFA_TOTP_TOLERANCE = 1  # codes, before or after: phones' clocks drift
MFA_ALLOW_UNVERIFIED_EMAIL = True  # addresses are given by an administrator, not by strangers
SECOND_FACTOR_REQUIRED = env.bool("SECOND_FACTOR_REQUIRED", default=False)
TRUSTED_PROXY_COUNT = env.int("TRUSTED_PROXY_COUNT", default=0)
# Whose computer asks, for whatever counts by it: wrong passwords, and forms sent without an account.
CLIENT_ADDRESS_CALLABLE = "partnership.accounts.client_address.client_address"
AXES_CLIENT_IP_CALLABLE = CLIENT_ADDRESS_CALLABLE
AXES_USERNAME_CALLABLE = "partnership.accounts.adapter.attempted_address"
AXES_LOCKOUT_PARAMETERS = ["ip_address"]
AXES_FAILURE_LIMIT = env.int("SIGN_IN_TRIES", default=8)
AXES_COOLOFF_TIME = 0.25  # hours
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_RESET_ON_SUCCESS = True
AXES_LOCKOUT_TEMPLATE = "account/locked_out.html"
AXES_SENSITIVE_PARAMETERS = ["username", "ip_address", "login"]
AXES_DISABLE_ACCESS_LOG = True  # who signed in when, from where, is not ours to collect

# Words, dates, places ------------------------------------------------------------------------------------------------
LANGUAGE_CODE = "en-gb"
LANGUAGES = [("en-gb", "English"), ("cy", "Cymraeg")]
LOCALE_PATHS = [PARTNERSHIP_DIR / "locale"]
TIME_ZONE = "Europe/London"
USE_I18N = True
USE_TZ = True
FORMAT_MODULE_PATH = ["partnership.formats"]

# Files ---------------------------------------------------------------------------------------------------------------
STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [PARTNERSHIP_DIR / "static"]
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.FileSystemFinder",
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
    "partnership.stylesheet.SiteStylesheetFinder",
]
MADE_STATIC_ROOT = VAR_DIR / "made_static"  # what is joined from static files, before it is collected with them
MEDIA_URL = "/uploads/"
MEDIA_ROOT = VAR_DIR / "uploads"
SEALED_ROOT = VAR_DIR / "sealed"  # originals of uploads: under no address
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "sealed": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": str(SEALED_ROOT), "base_url": None, "directory_permissions_mode": 0o700},
    },
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
FILE_UPLOAD_PERMISSIONS = 0o640
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000
MEDIA_UPLOAD_LIMIT = env.int("MEDIA_UPLOAD_LIMIT", default=100 * 1024 * 1024)  # bytes
MEDIA_LIMITS = env.dict("MEDIA_LIMITS", {"value": int}, default={})  # any other figure of media.opc.limits.Limits
SLIDE_RENDERER = env("SLIDE_RENDERER", default="betteroffice")  # or "libreoffice", where it is installed

# Training -------------------------------------------------------------------------------------------------------------
COVERAGE_OLD_AFTER_MONTHS = env.int("COVERAGE_OLD_AFTER_MONTHS", default=24)
# "We have used this briefing", sent without an account: how many are taken in an hour.
TEAM_USE_PER_ADDRESS = env.int("TEAM_USE_PER_ADDRESS", default=20)
TEAM_USE_PER_BRIEFING = env.int("TEAM_USE_PER_BRIEFING", default=60)
# Feedback on a session, the same: a whole room answers from one address, within minutes.
FEEDBACK_PER_ADDRESS = env.int("FEEDBACK_PER_ADDRESS", default=200)
FEEDBACK_PER_ROUND = env.int("FEEDBACK_PER_ROUND", default=400)
# Answers to cascades, hand-ons and teams told, in an hour from one address: all agencies of a council may share it.
CASCADE_REPLIES_PER_ADDRESS = env.int("CASCADE_REPLIES_PER_ADDRESS", default=120)

# Mail ----------------------------------------------------------------------------------------------------------------
EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
EMAIL_FILE_PATH = VAR_DIR / "mail"
if env("EMAIL_URL", default=""):
    vars().update(env.email("EMAIL_URL"))
EMAIL_TIMEOUT = env.int("EMAIL_TIMEOUT", default=60)  # seconds a mail server may take to answer
DEFAULT_FROM_EMAIL = env("DEFAULT_FROM_EMAIL", default="cascade@localhost")
MAIL_BOUNCES_TO = env(
    "MAIL_BOUNCES_TO", default=""
)  # where reports of mail that did not arrive go; else to the address above
MAIL_PER_SECOND = env.float("MAIL_PER_SECOND", default=80)  # of each worker; 0 for no limit
MAIL_ADDRESS_DAYS = env.int("MAIL_ADDRESS_DAYS", default=90)  # then it is forgotten to whom a mail went
MAIL_SENDERS_ROOT = VAR_DIR / "mail_senders"  # one locked file for each process that sends: whether it is alive

# Background work -----------------------------------------------------------------------------------------------------
TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}

# Security ------------------------------------------------------------------------------------------------------------
X_FRAME_OPTIONS = "DENY"  # Wagtail's preview, which is shown in a frame, says otherwise for itself
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
        "base-uri": ["'none'"],
        "manifest-src": ["'self'"],
        "media-src": ["'self'"],
    }
}
# Wagtail's admin writes inline scripts and styles; it is behind sign-in, and still reaches no other origin.
ADMIN_CONTENT_SECURITY_POLICY = {
    **CONTENT_SECURITY_POLICY["DIRECTIVES"],
    "script-src": ["'self'", "'unsafe-inline'"],
    "style-src": ["'self'", "'unsafe-inline'"],
    "img-src": ["'self'", "blob:"],  # a picture being uploaded is shown before it is sent
    "frame-src": ["'self'"],
    "frame-ancestors": ["'self'"],
}

# The read API (docs/api.md) -------------------------------------------------------------------------------------------
# rest_framework and drf_spectacular are libraries here, not apps: their own pages, styles and scripts are nowhere.
REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [],  # whoever asks, it is what everybody may read
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.AllowAny"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["rest_framework.parsers.JSONParser"],
    "DEFAULT_CONTENT_NEGOTIATION_CLASS": "partnership.api.negotiation.AlwaysJson",
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "EXCEPTION_HANDLER": "partnership.api.problems.answer_problem",
    "UNAUTHENTICATED_USER": None,
    "URL_FORMAT_OVERRIDE": None,
}
SPECTACULAR_SETTINGS = {
    "TITLE": "Learning from safeguarding reviews",
    "DESCRIPTION": "Everything that this partnership's site shows to everybody, for programs. Read only; no key is needed.",
    "VERSION": "1",
    "OAS_VERSION": "3.1.1",
    "POSTPROCESSING_HOOKS": ["partnership.api.description.add_problems"],
    "COMPONENT_SPLIT_REQUEST": False,
    "SERVE_PUBLIC": True,
}

# Wagtail -------------------------------------------------------------------------------------------------------------
WAGTAIL_SITE_NAME = "Cascade"
WAGTAILADMIN_BASE_URL = env("BASE_URL", default="http://127.0.0.1:8000")
WAGTAIL_I18N_ENABLED = False
WAGTAIL_USER_TIME_ZONES = [TIME_ZONE]  # nobody chooses one: an event is at the time it is at
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_ALLOW_UNICODE_SLUGS = False
WAGTAIL_FRONTEND_LOGIN_URL = "/accounts/login/"
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = False  # passwords are changed on allauth's pages
WAGTAIL_PASSWORD_RESET_ENABLED = False
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False  # the address signed in with is changed by an administrator
WAGTAILUSERS_PASSWORD_ENABLED = False  # nobody chooses a password for somebody else
WAGTAILIMAGES_IMAGE_MODEL = "media.Image"
WAGTAILIMAGES_EXTENSIONS = ["gif", "jpg", "jpeg", "png", "webp"]
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 20 * 1024 * 1024  # bytes
WAGTAILIMAGES_MAX_IMAGE_PIXELS = 50_000_000  # dots of all its frames together: each is decoded once, at 4 bytes a dot
WAGTAILIMAGES_IMAGE_FORM_BASE = "media.forms.ImageForm"
WAGTAILDOCS_DOCUMENT_MODEL = "media.Document"
WAGTAILDOCS_DOCUMENT_FORM_BASE = "media.forms.DocumentForm"
WAGTAILDOCS_MAX_UPLOAD_SIZE = MEDIA_UPLOAD_LIMIT
WAGTAILDOCS_SERVE_METHOD = "serve_view"
WAGTAILADMIN_RICH_TEXT_EDITORS = {"default": {"WIDGET": "learning.prose_area.ProseArea"}}
WAGTAILEMBEDS_FINDERS: list[dict[str, str]] = []
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "partnership.search.admin_backend"}}
TAGGIT_CASE_INSENSITIVE = True
TAG_SPACES_ALLOWED = True
TAG_LIMIT = 40

# What is written down: to the console, which whoever runs the site keeps -------------------------------------------------
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "filters": {"links": {"()": "partnership.log_filter.HideReplyLinks"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line", "filters": ["links"]}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    # Django's own server, while developing, writes each address that was asked for.
    "loggers": {"django.server": {"handlers": ["console"], "level": "INFO", "propagate": False}},
}
