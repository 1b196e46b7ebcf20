"""A bare Django over the same database: no middleware, no session, nobody signed in."""

from importlib import import_module

program = import_module("alongside.config.settings")

SECRET_KEY = program.SECRET_KEY
ALLOWED_HOSTS = ["localhost"]
DEBUG = False
# What the one model that it shows hangs on, and no more.
INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.postgres",
    "pgtrigger",
    "pghistory",
    "alongside.audit",
    "alongside.access",
    "alongside.staff",
    "alongside.partners",
]
MIDDLEWARE: list[str] = []
ROOT_URLCONF = "bench.yardstick.urls"
WSGI_APPLICATION = "bench.yardstick.wsgi.application"
DATABASES = {"default": {**program.DATABASES["default"], "ATOMIC_REQUESTS": False}}
AUTH_USER_MODEL = program.AUTH_USER_MODEL
DEFAULT_AUTO_FIELD = program.DEFAULT_AUTO_FIELD
USE_TZ = True
PGHISTORY_CONTEXT_FIELD = program.PGHISTORY_CONTEXT_FIELD
PGHISTORY_OBJ_FIELD = program.PGHISTORY_OBJ_FIELD
PGHISTORY_LEVEL = program.PGHISTORY_LEVEL
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "DIRS": [program.BASE_DIR / "bench" / "yardstick"],
    }
]
