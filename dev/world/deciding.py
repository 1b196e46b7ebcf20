"""Decisions on referrals, made by the same criteria and the same code as in the program."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from alongside.kernel.fact import Answer
from alongside.policy.eligibility.deciding import Eligibility, Judgement, Outcome, decide
from alongside.policy.eligibility.facts import Facts
from alongside.policy.eligibility.pack import Pack
from alongside.policy.eligibility.reading import shipped_packs
from alongside.policy.eligibility.storing import as_stored
from alongside.policy.eligibility.writing import pack_to_toml
from dev.world.clock import moment
from dev.world.persons import Someone
from dev.world.rows import Numbers, Rows
from dev.world.rows_arriving import Criteria
from dev.world.spec import Frame
from dev.world.staffing import Staffed
from dev.world.told import Told, Values, known

# The shipped packs by which the service of each city works, one after another.
PACKS_OF = {
    "Leeds": ("england-2001",),
    "Leicester": ("leicestershire",),
    "Birmingham": ("england-2001", "nhs-england-2024"),
    "Cardiff": ("wales-2007",),
}
_WHY = {
    Answer.MET: (
        "Two long stays say more than a third short one would.",
        "The history shows the pattern, whatever the count.",
        "Enough of these together to make everyday life very hard.",
    ),
    Answer.NOT_MET: (
        "The CMHT keeps in contact well, and the needs are those that it can meet.",
        "Taken together these do not call for this team now.",
    ),
}


@lru_cache(maxsize=1)
def _packs() -> dict[str, Pack]:
    return {pack.id: pack for pack in shipped_packs()}


@dataclass(frozen=True)
class InForce:
    """The criteria by which a service decides, from a day on."""

    id: int
    since: date
    pack: Pack


Versions = dict[int, list[InForce]]  # by service, the earliest first


def in_force(versions: Versions, service_id: int, on: date) -> InForce:
    """Return the criteria in force in a service on a day."""
    found = [version for version in versions[service_id] if version.since <= on]
    return found[-1] if found else versions[service_id][0]


def criteria_of(team: Staffed, frame: Frame, numbers: Numbers, versions: Versions) -> Rows:
    """Yield the criteria of a team's service, once, and a draft that somebody works on."""
    if team.service_id in versions:
        return
    versions[team.service_id] = []
    based_on: Criteria | None = None
    for name in PACKS_OF[team.spec.city.name]:
        pack = _packs()[name]
        since = max(pack.in_force_from, team.manager.began_on)
        based_on = _version(team, pack, since, numbers.next(Criteria), based_on=based_on)
        versions[team.service_id].append(InForce(based_on.id, since, pack))
        yield based_on
    if team.spec.city.name == "Leeds" and based_on:
        yield _draft(team, frame, numbers, based_on.id)


def _version(
    team: Staffed, pack: Pack, since: date, number: int, *, based_on: Criteria | None
) -> Criteria:
    return Criteria(
        id=number,
        service_id=team.service_id,
        title=pack.title,
        toml=pack_to_toml(pack),
        written_by_id=team.manager.id,
        written_at=moment(since, 12),
        based_on_id=based_on.id if based_on else None,
        in_force_from=since,
        why="The guidance changed." if based_on else "The criteria with which we began.",
    )


def _draft(team: Staffed, frame: Frame, numbers: Numbers, based_on: int) -> Criteria:
    pack = _packs()["nhs-england-2024"]
    return Criteria(
        id=numbers.next(Criteria),
        service_id=team.service_id,
        title=f"{pack.title} (draft)",
        toml=pack_to_toml(pack),
        written_by_id=team.manager.id,
        written_at=moment(frame.today, 8, 20),
        based_on_id=based_on,
        why="To see whom the newer markers would reach.",
    )


def everything(who: Someone, told: Told, *, on: date, by: str, referrer: str) -> Facts:
    """Return all that criteria may look at: what was told, and what stands in the referral."""
    own: Values = {"born_on": who.born_on, "referrer": referrer}
    own |= {} if who.homeless else {"residence_area": who.postcode}
    return Facts(on, told | known(own, on=on, by=by))


_SOUGHT = {"accepted": Outcome.MEETS, "refused": Outcome.DOES_NOT_MEET}


def decided(pack: Pack, facts: Facts, who: Someone, outcome: str, *, by: str) -> Eligibility:
    """Decide as a team would, judging where the criteria leave it to people."""
    found = decide(pack, facts)
    if outcome not in _SOUGHT:
        return found
    answer = Answer.MET if outcome == "accepted" else Answer.NOT_MET
    judged: dict[str, Judgement] = {}
    while found.outcome is not _SOUGHT[outcome]:
        open_to = {one.id for one in found.against if one.open_to_judgement}
        new = {*found.to_judge, *(open_to if outcome == "accepted" else ())} - judged.keys()
        if not new:
            break
        reason = who.chance.choice(_WHY[answer])
        judged |= {each: Judgement(answer, reason, by, facts.on) for each in sorted(new)}
        found = decide(pack, facts, judged)
    return found


def stored(eligibility: Eligibility) -> str:
    """Return what a decision keeps, as JSON."""
    return json.dumps(as_stored(eligibility), ensure_ascii=False)
