"""Who may have assertive outreach: criteria as data, answered met, not met or cannot tell.

    facts = Facts(on=date(2026, 11, 22), told={"contact_difficulty": Known(True, source="CMHT")})
    pack = pack_from_toml(text, "ours.toml")  # or one of shipped_packs()
    eligibility = decide(pack, facts)         # .outcome, .criteria, .questions, .to_judge
    kept = as_stored(eligibility)             # plain JSON; from_stored(kept) == eligibility
    what_if(pack, draft, [Case("r1", facts)]) # counts, and who would change under a draft

Facts. `asked()` gives every question of the referral form (FactKind: id, type, label, asks, help,
choices, group). A fact is Known(value, as_of, source) or NOT_KNOWN; the values by type are bool,
int, str, frozenset[str], date, tuple[Spell, ...] and a postcode (its first half is enough). A
list that is known to be empty is Known(()); nobody having asked is NOT_KNOWN. `Facts(...)` raises
ValueError with a sentence for what does not fit. `facts_as_stored` and `value_as_stored` keep them.

Packs. `pack_from_toml` and `pack_from_data` (a page, an API) raise PackRefused with .problems, each
with a sentence, the line or the path; `pack_to_toml` and `pack_as_data` write them, one to one.

Deciding. Each CriterionAnswer has says, source, answer, because (a sentence), evidence (with the
stays that were counted), questions, needs_judgement. Where a number is an example or not given, a
named person may judge: `decide(pack, facts, {criterion id: Judgement(...)})`; the supporting
criteria together are judged under the id SUPPORTING. `may_refer(Referrer.SELF)` says who may refer.
"""

from alongside.policy.eligibility.deciding import (
    CriterionAnswer,
    Eligibility,
    Judgement,
    Judging,
    Outcome,
    SupportingAnswer,
    decide,
    may_judge,
)
from alongside.policy.eligibility.explaining import Evidence, Question, facts_of
from alongside.policy.eligibility.facts import Facts
from alongside.policy.eligibility.kinds import FactKind, FactType, FactValue, Group
from alongside.policy.eligibility.pack import (
    SUPPORTING,
    Criterion,
    Kind,
    Pack,
    PackRefused,
    Problem,
    Supporting,
)
from alongside.policy.eligibility.reading import pack_from_data, pack_from_toml, shipped_packs
from alongside.policy.eligibility.referring import REFERRERS, Referrer, ask_instead, may_refer
from alongside.policy.eligibility.saying import fact_in_words, spell_in_words
from alongside.policy.eligibility.spells import Spell
from alongside.policy.eligibility.storing import (
    as_stored,
    facts_as_stored,
    facts_from_stored,
    from_stored,
    judgement_as_stored,
    judgement_from_stored,
    value_as_stored,
    value_from_stored,
)
from alongside.policy.eligibility.vocabulary import VOCABULARY, asked
from alongside.policy.eligibility.what_if import Case, Change, WhatIf, what_if
from alongside.policy.eligibility.writing import condition_as_data, pack_as_data, pack_to_toml

__all__ = [
    "REFERRERS",
    "SUPPORTING",
    "VOCABULARY",
    "Case",
    "Change",
    "Criterion",
    "CriterionAnswer",
    "Eligibility",
    "Evidence",
    "FactKind",
    "FactType",
    "FactValue",
    "Facts",
    "Group",
    "Judgement",
    "Judging",
    "Kind",
    "Outcome",
    "Pack",
    "PackRefused",
    "Problem",
    "Question",
    "Referrer",
    "Spell",
    "Supporting",
    "SupportingAnswer",
    "WhatIf",
    "as_stored",
    "ask_instead",
    "asked",
    "condition_as_data",
    "decide",
    "fact_in_words",
    "facts_as_stored",
    "facts_from_stored",
    "facts_of",
    "from_stored",
    "judgement_as_stored",
    "judgement_from_stored",
    "may_judge",
    "may_refer",
    "pack_as_data",
    "pack_from_data",
    "pack_from_toml",
    "pack_to_toml",
    "shipped_packs",
    "spell_in_words",
    "value_as_stored",
    "value_from_stored",
    "what_if",
]
