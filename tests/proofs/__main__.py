"""`make prove`: a line for each promise, its figure, its limit, and ok or SHORT."""

from __future__ import annotations

import os
import sys
import warnings
from collections.abc import Mapping

import django

from dev import Unready, testing  # before the settings are read

if __name__ == "__main__":
    os.environ["DJANGO_SETTINGS_MODULE"] = "alongside.config.settings"
    django.setup()
    warnings.filterwarnings("ignore", "No directory at")  # of collected files; there is no need
    os.environ["PYTHONWARNINGS"] = "ignore:No directory at"  # nor in the servers that are started
    from tests.proofs import histories, killed, leaks, partner, races, revoking, states, tampering
    from tests.proofs.promise import Paper, Proof, Scale
    from tests.proofs.worlds import session

    PROOFS: Mapping[str, Proof] = {
        "Each page in each state of relationship and consent": states.prove,
        "Nobody reads what is not meant for them": leaks.prove,
        "Everybody sees whom they may, whatever happened": histories.prove,
        "Nobody is shown to anybody who was not logged": killed.prove,
        "What is withdrawn is withdrawn at once": revoking.prove,
        "Nothing that was saved is replaced unseen": races.prove,
        "A practitioner of a partner gets the minimum": partner.prove,
        "The log cannot be changed unseen": tampering.prove,
    }
    scale = Scale(quick=os.environ.get("QUICK") == "1", seed=int(os.environ.get("SEED") or 6962))
    paper = Paper()
    try:
        with testing.database(), session():
            for title, proof in PROOFS.items():
                if os.environ.get("ONLY", "") not in title:
                    continue
                paper.prove(title, proof, scale)
    except Unready as reason:
        sys.exit(str(reason))
    sys.exit(paper.end())
