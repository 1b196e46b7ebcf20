"""Zones of the daily meeting: agreed intensity and shared attention, never a grade of risk.

Stated rules propose a zone, each with its reason in a sentence. People decide: a zone has a
reason, an owner, a beginning, a review date and the person's own view, whatever was proposed.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from alongside.kernel.rules import Rule, Source, rule
from alongside.policy.intensity import Intensity
from alongside.policy.relapse import NONE_SEEN, SignsSeen, signs_that_call
from alongside.policy.sources import (
    FACT_BOARD,
    HOME_TREATMENT_ZONES,
    LEICESTERSHIRE_SERVICE,
    OTNEWS,
    RETHINK_1,
    RETHINK_6,
    WALES_5,
    derived,
)
from alongside.policy.values import SHIPPED, Nation, Values


@dataclass(frozen=True)
class Zone:
    """A zone as shipped: its sober name, the contact it stands for, when it is looked at again."""

    id: str
    name: str
    sentence: str
    intensity: Intensity
    review_after: timedelta
    source: Source

    def review_on(self, since: date) -> date:
        """Return the day on which the zone is to be looked at again."""
        return since + self.review_after


EVERY_DAY = Zone(
    "every-day",
    "Every day",
    "The whole team keeps them in mind; somebody is with them every day.",
    Intensity(7, 7),
    timedelta(days=7),
    HOME_TREATMENT_ZONES,
)
EVERY_OTHER_DAY = Zone(
    "every-other-day",
    "Every other day",
    "The team shares the visits; somebody is with them every other day.",
    Intensity(7, 14),
    timedelta(days=14),
    HOME_TREATMENT_ZONES,
)
IN_HOSPITAL = Zone(
    "in-hospital",
    "In hospital",
    "The team goes on seeing them on the ward every week and plans their leaving from the start.",
    Intensity(1, 7),
    timedelta(days=7),
    OTNEWS,
)
IN_TRANSFER = Zone(
    "in-transfer",
    "Moving to another team",
    "The team keeps in contact until the new team works with them.",
    Intensity(1, 7),
    timedelta(days=14),
    RETHINK_6,
)
WEEKLY = Zone(
    "weekly",
    "Once a week or more",
    "Their care co-ordinator and the team see them at least once a week, as agreed with them.",
    Intensity(1, 7),
    timedelta(days=28),
    derived("the least that an outreach team means by frequent contact"),
)
ZONES = {zone.id: zone for zone in (EVERY_DAY, EVERY_OTHER_DAY, IN_HOSPITAL, IN_TRANSFER, WEEKLY)}


@dataclass(frozen=True)
class ZoneFacts:
    """What the record says today that could call for more contact or shared attention."""

    on: date
    nation: Nation = Nation.ENGLAND
    joined_on: date | None = None
    in_crisis: bool = False
    signs: SignsSeen = NONE_SEEN
    admission_considered: bool = False
    in_hospital: bool = False
    in_transfer: bool = False
    misses_in_a_row: int = 0
    community_order: bool = False
    medication_changed_on: date | None = None
    life_event_on: date | None = None
    values: Values = SHIPPED

    def within(self, event_on: date | None, value_id: str) -> bool:
        """Whether something happened no longer ago than a value allows."""
        if event_on is None or event_on > self.on:
            return False
        length = self.values.in_force(value_id, nation=self.nation, on=self.on)
        return self.on < length.after(event_on)

    @property
    def signs_that_call(self) -> SignsSeen:
        """The early signs of lately, where they are so many that it calls for what was agreed."""
        return signs_that_call(self.signs, on=self.on, nation=self.nation, values=self.values)


@rule("zone.crisis", source=FACT_BOARD)
def in_crisis(facts: ZoneFacts) -> bool:
    """They are in crisis."""
    return facts.in_crisis


@rule("zone.admission-considered", source=RETHINK_1)
def admission_considered(facts: ZoneFacts) -> bool:
    """An admission is being considered; daily contact may prevent it."""
    return facts.admission_considered and not facts.in_hospital


@rule("zone.relapse-signs", source=RETHINK_1)
def relapse_signs_seen(facts: ZoneFacts) -> bool:
    """Early signs from their relapse plan have been seen."""
    return bool(facts.signs_that_call.sightings)


@rule("zone.relapse-signs-every-day", source=RETHINK_1)
def relapse_signs_call_for_every_day(facts: ZoneFacts) -> bool:
    """Early signs have been seen, for which somebody every day was agreed with them."""
    return facts.signs_that_call.zone == EVERY_DAY.id


@rule("zone.hard-to-engage", source=WALES_5)
def hard_to_engage(facts: ZoneFacts) -> bool:
    """Contact has been missed more than once in a row; the whole team helps to reach them."""
    limit = facts.values.in_force("zone.hard-to-engage", nation=facts.nation, on=facts.on)
    return facts.misses_in_a_row >= limit.whole


@rule("zone.new-to-team", source=FACT_BOARD)
def new_to_team(facts: ZoneFacts) -> bool:
    """They are new to the team and are still meeting it."""
    return facts.within(facts.joined_on, "zone.new-to-team")


@rule("zone.medication-change", source=FACT_BOARD)
def medication_changed(facts: ZoneFacts) -> bool:
    """Their medication was changed lately."""
    return facts.within(facts.medication_changed_on, "zone.medication-change")


@rule("zone.life-event", source=FACT_BOARD)
def life_event(facts: ZoneFacts) -> bool:
    """Something has happened in their life that matters to them."""
    return facts.within(facts.life_event_on, "zone.life-event")


@rule("zone.community-order", source=FACT_BOARD)
def community_order(facts: ZoneFacts) -> bool:
    """They are under a community order, whose dates and conditions the team keeps in mind."""
    return facts.community_order


@rule("zone.in-hospital", source=LEICESTERSHIRE_SERVICE)
def in_hospital(facts: ZoneFacts) -> bool:
    """They are in hospital; contact is kept up throughout."""
    return facts.in_hospital


@rule("zone.in-transfer", source=RETHINK_6)
def in_transfer(facts: ZoneFacts) -> bool:
    """They are moving to another team; contact is kept until it works with them."""
    return facts.in_transfer


PROPOSED_BY: dict[str, tuple[Rule[ZoneFacts], ...]] = {
    IN_HOSPITAL.id: (in_hospital,),
    EVERY_DAY.id: (in_crisis, admission_considered, relapse_signs_call_for_every_day),
    EVERY_OTHER_DAY.id: (
        relapse_signs_seen,
        hard_to_engage,
        new_to_team,
        medication_changed,
        life_event,
    ),
    IN_TRANSFER.id: (in_transfer,),
    WEEKLY.id: (community_order,),
}

# A zone that says where somebody is tells nothing once they are elsewhere.
_WHERE_THEY_ARE = derived("a zone that says where somebody is holds for as long as it is so")


@rule("zone.not-in-hospital", source=_WHERE_THEY_ARE)
def not_in_hospital(facts: ZoneFacts) -> bool:
    """No stay in hospital is recorded for today."""
    return not facts.in_hospital


@rule("zone.not-in-transfer", source=_WHERE_THEY_ARE)
def not_in_transfer(facts: ZoneFacts) -> bool:
    """No move to another team is going on."""
    return not facts.in_transfer


QUESTIONED_BY: dict[str, Rule[ZoneFacts]] = {
    IN_HOSPITAL.id: not_in_hospital,
    IN_TRANSFER.id: not_in_transfer,
}


# What may be agreed with somebody for when early signs are seen.
FOR_SIGNS = (EVERY_DAY, EVERY_OTHER_DAY)

# What people may give as the reason of a zone: what rules can see, and what only people know.
REASONS: dict[str, str] = {
    each.id: each.sentence for rules in PROPOSED_BY.values() for each in rules
} | {
    "zone.steady": "Things are steady, and this is the contact agreed with them.",
    "zone.their-wish": "They asked for it.",
    "zone.physical-illness": "They are physically ill.",
    "zone.in-custody": "They are in prison or in custody; contact is kept up throughout.",
    "zone.long-term": "They need this much contact for the long term.",
    "zone.other": "There is another reason, which is written down.",
}


def zone_name(zone_id: str) -> str:
    """Return a zone as people call it; by its id when it is declared no more."""
    return ZONES[zone_id].name if zone_id in ZONES else zone_id


def why_in(reason: str, explanation: str) -> str:
    """Return why somebody is in a zone; what was written says more than the general reason."""
    return explanation or REASONS.get(reason, reason)


@dataclass(frozen=True)
class Proposal:
    """A zone that stated rules propose, with each reason. It decides nothing."""

    zone: Zone
    reasons: tuple[Rule[ZoneFacts], ...]

    @property
    def sentences(self) -> tuple[str, ...]:
        """Why this zone is proposed."""
        return tuple(reason.sentence for reason in self.reasons)


def proposals(facts: ZoneFacts) -> tuple[Proposal, ...]:
    """Return every zone that the facts propose, maybe none.

    Hospital comes first, since the ward is with them every day; then most contact first.
    """
    proposed = []
    for zone_id, rules in PROPOSED_BY.items():
        reasons = tuple(each for each in rules if each(facts))
        if reasons:
            proposed.append(Proposal(ZONES[zone_id], reasons))
    return tuple(proposed)


@dataclass(frozen=True)
class Question:
    """What stated rules ask about the zone somebody is in. It decides nothing."""

    proposed: Zone | None  # none: the zone does not hold, and no other one is proposed
    sentences: tuple[str, ...]

    def told_of(self, zone_name: str) -> str:
        """Say what is asked about a zone, as the team reads it."""
        return f"Rules propose {self.proposed.name}" if self.proposed else f"Still {zone_name}?"


def question(zone_id: str, facts: ZoneFacts) -> Question | None:
    """Return what the facts ask about a zone; nothing when it gives what they propose or more."""
    gone = QUESTIONED_BY.get(zone_id)
    gone = gone if gone and gone(facts) else None
    order = list(PROPOSED_BY)
    place = order.index(zone_id) if zone_id in order and not gone else len(order)
    why = (gone.sentence,) if gone else ()
    for proposal in proposals(facts)[:1]:
        if order.index(proposal.zone.id) < place:
            return Question(proposal.zone, (*why, *proposal.sentences))
    return Question(None, why) if why else None
