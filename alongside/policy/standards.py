"""What the service promises, declared once: its sentence, source, whom it is for, what keeps it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from alongside.kernel.period import day_of
from alongside.kernel.rules import Source
from alongside.policy.due import SOON
from alongside.policy.frameworks import FRAMEWORKS, Framework
from alongside.policy.sources import (
    CPA_POSITION,
    CQC_2024,
    DACTS_TEAM_APPROACH,
    LEICESTERSHIRE_SERVICE,
    RETHINK_1,
    RETHINK_3,
    RETHINK_4,
    RETHINK_6,
    RETHINK_7,
    WALES_4_1,
    WALES_5,
)
from alongside.policy.terms import Term
from alongside.policy.values import SHIPPED, Nation, Value, Values


class Subject(Term):
    """What a standard is counted over."""

    PERSON = "person", "Each person in care"
    REFERRAL = "referral", "Each referral"
    WORKER = "worker", "Each care co-ordinator"


class Shape(Term):
    """How a standard comes due."""

    ONCE = "once", "Once, by a day"
    AGAIN = "again", "Comes round"
    COUNTED = "counted", "Counted in a window"


def _one(value_id: str) -> Callable[[Framework], str]:
    """Return the same value for every framework."""
    return lambda _framework: value_id


# What is done once is told of everybody, and counted of those for whom it fell due lately.
LOOKED_BACK = "standard.looked-back"


@dataclass(frozen=True, eq=False)  # there is one of each, and it is looked up often
class Standard:
    """One promise of the service."""

    id: str
    name: str
    sentence: str
    source: Source
    subject: Subject
    shape: Shape
    applies_to: str
    starts_from: str
    kept_by: str
    value_id: Callable[[Framework], str] | None  # None: the date comes with each row
    soon: int = SOON  # days before the next time at which one that comes round is shown as due
    other_values: tuple[str, ...] = ()  # ids of values that it leans on beside its interval

    @property
    def is_looked_back_on(self) -> bool:
        """Whether a share counts only what fell due lately and what is still open."""
        return LOOKED_BACK in self.other_values

    @property
    def value_ids(self) -> tuple[str, ...]:
        """The ids of the values that can set its interval, one for each framework that differs."""
        if self.value_id is None:
            return ()
        return tuple(dict.fromkeys(self.value_id(each) for each in FRAMEWORKS.values()))

    def value_in_force(
        self, *, framework: Framework, nation: Nation, on: date, values: Values = SHIPPED
    ) -> Value:
        """Return the interval or number that holds for a service on a day."""
        if self.value_id is None:
            raise LookupError(f"{self.id} has no interval of its own")
        return values.in_force(self.value_id(framework), nation=nation, on=on)


def due_on(
    standard: Standard,
    *,
    start: date,
    framework: Framework,
    nation: Nation,
    values: Values = SHIPPED,
) -> date:
    """Return the day by which a standard is to be kept, by the rule in force when it started."""
    value = standard.value_in_force(framework=framework, nation=nation, on=start, values=values)
    return value.after(start)


def due_by(
    standard: Standard,
    *,
    start: datetime,
    framework: Framework,
    nation: Nation,
    values: Values = SHIPPED,
) -> datetime:
    """Return the moment by which a standard is to be kept, for those that are set in hours."""
    day = day_of(start)
    value = standard.value_in_force(framework=framework, nation=nation, on=day, values=values)
    return value.deadline(start)


PLAN_IN_TIME = Standard(
    id="plan-in-time",
    name="A written plan in time",
    sentence="Everybody has a written plan within the time of the framework.",
    source=RETHINK_1,
    subject=Subject.PERSON,
    shape=Shape.ONCE,
    applies_to="Everybody in care.",
    starts_from="The day on which care began.",
    kept_by="The first version of a plan.",
    value_id=lambda framework: framework.plan_within,
    other_values=(LOOKED_BACK,),
)
REVIEW_IN_TIME = Standard(
    id="review-in-time",
    name="The plan reviewed in time",
    sentence="Every plan is reviewed within the interval of the framework.",
    source=RETHINK_1,
    subject=Subject.PERSON,
    shape=Shape.AGAIN,
    applies_to="Everybody in care who has a plan.",
    starts_from="The last review; before there is one, the first plan.",
    kept_by="A review that was held, with who took part.",
    value_id=lambda framework: framework.review_within,
)
COORDINATOR_APPOINTED = Standard(
    id="coordinator-appointed",
    name="A care co-ordinator from the start",
    sentence="Everybody new has a named care co-ordinator or key worker in time.",
    source=LEICESTERSHIRE_SERVICE,
    subject=Subject.PERSON,
    shape=Shape.ONCE,
    applies_to="Everybody in care.",
    starts_from="The day on which care began.",
    kept_by="The first care co-ordinator named.",
    value_id=lambda framework: framework.coordinator_within,
    other_values=(LOOKED_BACK,),
)
COORDINATOR_NO_GAP = Standard(
    id="coordinator-no-gap",
    name="Never without a care co-ordinator",
    sentence="When a care co-ordinator leaves, the next one is there before a day has passed.",
    source=CPA_POSITION,
    subject=Subject.PERSON,
    shape=Shape.ONCE,
    applies_to="Everybody in care who has had a care co-ordinator, paused or in transfer too.",
    starts_from="The moment at which the last care co-ordinator ended.",
    kept_by="The next care co-ordinator named.",
    value_id=_one("coordinator.gap"),
    other_values=(LOOKED_BACK,),
)
CONTACT_AS_AGREED = Standard(
    id="contact-as-agreed",
    name="Contact as agreed",
    sentence="Everybody is given the contact that was agreed with them.",
    source=WALES_5,
    subject=Subject.PERSON,
    shape=Shape.COUNTED,
    applies_to="Everybody in care with an agreed intensity, for the days on which it held.",
    starts_from="The first day of the window, or of the agreement if that is later.",
    kept_by="Direct contacts: attended, and face to face, by phone, talk-type device or video. "
    "Short by no more than a week's agreed contacts, or by one, it is due, to be made good this "
    "week; short by more it is overdue. Neither counts as kept.",
    value_id=_one("contact.window"),
    other_values=("contact.make-good",),
)
NO_SILENCE = Standard(
    id="no-silence",
    name="Nobody unseen",
    sentence="Nobody goes unseen for longer than the silent interval, whatever their state.",
    source=CQC_2024,
    subject=Subject.PERSON,
    shape=Shape.AGAIN,
    applies_to="Everybody in care: paused, in hospital, in prison and in transfer too.",
    starts_from="The day on which anybody of the team last saw them; else the day care began.",
    kept_by="Somebody of the team sees them, face to face or by video.",
    value_id=_one("silent.interval"),
    soon=4,  # time for two tries before the interval is over
)
DIFFERENT_WORKERS = Standard(
    id="different-workers",
    name="The whole team works with everyone",
    sentence="Everybody meets at least two different workers in a fortnight.",
    source=DACTS_TEAM_APPROACH,
    subject=Subject.PERSON,
    shape=Shape.COUNTED,
    applies_to="Everybody in care for the whole fortnight.",
    starts_from="The first day of the fortnight.",
    kept_by="Face-to-face contacts, counted by different workers, the second worker too.",
    value_id=_one("workers.seen"),
)
REFERRAL_DECIDED = Standard(
    id="referral-decided",
    name="A referral decided in time",
    sentence="Every referral is decided in time, with its reasons.",
    source=WALES_5,
    subject=Subject.REFERRAL,
    shape=Shape.ONCE,
    applies_to="Every referral that was sent.",
    starts_from="The day on which it came in; after a question, the day of the last answer. An "
    "urgent one has the hours of its priority.",
    kept_by="A decision with the answer to each criterion.",
    value_id=_one("referral.decision"),
    other_values=(LOOKED_BACK,),
)
SCREENING_DONE = Standard(
    id="screening-done",
    name="Screening in time",
    sentence="Screening is finished in time, over a few sessions.",
    source=RETHINK_4,
    subject=Subject.REFERRAL,
    shape=Shape.ONCE,
    applies_to="Every referral that is to be screened; somebody coming back is not.",
    starts_from="The day on which the referral was complete, or screening began if sooner.",
    kept_by="The screening is finished, with what the person wants and is good at.",
    value_id=_one("screening.within"),
    other_values=(LOOKED_BACK,),
)
CASELOAD_WITHIN = Standard(
    id="caseload-within",
    name="Caseload of 10 to 12",
    sentence="Nobody co-ordinates care for more than 10 to 12 people, weighed by intensity.",
    source=RETHINK_3,
    subject=Subject.WORKER,
    shape=Shape.COUNTED,
    applies_to="Every care co-ordinator, for the hours that they work.",
    starts_from="Today.",
    kept_by="The places taken do not pass the limit.",
    value_id=_one("caseload.worker"),
)
WISHES_ASKED = Standard(
    id="wishes-asked",
    name="Wishes asked",
    sentence="Everybody is asked whom they would like to work with: man or woman, culture, "
    "religion, language.",
    source=RETHINK_7,
    subject=Subject.PERSON,
    shape=Shape.ONCE,
    applies_to="Everybody in care.",
    starts_from="The day on which care began.",
    kept_by="An answer to each question; not wanting to say is an answer.",
    value_id=_one("preference.asked"),
    other_values=(LOOKED_BACK,),
)
PLAN_COPY_GIVEN = Standard(
    id="plan-copy-given",
    name="A copy of the plan given",
    sentence="The person has a copy of every plan, in the form that suits them.",
    source=CPA_POSITION,
    subject=Subject.PERSON,
    shape=Shape.ONCE,
    applies_to="Everybody in care who has a plan.",
    starts_from="The day of the plan that is in force.",
    kept_by="A copy given, or offered and not wanted.",
    value_id=_one("plan.copy"),
    other_values=(LOOKED_BACK,),
)
RETURN_IN_TIME = Standard(
    id="return-in-time",
    name="A quick way back",
    sentence="Somebody who was discharged and needs the team again is seen in time.",
    source=RETHINK_6,
    subject=Subject.REFERRAL,
    shape=Shape.ONCE,
    applies_to="Everybody who comes back.",
    starts_from="The day on which they, or somebody for them, asked.",
    kept_by="Somebody of the team sees them.",
    value_id=_one("return.within"),
    other_values=(LOOKED_BACK,),
)
LADDER_STEP_DONE = Standard(
    id="ladder-step-done",
    name="The next step after a missed contact",
    sentence="After a missed contact each step of the ladder is done in its time.",
    source=WALES_4_1,
    subject=Subject.PERSON,
    shape=Shape.ONCE,
    applies_to="Everybody whose last planned contact was missed and who has not been seen since: "
    "the step that is next. A team's share counts each step that fell due in its window, and older "
    "ones that are still open.",
    starts_from="The first miss since they were last seen.",
    kept_by="The step is done and what came of it is written, or they are seen.",
    value_id=None,
    other_values=("ladder.window",),
)

STANDARDS = {
    standard.id: standard
    for standard in (
        REFERRAL_DECIDED,
        SCREENING_DONE,
        RETURN_IN_TIME,
        COORDINATOR_APPOINTED,
        COORDINATOR_NO_GAP,
        WISHES_ASKED,
        PLAN_IN_TIME,
        PLAN_COPY_GIVEN,
        REVIEW_IN_TIME,
        CONTACT_AS_AGREED,
        NO_SILENCE,
        DIFFERENT_WORKERS,
        LADDER_STEP_DONE,
        CASELOAD_WITHIN,
    )
}
