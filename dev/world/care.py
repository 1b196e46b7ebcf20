"""Episodes of care and what belongs to them: co-ordinators, zones, stays, and who knows whom."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal

from alongside.policy.allocation import Wish, WishAbout
from alongside.policy.zones import ZONES
from dev.world.clock import DAY, moment
from dev.world.lives import AGREED, Life, Zoned
from dev.world.rows import Numbers, Rows
from dev.world.rows_arriving import Relationship
from dev.world.rows_care import Allocation, CareCoordination, Episode, Spell, ZoneSetting
from dev.world.spec import Frame
from dev.world.staffing import Colleague

_VIEWS = (
    "Fine with that.", "Would rather be seen less, and can live with it for now.",
    "Wants mornings left alone.", "Glad of it.", "Says it helps to know who comes.", "",
)  # fmt: skip
_EXPLANATIONS = {
    AGREED: ("Steady. Agreed with them.", "As agreed at the last review.", "Steady since spring."),
    "zone.new-to-team": ("New to us. Two workers take turns so that there are two faces.",),
    "zone.in-hospital": ("On the ward. We visit every week and plan for home from now.",),
    "zone.relapse-signs": ("Not sleeping and back to the curtains. Both are on the card.",
                           "Phone off for two days and pacing at night, as before."),
    "zone.life-event": ("Home from the ward. Every day until the first week is past.",
                        "A death in the family.", "Notice to leave the flat."),
    "zone.medication-change": ("Dose changed on Monday. Looking out for stiffness.",),
    "zone.hard-to-engage": ("Not opened the door lately. Two others try, at other times.",),
    "zone.crisis": ("Frightened and awake at night. Somebody every day until it eases.",),
}  # fmt: skip


def known_by(life: Life, numbers: Numbers, because: str, since: date) -> Relationship:
    """Return why and since when a team knows somebody, until it no longer does."""
    return Relationship(
        id=numbers.next(Relationship),
        person_id=life.who.id,
        team_id=life.team.id,
        because=because,
        began_at=moment(since, 11),
    )


def episode_of(life: Life, returned_from: int | None = None) -> Episode:
    """Return the row of an episode."""
    early = life.chance.odds(0.12)
    return Episode(
        id=life.episode,
        person_id=life.who.id,
        team_id=life.team.id,
        pathway="early" if early else "established",
        framework=life.team.spec.framework,
        began_on=life.joined_on,
        referral_id=life.referral,
        returned_from_id=returned_from,
    )


def coordinations_of(life: Life, numbers: Numbers) -> Rows:
    """Yield who co-ordinated somebody's care, one after another without a gap."""
    began = moment(life.joined_on, 9)
    for worker, last in life.earlier:
        ended = moment(last, 17)
        yield CareCoordination(
            numbers.next(CareCoordination), life.episode, life.who.id, worker.id, began, ended
        )
        began = ended
    until = moment(life.left_on, 16) if life.left_on else None
    yield CareCoordination(
        numbers.next(CareCoordination), life.episode, life.who.id, life.coordinator.id, began, until
    )


def allocation_of(life: Life, numbers: Numbers) -> Allocation:
    """Return how the first care co-ordinator was chosen, with who else could have been."""
    chance, chosen = life.chance, life.coordinator_on(life.joined_on)
    others = [worker for worker in chance.some(life.team.coordinators, 3) if worker is not chosen]
    shown = [_candidate(worker, worker is chosen, life) for worker in [chosen, *others]]
    unmet = chance.odds(0.1)
    why = "Nobody with the wish had room; asked again in three months."
    wish = {"wish": str(Wish(WishAbout.GENDER, "woman")), "why": why}
    return Allocation(
        id=numbers.next(Allocation),
        episode_id=life.episode,
        person_id=life.who.id,
        worker_id=chosen.id,
        candidates=json.dumps(shown, ensure_ascii=False),
        wishes_not_met=json.dumps([wish] if unmet and chosen.gender == "man" else []),
        by_id=life.team.manager.id,
        at=moment(life.joined_on, 9),
        why=why if unmet else "",
    )


def _candidate(worker: Colleague, chosen: bool, life: Life) -> dict[str, object]:
    times = life.chance.randint(1, 5) if chosen else 0
    return {
        "worker": worker.id,
        "name": worker.name,
        "reasons_for": [f"Has met them {times} times lately"] if times > 2 else [],
        "reasons_against": [] if chosen else ["Caseload: full"],
    }


def zones_rows(life: Life, frame: Frame, numbers: Numbers) -> Rows:
    """Yield the zones in which somebody was, those of a large world's past left out."""
    for zoned in life.zones:
        if zoned is life.zone or zoned.since >= frame.full_from:
            yield _setting(life, zoned, zoned.since, numbers)
    looked_at = _looked_at_again(life, frame)
    if looked_at and looked_at > life.zone.since:
        yield _setting(life, life.zone, looked_at, numbers)


def _looked_at_again(life: Life, frame: Frame) -> date | None:
    """Return when the zone of today was last confirmed; for a few, longer ago than it should be."""
    after = ZONES[life.zone.zone].review_after.days
    if life.left_on or (frame.today - life.zone.since).days <= after:
        return None
    late = life.chance.odds(0.1)
    days = after + life.chance.randint(1, 15) if late else life.chance.randint(1, after - 2)
    return frame.today - DAY * days


def _setting(life: Life, zoned: Zoned, on: date, numbers: Numbers) -> ZoneSetting:
    chance = life.chance
    return ZoneSetting(
        id=numbers.next(ZoneSetting),
        episode_id=life.episode,
        person_id=life.who.id,
        zone=zoned.zone,
        reason=zoned.reason,
        contacts_a_week=Decimal(str(zoned.a_week)),
        owner_id=life.coordinator_on(on).id,
        review_on=ZONES[zoned.zone].review_on(on),
        set_by_id=life.coordinator_on(on).id,
        set_at=moment(on, 9, 30),
        explanation=chance.choice(_EXPLANATIONS[zoned.reason]),
        persons_view=chance.choice(_VIEWS),
        agreed_with_person=None if chance.odds(0.15) else chance.odds(0.85),
    )


def spells_of(life: Life, numbers: Numbers) -> Rows:
    """Yield somebody's stays in hospital and with the crisis team."""
    city, chance = life.team.spec.city, life.chance
    for stay in life.stays:
        at_home = stay.kind == "home treatment"
        ward = f"{chance.choice(city.wards)}, {city.hospital}"
        yield Spell(
            id=numbers.next(Spell),
            person_id=life.who.id,
            kind=stay.kind,
            began_on=stay.first,
            recorded_by_id=life.coordinator_on(stay.first).id,
            recorded_at=moment(max(stay.first, life.joined_on) + DAY, 10),
            place=f"{city.name} crisis team" if at_home else ward,
            ended_on=stay.last,
            section=stay.section,
            planned=not stay.section and chance.odds(0.15),
            source="Told by the crisis team" if at_home else "Told by the ward",
        )
