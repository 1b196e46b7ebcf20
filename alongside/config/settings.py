"""Settings, all from the environment; refuses to start insecure unless it is the demo."""

import base64
import hashlib
import os
import re
from collections.abc import MutableMapping
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pghistory
import pgtrigger
from csp.constants import NONCE, NONE, SELF
from django.core.exceptions import ImproperlyConfigured

from alongside.access import demo
from alongside.config.database import from_url

BASE_DIR = Path(__file__).resolve().parents[2]
DEMO = os.environ.get("ALONGSIDE_DEMO") == "1"
TESTING = os.environ.get("ALONGSIDE_TESTING") == "1"
DEBUG = False

SECRET_KEY = os.environ.get(
    "SECRET_KEY", "only for the demo and the tests" if DEMO or TESTING else ""
)
SECURE = not (DEMO or TESTING)
if SECURE and len(SECRET_KEY) < 40:
    raise ImproperlyConfigured("Set SECRET_KEY to a long random text, or ALONGSIDE_DEMO=1")
try:
    RECORD_KEYS = [base64.b64decode(key) for key in os.environ.get("RECORD_KEYS", "").split()]
except ValueError:
    RECORD_KEYS = [b""]
if not SECURE:
    RECORD_KEYS.append(demo.CIPHER_KEY)
elif demo.CIPHER_KEY in RECORD_KEYS:
    raise ImproperlyConfigured("RECORD_KEYS holds the key of the demo, which everybody has")
if not RECORD_KEYS or {len(key) for key in RECORD_KEYS} != {32}:
    raise ImproperlyConfigured("Set RECORD_KEYS to 32 random bytes in base64, the newest key first")
# With it the sealer signs what the log came to, and nobody else has it.
try:
    SEAL_KEY = base64.b64decode(os.environ.get("SEAL_KEY", ""), validate=True)
except ValueError:
    SEAL_KEY = b"?"
if not (SECURE or SEAL_KEY):
    SEAL_KEY = hashlib.sha256(b"seals only the demo and the tests").digest()
if SEAL_KEY and len(SEAL_KEY) != 32:
    raise ImproperlyConfigured("Set SEAL_KEY to 32 random bytes in base64, for the sealer alone")
SEAL_TO = os.environ.get("SEAL_TO", "")  # the file of signed heads, not where the database is
# Where it is kept who opened what in an emergency while the log takes nothing: a folder of its own.
SPOOL = os.environ.get("SPOOL", "" if SECURE else str(BASE_DIR / "var" / "spool"))
ALLOWED_HOSTS = os.environ.get("ALLOWED_HOSTS", "localhost 127.0.0.1 testserver").split()
if "*" in ALLOWED_HOSTS:
    raise ImproperlyConfigured("Set ALLOWED_HOSTS to the names under which browsers find it")
# The demo and the tests show everybody's six digits: with anything of a real service in its
# settings the program does not start so.
KNOWN_SECRET = "" if SECURE else demo.SECRET
OF_A_SERVICE = [name for name in ("SECRET_KEY", "RECORD_KEYS") if os.environ.get(name)]
if not SECURE and (OF_A_SERVICE or set(ALLOWED_HOSTS) - {"localhost", "127.0.0.1", "testserver"}):
    raise ImproperlyConfigured(
        "ALONGSIDE_DEMO and ALONGSIDE_TESTING switch protections off, and are never set where"
        f" people are real: unset them, or unset {', '.join(OF_A_SERVICE) or 'ALLOWED_HOSTS'}"
    )

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.postgres",
    "alongside.web.collected.Collected",  # django.contrib.staticfiles
    "pgtrigger",
    "pghistory",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "csp",
    "django_htmx",
    "alongside.nhsuk",
    "alongside.audit",
    "alongside.access",
    "alongside.documents",
    "alongside.drafts",
    "alongside.staff",
    "alongside.people",
    "alongside.partners",
    "alongside.referrals",
    "alongside.api",
    "alongside.caseload",
    "alongside.careplans",
    "alongside.contacts",
    "alongside.inpatient",
    "alongside.sharing",
    "alongside.joint",
    "alongside.standards",
    "alongside.today",
    "alongside.rights",
    "alongside.privacy",
    "alongside.record",
    "alongside.own",
    "alongside.web",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "alongside.web.middleware.SignedInOnly",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "alongside.web.middleware.NoStore",
    "alongside.web.middleware.SaysWhyNot",
    "alongside.web.middleware.KeepsWhatIsRefused",
]

