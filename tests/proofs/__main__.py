"""`make prove`: a line for each promise, its figure, its limit, and ok or SHORT."""

from __future__ import annotations

import os
import sys
import warnings

import django

from dev import Unready, testing  # before the settings are read

if __name__ == "__main__":
    os.environ["DJANGO_SETTINGS_MODULE"] = "alongside.config.settings"
    django.setup()
    warnings.filterwarnings("ignore", "No directory at")  # of collected files; there is no need
    os.environ["PYTHONWARNINGS"] = "ignore:No directory at"  # nor in the servers that are started
    from tests.proofs import (
        everywhere,
        histories,
        killed,
        leaks,
        own_sign_ins,
        partner,
        races,
        revoking,
        tampering,
        timing,
    )
    from tests.proofs.promise import Paper, Proof, Scale
    from tests.proofs.shared_out import prove_at_once
    from tests.proofs.worlds import session

    # The longest first: they are shared out to the processors.
    PROOFS: dict[str, Proof] = {
        "Everybody sees whom they may, whatever happened": histories.prove,
        "Nobody reads what is not meant for them": leaks.prove,
        "Nobody is shown to anybody who was not logged": killed.prove,
        "A practitioner of a partner gets the minimum": partner.prove,
        "A sign-in of somebody's own shows what it may": own_sign_ins.prove,
        "What is withdrawn is withdrawn at once": revoking.prove,
        "Nothing that was saved is replaced unseen": races.prove,
    }
    # They measure time, or use all processors themselves.
    ALONE: dict[str, Proof] = {
        "Each page in each state of relationship and consent": everywhere.prove,
        "The log cannot be changed unseen": tampering.prove,
        "What is hidden takes as long as what is absent": timing.prove,
    }
    scale = Scale(quick=os.environ.get("QUICK") == "1", seed=int(os.environ.get("SEED") or 6962))
    if scale.quick:  # the pages are asked for in one process, and no time is measured
        PROOFS |= {title: proof for title, proof in ALONE.items() if proof is everywhere.prove}
        ALONE = {title: proof for title, proof in ALONE.items() if proof is tampering.prove}
    wanted = [title for title in (PROOFS | ALONE) if os.environ.get("ONLY", "") in title]
    if not wanted:
        sys.exit(f"No proof is called {os.environ['ONLY']}.")
    paper = Paper()
    try:
        with testing.database():
            if len(wanted) == 1:
                with session():
                    paper.prove(wanted[0], (PROOFS | ALONE)[wanted[0]], scale)
            else:
                own = [title for title in wanted if title in PROOFS]
                alone = [title for title in wanted if title in ALONE]
                for told, short in prove_at_once(own, alone=alone):
                    paper.take(told, short)
    except Unready as reason:
        sys.exit(str(reason))
    sys.exit(paper.end())
