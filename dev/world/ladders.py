"""The steps after missed contacts, as the program would have stored them."""

from __future__ import annotations

from datetime import datetime, timedelta

from alongside.policy.ladder import SHIPPED, Owner, Step
from dev.world.clock import moment
from dev.world.lives import Attempt, Life, Run
from dev.world.rows import Rows
from dev.world.rows_care import LadderStep
from dev.world.spec import Frame
from dev.world.staffing import Colleague

DONE_IN_TIME = 0.85
_CAME_OF_IT = (
    "No answer. Left a card with a first name only.", "Neighbour saw them this morning.",
    "Texted; read, not answered.", "Looked in the café and at the market. Not there today.",
    "Sister spoke to them last night: fine, and tired of visits.", "Told duty; we try at four.",
    "Nobody has a worry that is new. Read the notes of last spring again.",
)  # fmt: skip


def ladder_of(life: Life, frame: Frame) -> Rows:
    """Yield the steps after each run of missed contacts, back to where ladders are told from."""
    for run in life.runs:
        if run.missed[0].at >= moment(frame.ladders_from):
            yield from _steps(life, run, frame)


def _steps(life: Life, run: Run, frame: Frame) -> Rows:
    """Yield each rung once: of the first missed contact that it answers.

    A run of missed contacts is seen to in time or it lags: each rung for itself would lag in some.
    """
    known: set[str] = set()
    lags = not life.chance.odds(DONE_IN_TIME)
    if run.seen is None and not life.team.lags:
        lags = life.team.lags = True
    until = run.seen.at if run.seen else moment(frame.today, 8)
    for missed in run.missed:
        for rung in SHIPPED.steps_for(missed.outcome):
            if rung.id not in known:
                known.add(rung.id)
                yield _step(life, run, missed, rung, until=until, lags=lags)


def _step(
    life: Life, run: Run, missed: Attempt, rung: Step, *, until: datetime, lags: bool
) -> LadderStep:
    chance, due = life.chance, rung.due_by(missed.at)
    owner = _owner(life, missed, rung)
    early = max(missed.at, due - timedelta(minutes=chance.randint(5, 50)))
    at = due + timedelta(hours=chance.randint(8, 50)) if lags else early
    done = max(at, due) <= until
    return LadderStep(
        id=chance.id(),
        person_id=life.who.id,
        team_id=life.team.id,
        missed_id=missed.id,
        step=rung.id,
        due_at=due,
        owner_id=owner.id,
        done_at=at if done else None,
        done_by_id=owner.id if done else None,
        came_of_it=chance.choice(_CAME_OF_IT) if done else "",
        settled_by_id=run.seen.id if run.seen and not done else None,
    )


def _owner(life: Life, missed: Attempt, rung: Step) -> Colleague:
    team = life.team
    owners = {
        Owner.VISITOR: missed.worker,
        Owner.COORDINATOR: life.coordinator,
        Owner.CONSULTANT: team.doctor or team.manager,
    }
    return owners.get(rung.owner, team.manager)
