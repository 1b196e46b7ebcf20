"""How people leave, on grounds that policy knows: never because contact was missed."""

from __future__ import annotations

import json
from dataclasses import asdict

from alongside.policy.discharge import CarersPart, DischargeFacts, Ground
from dev.world.clock import DAY, moment
from dev.world.lives import Life
from dev.world.rows import Numbers, Rows
from dev.world.rows_arriving import Relationship
from dev.world.rows_care import Discharge, Pause, Transfer
from dev.world.spec import Frame

_GROUNDS = {
    Ground.STEPPED_DOWN: 58, Ground.MOVED_AWAY: 12, Ground.TRANSFERRED: 12, Ground.OWN_REQUEST: 7,
    Ground.ADMITTED_ELSEWHERE: 4, Ground.DIED: 7,
}  # fmt: skip
_EXPLAINED = {
    Ground.STEPPED_DOWN: "Two steady years and work three mornings a week. A clinic will do now.",
    Ground.MOVED_AWAY: "Moved to be near family. The new team has met them twice.",
    Ground.TRANSFERRED: "Rehabilitation suits better now. Handed over at a joint visit.",
    Ground.OWN_REQUEST: "Asked in their own words, twice, with their sister there. GP takes over.",
    Ground.ADMITTED_ELSEWHERE: "In a rehabilitation unit for at least a year.",
    Ground.DIED: "Died in hospital after a short illness. The team was at the funeral.",
}
_RECEIVED_BY = {
    Ground.STEPPED_DOWN: "the CMHT", Ground.MOVED_AWAY: "the team where they live now",
    Ground.TRANSFERRED: "the rehabilitation team", Ground.OWN_REQUEST: "their GP",
    Ground.ADMITTED_ELSEWHERE: "the rehabilitation unit", Ground.DIED: "",
}  # fmt: skip
_PAUSES = (
    "Three weeks with family abroad. Rings us on Sundays.",
    "On a pilgrimage with an uncle. Back at the end of the month.",
)
_MOVING = "Moves to be near a brother. Wants us until the new team is a face."


def ground_of(life: Life) -> Ground:
    """Draw the ground on which somebody left."""
    return life.chance.weighted(_GROUNDS)


def discharge_of(life: Life, ground: Ground, numbers: Numbers) -> Discharge:
    """Return how an episode of care ended."""
    left_on = life.left_on
    assert left_on is not None  # noqa: S101 - only those who left are discharged
    return Discharge(
        id=numbers.next(Discharge),
        episode_id=life.episode,
        person_id=life.who.id,
        ground=ground.value,
        explanation=_EXPLAINED[ground],
        plan=json.dumps(asdict(facts_of(ground, life))),
        discharged_by_id=life.coordinator.id,
        discharged_at=moment(left_on, 16),
        receiving_service=_RECEIVED_BY[ground],
        way_back="" if ground is Ground.DIED else "Ring us within three years: seen in a week.",
    )


def facts_of(ground: Ground, life: Life) -> DischargeFacts:
    """Return what was answered before somebody left; nothing of it may stand against policy."""
    chance = life.chance
    asked_for = ground is Ground.OWN_REQUEST
    return DischargeFacts(
        ground=ground,
        receiving_service_accepted=True,
        first_contact_made=True,
        request_in_their_words="I know where you are. Let me try." if asked_for else "",
        planned_with_person=True,
        carers=chance.choice((CarersPart.TOOK_PART, CarersPart.NO_CARERS, CarersPart.ASKED)),
        reviewed_by_team=True,
        relapse_history_read=True,
        gp_informed=True,
        way_back_written=True,
    )


def pause_of(life: Life, frame: Frame, numbers: Numbers) -> Pause:
    """Return a pause that goes on."""
    return Pause(
        id=numbers.next(Pause),
        episode_id=life.episode,
        person_id=life.who.id,
        why=life.chance.choice(_PAUSES),
        began_on=frame.today - DAY * 9,
        by_id=life.coordinator.id,
    )


def transfer_of(life: Life, frame: Frame, numbers: Numbers, *, to_team: int | None) -> Rows:
    """Yield a transfer on its way: accepted, and not yet met; ours until then."""
    asked = frame.today - DAY * 15
    yield Transfer(
        id=numbers.next(Transfer),
        episode_id=life.episode,
        person_id=life.who.id,
        why=_MOVING,
        asked_by_id=life.coordinator.id,
        asked_at=moment(asked, 11),
        to_team_id=to_team,
        to_service="" if to_team else "Community team in the town of their brother",
        accepted_at=moment(asked + DAY * 6, 12),
        accepted_by="The duty worker there",
    )
    if to_team:
        yield Relationship(
            numbers.next(Relationship), life.who.id, to_team, "offered", moment(asked, 11)
        )
