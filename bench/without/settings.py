"""The settings of the program, with a role for which row-level security does not hold."""

from alongside.config.settings import *  # noqa: F403 - all of them but what follows
from alongside.config.settings import DATABASES as _OF_THE_PROGRAM
from bench.without import BARE

DATABASES = {"default": {**_OF_THE_PROGRAM["default"], "USER": BARE, "AS_OWNER": True}}
WSGI_APPLICATION = "bench.without.wsgi.application"