ROOT_URLCONF = "alongside.config.urls"
WSGI_APPLICATION = "alongside.config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "APP_DIRS": True,
        "OPTIONS": {
            "environment": "alongside.nhsuk.environment.environment",
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "alongside.web.context.shell",
            ],
        },
    },
    # allauth renders its mails through Django's own engine.
    {"BACKEND": "django.template.backends.django.DjangoTemplates", "APP_DIRS": True},
]

# The program runs as a role that owns nothing; DATABASE_OWNER_URL is for migrations alone.
DATABASES = {
    "default": from_url(
        os.environ.get("DATABASE_URL", "postgresql://alongside_app@localhost/alongside")
    )
}
if os.environ.get("ALONGSIDE_AS_OWNER") == "1":
    DATABASES["default"] = from_url(os.environ["DATABASE_OWNER_URL"]) | {"AS_OWNER": True}
HERE = {"", "localhost", "127.0.0.1", "::1"}  # nobody listens on the way
if (
    SECURE
    and not (DATABASES["default"]["HOST"] in HERE or DATABASES["default"]["HOST"].startswith("/"))
    and DATABASES["default"]["OPTIONS"].get("sslmode") != "verify-full"
):
    raise ImproperlyConfigured(
        "End the address of a database on another machine with ?sslmode=verify-full, so that it"
        " shows a certificate that is its own"
    )
DATABASES["default"]["IN_EARNEST"] = SECURE  # refuses a server that would lose or show records

DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "access.Account"
AUTHENTICATION_BACKENDS = ["alongside.web.accounts.Accounts"]
PASSWORD_HASHERS = (
    ["django.contrib.auth.hashers.MD5PasswordHasher"]  # tests sign in hundreds of times
    if TESTING
    else ["django.contrib.auth.hashers.Argon2PasswordHasher"]
)
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "alongside.access.passwords.NotOfThisPlace"},
    {"NAME": "alongside.access.passwords.NotARun"},
]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_ADAPTER = "alongside.web.adapter.ClosedToSignUp"
ACCOUNT_FORMS = {
    "login": "alongside.web.forms.SignIn",
    "change_password": "alongside.web.forms.ChangePassword",
}
ACCOUNT_TEMPLATE_EXTENSION = "jinja"
# Wrong tries are counted by access.tries. This is against floods, and a whole trust signs in from
# one address at nine.
ACCOUNT_RATE_LIMITS = {"login": "300/m/ip"}
ACCOUNT_SESSION_REMEMBER = False  # a closed browser is signed out
MFA_ADAPTER = "alongside.web.second_step.adapter.SecondSteps"
MFA_SUPPORTED_TYPES = ["webauthn", "totp", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not SECURE  # a browser calls localhost secure, fido2 does not
MFA_TOTP_TOLERANCE = 1  # the clock of a phone may be half a minute out
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_FORMS = {
    "authenticate": "alongside.web.second_step.forms.SecondStep",
    "reauthenticate": "alongside.web.second_step.forms.ShowAgain",
    "activate_totp": "alongside.web.second_step.forms.SetUpApp",
    "add_webauthn": "alongside.web.second_step.forms.SetUpPasskey",
    "authenticate_webauthn": "alongside.web.second_step.forms.TakeWithPasskey",
    "login_webauthn": "alongside.web.second_step.forms.SignInWithPasskey",
    "reauthenticate_webauthn": "alongside.web.second_step.forms.ShowAgainWithPasskey",
}
# Another identity provider, such as NHS CIS2, by OpenID Connect; off unless it is set.
OIDC_ISSUER = os.environ.get("OIDC_ISSUER", "")
OIDC_ID = "elsewhere"
OIDC_NAME = os.environ.get("OIDC_NAME", "NHS CIS2") if OIDC_ISSUER else ""
# What it claims of a sign-in that makes up for our own second step, such as "acr=AAL3_ANY".
OIDC_SECOND_STEP = [
    (claim, value)
    for claim, _, value in (
        each.partition("=") for each in os.environ.get("OIDC_SECOND_STEP", "").split()
    )
]
if OIDC_ISSUER and not (OIDC_ISSUER.startswith("https://") or not SECURE):
    raise ImproperlyConfigured("Set OIDC_ISSUER to an address that begins with https://")
if OIDC_ISSUER and not (os.environ.get("OIDC_CLIENT_ID") and os.environ.get("OIDC_CLIENT_SECRET")):
    raise ImproperlyConfigured("With OIDC_ISSUER, set OIDC_CLIENT_ID and OIDC_CLIENT_SECRET")
if not all(claim in {"acr", "amr"} and value for claim, value in OIDC_SECOND_STEP):
    raise ImproperlyConfigured("Set OIDC_SECOND_STEP like acr=AAL3_ANY amr=N3_SMARTCARD")


def oidc_app(issuer: str, client_id: str, secret: str) -> dict[str, object]:
    """Return an identity provider as allauth is told of it."""
    kept = {"server_url": issuer, "oauth_pkce_enabled": True, "fetch_userinfo": False}
    app = {"provider_id": OIDC_ID, "name": OIDC_NAME, "client_id": client_id, "secret": secret}
    return {"openid_connect": {"APPS": [app | {"settings": kept | {"scope": ["openid"]}}]}}


SOCIALACCOUNT_PROVIDERS = (
    oidc_app(OIDC_ISSUER, os.environ["OIDC_CLIENT_ID"], os.environ["OIDC_CLIENT_SECRET"])
    if OIDC_ISSUER
    else {}
)
SOCIALACCOUNT_ADAPTER = "alongside.web.oidc.adapter.LinkedAlone"
SOCIALACCOUNT_AUTO_SIGNUP = False
FORM_RENDERER = "alongside.nhsuk.forms.Renderer"
CSRF_FAILURE_VIEW = "alongside.web.errors.out_of_date"
ORGANISATION = os.environ.get("ORGANISATION", "")
LOGIN_URL = "/sign-in/"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_LOGOUT_REDIRECT_URL = "/sign-in/"
# Tries to sign in are counted by the address that the nearest proxy saw, not by the proxy's own:
# ten wrong passwords of anybody would keep everybody out.
PROXIES = os.environ.get("PROXIES", "1")
if not re.fullmatch("[1-9]", PROXIES):
    raise ImproperlyConfigured("Set PROXIES to how many proxies stand before the program, like 1")
ALLAUTH_TRUSTED_PROXY_COUNT = int(PROXIES) if SECURE else 0
SESSION_ENGINE = "alongside.access.sessions"
SESSION_COOKIE_AGE = 60 * 60 * 12
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
MESSAGE_STORAGE = "alongside.web.said_once.SaidOnce"

CACHES = {
    "default": {
        "BACKEND": "alongside.access.cached.CountsAndCodes",
        "LOCATION": "access_cache",  # shared by all processes, so that throttling counts truly
        # Beyond it some are forgotten: whoever tries often enough would begin at nought again.
        "OPTIONS": {"MAX_ENTRIES": 50_000},
    }
}

SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE
if SECURE:  # a browser takes these names only over TLS, for this host alone and from nobody else
    SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "__Host-sessionid", "__Host-csrftoken"
SECURE_SSL_REDIRECT = SECURE
SECURE_REDIRECT_EXEMPT = ["^api/"]  # sent on, a key would go in the clear each time, and work
SECURE_HSTS_SECONDS = 60 * 60 * 24 * 365 if SECURE else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF, NONCE],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
        "manifest-src": [SELF],
        "object-src": [NONE],
    }
}

