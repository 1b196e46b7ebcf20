"""Referrals on every step of their way: drafts, fresh ones, questions, refusals, acceptances."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from alongside.kernel.fact import Known
from alongside.policy.eligibility.deciding import Outcome
from alongside.policy.eligibility.facts import Facts
from alongside.policy.eligibility.storing import facts_as_stored
from alongside.policy.eligibility.vocabulary import VOCABULARY
from dev.world.chance import Chance
from dev.world.clock import DAY, moment, workday_from
from dev.world.deciding import Versions, decided, everything, in_force, stored
from dev.world.persons import Someone
from dev.world.rows import Numbers, Rows
from dev.world.rows_arriving import Decision, Question, Referral, ScreeningPlan, ScreeningSession
from dev.world.staffing import Colleague, Referrer, Staffed
from dev.world.stays import Stay
from dev.world.told import Told, told_of

_KINDS = {"cmht": "cmht", "crisis": "crisis_team", "inpatient": "inpatient_ward"}
_REASONS = (
    "We have lost touch three times this year and each time it ended on the ward.",
    "Comes to nothing that we offer in the clinic. Opens the door to people who bring time.",
    "Home from hospital without anybody who visits. The last two stays began like this.",
    "Family rings us in the evenings, worried. We cannot visit as often as is needed.",
    "Sleeps in different places, and takes medication only when somebody walks along.",
    "Well for weeks when seen daily by the crisis team, and unwell soon after they leave.",
)  # fmt: skip
_WANTS = (
    "A flat of their own and to be left in peace on Sundays.", "Help with letters. No more ward.",
    "To see the children again.", "Somebody to go swimming with.", "Not said yet.", "",
)  # fmt: skip
_INTERPRETER = {True: "yes", False: "no", None: "not-known"}
_EXPLAINED = {
    "accepted": (
        "Meets the criteria. We start with two visits a week and two of us.",
        "Agreed at the meeting: this is what we are here for.",
        "Accepted. The CMHT stays in touch until we have met three times.",
    ),
    "returned": ("Some things that the criteria ask about are not known yet. Asked you for them.",),
}
_REFUSED = {
    "hospital": "Hospital and crisis team were needed little in two years. The CMHT goes on, and "
    "can ask again if that changes.",
    "contact": "They keep in contact with the CMHT, which meets the needs. Advice was given.",
}
_WHAT_NEXT = "The CMHT goes on seeing them. Ring us when something changes, before it is a crisis."
_SCREENED = {
    "wants": ("To sleep at night.", "Work with animals.", "Quiet.", "To cook like their mother."),
    "good_at": ("Mends radios.", "Knows every bus.", "Draws.", "Kind to the neighbours' dog."),
    "needs": ("Heating, a bed, a doctor they trust.", "Company, and money that lasts the week."),
    "safety": ("Goes quiet before it gets bad.", "Leaves the gas on when tired.", ""),
    "support_now": ("A sister who rings on Sundays.", "The corner shop.", "Nobody, they say."),
}
_NOT_TOLD = (
    "inpatient_spells", "contact_difficulty", "severe_and_persistent", "high_disability",
    "poor_adherence", "substance_problem", "framework",
)  # fmt: skip


@dataclass(frozen=True)
class Coming:
    """Somebody who was referred: by whom, when, and what was told of them."""

    who: Someone
    team: Staffed
    referrer: Referrer
    by: Colleague
    received_on: date
    stays: list[Stay]
    returned_from: str | None = None  # the episode of care that they come back to

    @classmethod
    def of(cls, who: Someone, team: Staffed, stays: list[Stay], *, on: date) -> Coming:
        """Choose who refers: mostly the CMHT."""
        referrer = who.chance.choices(team.referrers, (70, 18, 12))[0]
        return cls(who, team, referrer, who.chance.choice(referrer.workers), on, stays)

    @property
    def source(self) -> str:
        """Who told what was told, in words."""
        return f"{self.by.name}, {self.referrer.name}"

    def told(self) -> Told:
        """Return what was told by somebody who knows the person well."""
        return told_of(self.who, self.stays, self.team.spec, on=self.received_on, by=self.source)

    def facts(self, told: Told) -> Facts:
        """Return all that criteria may look at."""
        return everything(
            self.who, told, on=self.received_on, by=self.source,
            referrer=_KINDS[self.referrer.kind],
        )  # fmt: skip

    def row(self, told: Told, *, person: str | None, draft: bool = False) -> Referral:
        """Return the referral as it was received, or as far as it was written."""
        who, chance, begun = self.who, self.who.chance, self.received_on - DAY
        needs = who.needs
        return Referral(
            id=chance.id(),
            to_team_id=self.team.id,
            channel="paper" if not draft and chance.odds(0.1) else "web",
            begun_at=moment(begun, 15, chance.randint(0, 59)),
            facts=json.dumps(facts_as_stored(Facts(self.received_on, told)), ensure_ascii=False),
            from_team_id=self.referrer.team_id,
            referred_by_id=self.by.id,
            referrer_name=self.by.name,
            referrer_contact=self.by.email,
            received_at=None if draft else moment(self.received_on, 10, chance.randint(0, 59)),
            given_name=who.given_name,
            family_name=who.family_name,
            known_as=who.known_as,
            born_on=who.born_on,
            nhs_number=who.nhs_number if chance.odds(0.9) else "",
            gender=who.gender,
            address="" if who.homeless else who.address,
            postcode="" if who.homeless else who.postcode,
            phone=f"07700 900{chance.randint(0, 999):03d}",
            gp_practice=who.practice.name,
            first_language=needs.first_language,
            needs_interpreter=_INTERPRETER[needs.needs_interpreter],
            communication_needs=needs.communication_needs,
            ethnicity=needs.ethnicity,
            religion=needs.religion,
            wishes="" if draft else _wishes_told(who),
            pathway="early" if chance.odds(0.12) else "established",
            priority=chance.choices("324", (78, 18, 4))[0],
            reason="" if draft else chance.choice(_REASONS),
            person_wants=chance.choice(_WANTS),
            who_holds_care="" if draft else f"{self.by.name}, {self.referrer.name}",
            person_id=person,
            returned_from=self.returned_from,
        )  # fmt: skip


def _wishes_told(who: Someone) -> str:
    """Return what a referrer heard of whom somebody would like to work with; of many, nothing."""
    chance, origin = Chance.of(who.id, "wishes told"), who.origin
    heard = ["Nobody has asked them yet.", "No wish, they say, if it is the same person each time."]
    if who.is_woman:
        heard.append("A woman, please.")
    if origin.language:
        heard.append(f"Somebody who speaks {origin.language}, if there is anybody.")
    if origin.culture:
        heard.append(f"Somebody who knows how {origin.culture} families do things.")
    return chance.choice(heard) if chance.odds(0.7) else ""


def accepted(coming: Coming, numbers: Numbers, versions: Versions) -> Rows:
    """Yield a referral that was accepted: the referral, its screening and the decision."""
    told, chance = coming.told(), coming.who.chance
    row = coming.row(told, person=coming.who.id)
    yield row
    decided_on = coming.received_on + DAY * chance.randint(3, 11)
    yield from _screened(coming, row.id, decided_on, numbers)
    yield _decision(coming, row.id, told, decided_on, numbers=numbers, versions=versions)


def refused(coming: Coming, numbers: Numbers, versions: Versions) -> Rows:
    """Yield a referral that was not accepted, with why."""
    told, chance = coming.told(), coming.who.chance
    why = chance.choice(tuple(_REFUSED))
    told |= _which_speaks_against(why, told)
    row = coming.row(told, person=coming.who.id)
    yield row
    yield _decision(
        coming, row.id, told, coming.received_on + DAY * chance.randint(2, 9),
        numbers=numbers, versions=versions, outcome="refused", explanation=_REFUSED[why],
    )  # fmt: skip


def undecided(
    coming: Coming, numbers: Numbers, versions: Versions, *, person: str | None, missing: int
) -> Rows:
    """Yield a referral nobody decided yet, of which some things are not known; asked, if many."""
    told = coming.told()
    not_told = coming.who.chance.some(_NOT_TOLD, missing)
    for name in not_told:
        del told[name]
    row = coming.row(told, person=person)
    yield row
    if person and not missing:
        yield _screening(coming, row.id, numbers)
    if person and missing > 1:
        asked_on = coming.received_on + DAY * 2
        for name in not_told:
            yield Question(
                numbers.next(Question), row.id, name, VOCABULARY[name].asks,
                coming.team.manager.id, moment(asked_on, 11),
            )  # fmt: skip
        decision = _decision(
            coming, row.id, told, asked_on, numbers=numbers, versions=versions, outcome="returned"
        )
        if json.loads(decision.eligibility)["outcome"] == Outcome.CANNOT_TELL.value:
            yield decision


def _screening(coming: Coming, referral: str, numbers: Numbers) -> ScreeningPlan:
    """Return when somebody is to be met for the first time."""
    chance = coming.who.chance
    one, two = chance.sample(coming.team.visitors, 2)
    asked_on = coming.received_on + DAY * 2
    return ScreeningPlan(
        id=numbers.next(ScreeningPlan),
        referral_id=referral,
        planned_by_id=coming.team.manager.id,
        planned_at=moment(asked_on, 12),
        planned_for=moment(workday_from(asked_on + DAY * chance.randint(7, 14)), 11),
        place=chance.choice(("At home", "With the CMHT, at their base", "A café near home")),
        worker_id=one.id,
        second_worker_id=two.id if chance.odds(0.6) else None,
    )


def draft(coming: Coming) -> Referral:
    """Return a referral that its writer has not sent yet."""
    told = coming.told()
    begun = {name: told[name] for name in sorted(told)[: len(told) // 3]}
    return coming.row(begun, person=None, draft=True)


def withdrawn(coming: Coming) -> Referral:
    """Return a referral that its writer took back."""
    row = coming.row(coming.told(), person=None)
    return row._replace(withdrawn_at=moment(coming.received_on + DAY * 2, 16))


def _which_speaks_against(why: str, told: Told) -> Told:
    """Return facts by which somebody needs less than this team, whichever criteria are in force."""
    changed = dict.fromkeys(("contact_difficulty", "needs_assertive_follow_up"), False)
    if why == "hospital":
        changed = {"high_disability": False, "poor_adherence": False}
    against: Told = {}
    for name, value in changed.items():
        fact = told[name]
        if isinstance(fact, Known):
            against[name] = Known(value, fact.as_of, fact.source)
    if why == "hospital":
        against["inpatient_spells"] = Known((), None, "The referrer")
        against["crisis_spells"] = Known((), None, "The referrer")
    return against


def _screened(
    coming: Coming, referral: str, until: date, numbers: Numbers
) -> Iterator[ScreeningSession]:
    """Yield the two or three meetings at which a worker or two got to know somebody."""
    chance = coming.who.chance
    one, two = chance.sample(coming.team.visitors, 2)
    days = sorted({chance.day(coming.received_on + DAY, until) for _ in range(3)})
    for number, day in enumerate(days, start=1):
        said = {name: chance.choice(words) for name, words in _SCREENED.items()}
        yield ScreeningSession(
            numbers.next(ScreeningSession), referral, moment(day, 13), one.id, one.id,
            moment(day, 16), second_worker_id=two.id if chance.odds(0.6) else None,
            is_last=number == len(days), **said,
        )  # fmt: skip


def _decision(
    coming: Coming,
    referral: str,
    told: Told,
    on: date,
    *,
    numbers: Numbers,
    versions: Versions,
    outcome: str = "accepted",
    explanation: str = "",
) -> Decision:
    criteria = in_force(versions, coming.team.service_id, on)
    by = coming.team.manager
    eligibility = decided(criteria.pack, coming.facts(told), coming.who, outcome, by=by.name)
    return Decision(
        id=numbers.next(Decision),
        referral_id=referral,
        criteria_id=criteria.id,
        outcome=outcome,
        eligibility=stored(eligibility),
        explanation=explanation or coming.who.chance.choice(_EXPLAINED[outcome]),
        decided_by_id=by.id,
        decided_at=moment(on, 15),
        care_holder=coming.source if outcome == "refused" else "",
        what_next=_WHAT_NEXT if outcome == "refused" else "",
    )
