"""Run as `python -m alongside.policy.reference`."""

import sys

from alongside.policy.reference import main

sys.exit(main(sys.argv[1:]))