LANGUAGE_CODE = "en-gb"
TIME_ZONE = "Europe/London"
USE_TZ = True
USE_I18N = True

STATIC_URL = "/static/"
STATIC_ROOT = Path(os.environ.get("STATIC_ROOT", BASE_DIR / "var" / "static"))
if TESTING:  # what others collected here, and when, is nothing to a test: it reads the apps
    STATIC_ROOT = BASE_DIR / "var" / "nothing-collected"
STORAGES = {
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if TESTING
        else "alongside.web.storage.HashedStatic"
    },
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
}
WHITENOISE_USE_FINDERS = TESTING


def opens_nothing(headers: MutableMapping[str, str], path: str, url: str) -> None:  # noqa: ARG001 - as whitenoise calls it
    """Let a static file that is opened by itself load and run nothing, and stand in no frame."""
    headers["Content-Security-Policy"] = "default-src 'none'; frame-ancestors 'none'"
    headers["Cross-Origin-Resource-Policy"] = "same-origin"


WHITENOISE_ADD_HEADERS_FUNCTION = opens_nothing
WHITENOISE_ALLOW_ALL_ORIGINS = False
DATA_UPLOAD_MAX_MEMORY_SIZE = 12 * 1024 * 1024
FILE_UPLOAD_HANDLERS = [
    "alongside.web.uploads.NoMoreThanPagesTake",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000

# Who and why stand in each row of history itself, put there by access.context and audit.trail;
# a change without them fails, because the column is not null.
PGHISTORY_APPEND_ONLY = True
PGHISTORY_LEVEL = pgtrigger.Statement
PGHISTORY_CONTEXT_FIELD = pghistory.ContextJSONField(null=False)
PGHISTORY_OBJ_FIELD = pghistory.ObjForeignKey(db_constraint=False)

# Only those who review emergencies are written to, and no person's name stands in it.
_MAIL = urlsplit(os.environ.get("SMTP_URL", "smtp://localhost:25"))
EMAIL_BACKEND = f"django.core.mail.backends.{'filebased' if DEMO else 'smtp'}.EmailBackend"
EMAIL_HOST, EMAIL_PORT = _MAIL.hostname or "localhost", _MAIL.port or 587
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = unquote(_MAIL.username or ""), unquote(_MAIL.password or "")
EMAIL_USE_TLS, EMAIL_USE_SSL = _MAIL.scheme == "smtp+tls", _MAIL.scheme == "smtps"
if _MAIL.scheme not in {"smtp", "smtp+tls", "smtps"}:
    raise ImproperlyConfigured("Set SMTP_URL like smtp+tls://user:password@mail.example.org:587")
if SECURE and _MAIL.scheme == "smtp" and EMAIL_HOST not in HERE:
    raise ImproperlyConfigured("Set SMTP_URL to smtp+tls:// or smtps://: mail leaves this machine")
EMAIL_TIMEOUT = 5  # somebody waits for a record
EMAIL_FILE_PATH = BASE_DIR / "var" / "mail"  # in the demo
DEFAULT_FROM_EMAIL = os.environ.get("MAIL_FROM", "alongside@localhost")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "without rows": {"()": "alongside.web.logs.WithoutRows"},
        "as it is": {"format": "%(message)s"},
    },
    "handlers": {
        "console": {"class": "logging.StreamHandler", "formatter": "without rows"},
        "noticed": {"class": "logging.StreamHandler", "formatter": "as it is"},
    },
    "root": {"handlers": ["console"], "level": "WARNING"},
    # Who signed in, and what was refused: of people who are real. docs/security/inventory.md
    "loggers": {
        "alongside.noticed": {
            "handlers": ["noticed"],
            "level": "WARNING" if DEMO else "INFO",
            "propagate": False,
        }
    },
}
