"""`make bench`: each page of the promise, its figure, its limit, and ok or SHORT."""

import os
import sys

import django

from dev import CHECKOUT

if __name__ == "__main__":
    os.environ["ALONGSIDE_DEMO"] = "1"
    os.environ["STATIC_ROOT"] = str(CHECKOUT / "var" / "static-of-bench")  # never what `run` serves
    os.environ["DJANGO_SETTINGS_MODULE"] = "alongside.config.settings"
    django.setup()
    from bench.run import main

    sys.exit(main())
