"""The program as a WSGI server sees it."""

import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "alongside.config.settings")
application = get_wsgi_application()

# What was loaded stays for good, so the collector need not look through it again and again while a
# page is made: a tenth of the time of the board.
gc.collect()
gc.freeze()
gc.set_threshold(20_000, 20, 50)
