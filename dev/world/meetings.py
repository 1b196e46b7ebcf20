"""The daily meeting: who was there, whom they spoke about, what they decided to do."""

from __future__ import annotations

from datetime import date

from dev.world.chance import Chance
from dev.world.clock import DAY, moment
from dev.world.lives import Life
from dev.world.rows import Numbers, Rows
from dev.world.rows_care import Handover, Meeting, Passed, Presence, Task
from dev.world.spec import Frame
from dev.world.staffing import Staffed

SPOKEN_OF = 12  # people of whom something is said; the others are passed
_SAID = (
    "Seen yesterday, steady. Thursday as planned.", "Two of us today, then the pharmacy.",
    "Ring the ward for the date.", "Slept. Keep the daily visits until Sunday.",
    "Asks for mornings. Swap with Wednesday.", "No change.", "Sister rang, wants to be told more.",
    "GP has the blood results. Good.", "Not seen since Friday; third step of the ladder today.",
)  # fmt: skip
_TASKS = (
    "Ring the housing office about the damp", "Bring the benefits letter to the visit",
    "Ask the surgery for the blood results", "Book the room for the review",
    "Send the plan to the GP", "Tell the pharmacy that visits are in the mornings now",
    "Ask the sister what she noticed", "Find a place in the cooking group",
    "Order large print of the plan", "Agree on the joint visit with the drug service",
    "Write to the landlord, after asking", "Look for the lost bus pass",
)  # fmt: skip
_DONE = ("Done.", "Done, answer by Friday.", "Left a message, then reached them.", "Sent.")
_HANDOVERS = (
    "Expects a call at four. Do not be late.", "The lift is out. Second stairwell.",
    "New tablets since Monday: ask about stiffness.", "Brother visits until Sunday, welcome guest.",
    "Locked out last night. Has a spare key now; landlord told.",
)  # fmt: skip


def meetings_of(
    team: Staffed, lives: list[Life], frame: Frame, *, numbers: Numbers, chance: Chance
) -> Rows:
    """Yield the meetings of each weekday, back to where they are told from, and what is open."""
    here = [life for life in lives if not life.left_on]
    day = frame.ladders_from
    while day < frame.today:
        if day.weekday() < 5:
            yield from _meeting(team, here, day, frame, numbers=numbers, chance=chance)
        day += DAY
    for life in chance.some(here, 2 + len(here) // 20):
        yield _handover(life, frame, numbers)


def _meeting(
    team: Staffed, here: list[Life], day: date, frame: Frame, *, numbers: Numbers, chance: Chance
) -> Rows:
    there = [each for each in team.workers if day.weekday() in each.weekdays]
    led_by = team.manager if chance.odds(0.6) else chance.choice(there)
    meeting = Meeting(chance.id(), team.id, led_by.id, moment(day, 9, 15), moment(day, 9, 50))
    yield meeting
    for worker in dict.fromkeys([led_by, *there]):
        yield Presence(numbers.next(Presence), meeting.id, worker.id)
    in_care = [life for life in here if life.joined_on < day]
    spoken_of = chance.some(in_care, SPOKEN_OF)
    said = {life.who.id: chance.choice(_SAID) for life in spoken_of}
    others = [life for life in in_care if life.who.id not in said]
    passed = [*spoken_of, *others][: frame.scale.passed]
    for number, life in enumerate(passed):
        yield Passed(
            numbers.next(Passed), meeting.id, life.who.id, led_by.id,
            moment(day, 9, 16 + 33 * number // len(passed)), said.get(life.who.id, ""),
        )  # fmt: skip
    for life in spoken_of[: chance.choice((0, 1, 1, 2))]:
        yield _task(life, meeting, day, frame)


def _task(life: Life, meeting: Meeting, day: date, frame: Frame) -> Task:
    """Return an action that was decided; the older, the likelier it is done."""
    chance = life.chance
    owner = life.coordinator if chance.odds(0.7) else chance.choice(life.team.visitors)
    age = (frame.today - day).days
    done_on = day + DAY * chance.randint(0, 5)
    done = done_on < frame.today and chance.odds(0.75 if age < 14 else 0.985)
    return Task(
        id=chance.id(),
        team_id=life.team.id,
        what=chance.choice(_TASKS),
        owner_id=owner.id,
        due_on=day + DAY * chance.randint(1, 7),
        made_by_id=meeting.led_by_id,
        made_at=moment(day, 9, 45),
        person_id=life.who.id,
        meeting_id=meeting.id,
        done_at=moment(done_on, 16) if done else None,
        done_by_id=owner.id if done else None,
        came_of_it=chance.choice(_DONE) if done else "",
    )


def _handover(life: Life, frame: Frame, numbers: Numbers) -> Handover:
    said = frame.today - DAY * life.chance.randint(1, 2)
    return Handover(
        id=numbers.next(Handover),
        team_id=life.team.id,
        person_id=life.who.id,
        says=life.chance.choice(_HANDOVERS),
        by_id=life.chance.choice(life.team.visitors).id,
        at=moment(said, 16, 40),
        expires_at=moment(frame.today + DAY * life.chance.randint(1, 3), 9),
    )
