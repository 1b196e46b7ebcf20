"""When an episode of care may end, on what ground, and what must be done first."""

from __future__ import annotations

from dataclasses import dataclass

from alongside.kernel.rules import Policy, rule
from alongside.policy.sources import CQC_2024, PRN01524, RETHINK_6, WALES_5, derived
from alongside.policy.terms import Term


class Ground(Term):
    """Why care ends, with the national code (referral closure reason)."""

    mhsds: str

    STEPPED_DOWN = "stepped-down", "Recovered: stepped down to a team with less support", "08"
    TRANSFERRED = "transferred", "Transferred to another service here", "08"
    MOVED_AWAY = "moved-away", "Moved away, and working with the new team", "03"
    OWN_REQUEST = "own-request", "At their own request", "07"
    ADMITTED_ELSEWHERE = "admitted-elsewhere", "In hospital elsewhere for the long term", "01"
    DIED = "died", "Died", "06"
    NOT_ENGAGING = "not-engaging", "Missed contact or not engaging", "05"

    @property
    def is_offered(self) -> bool:
        """Whether a form may offer this ground; missed contact is named only to refuse it."""
        return self is not Ground.NOT_ENGAGING


class CarersPart(Term):
    """What part family and carers had in planning the discharge."""

    TOOK_PART = "took-part", "They took part"
    ASKED = "asked", "They were asked, and chose not to"
    PERSON_DISAGREES = "person-disagrees", "The person does not want them to take part"
    NO_CARERS = "no-carers", "There are no family or carers"
    NOT_ASKED = "not-asked", "They were not asked"


_TO_ANOTHER_TEAM = frozenset({Ground.STEPPED_DOWN, Ground.TRANSFERRED, Ground.MOVED_AWAY})


@dataclass(frozen=True)
class DischargeFacts:
    """What is known when somebody proposes to end an episode of care."""

    ground: Ground
    receiving_service_accepted: bool = False
    first_contact_made: bool = False
    request_in_their_words: str = ""
    planned_with_person: bool = False
    why_not_planned: str = ""
    carers: CarersPart = CarersPart.NOT_ASKED
    why_carers_not: str = ""
    reviewed_by_team: bool = False
    relapse_history_read: bool = False
    gp_informed: bool = False
    why_gp_not_informed: str = ""
    way_back_written: bool = False

    @property
    def died(self) -> bool:
        """Whether the episode ends because the person died."""
        return self.ground is Ground.DIED


@rule("discharge.missed-contact", source=PRN01524)
def missed_contact_is_no_ground(facts: DischargeFacts) -> bool:
    """Missed contact is a reason to try harder, never to end care."""
    return facts.ground is not Ground.NOT_ENGAGING


@rule(
    "discharge.own-request",
    source=derived("a request must not stand in for missed contact (PRN01524)"),
)
def request_is_their_own(facts: DischargeFacts) -> bool:
    """A request to leave must be recorded in the person's own words; silence is not a request."""
    return facts.ground is not Ground.OWN_REQUEST or bool(facts.request_in_their_words.strip())


@rule("discharge.handover", source=RETHINK_6)
def receiving_service_has_accepted(facts: DischargeFacts) -> bool:
    """A named service must have agreed to take over the care."""
    return facts.died or facts.receiving_service_accepted


@rule("discharge.first-contact", source=RETHINK_6)
def new_team_has_met_the_person(facts: DischargeFacts) -> bool:
    """The new team must have met the person; until then this team keeps in contact."""
    return facts.ground not in _TO_ANOTHER_TEAM or facts.first_contact_made


@rule("discharge.planned-with-person", source=RETHINK_6)
def planned_with_the_person(facts: DischargeFacts) -> bool:
    """The discharge must be planned with the person, or the record must say why it was not."""
    return facts.died or facts.planned_with_person or bool(facts.why_not_planned.strip())


@rule("discharge.carers", source=RETHINK_6)
def carers_took_part(facts: DischargeFacts) -> bool:
    """Family and carers must be asked where the person agrees, or the record must say why not."""
    asked = facts.carers is not CarersPart.NOT_ASKED
    return facts.died or asked or bool(facts.why_carers_not.strip())


@rule("discharge.review", source=WALES_5)
def team_has_reviewed(facts: DischargeFacts) -> bool:
    """The whole team must have reviewed the discharge against its written criteria."""
    return facts.died or facts.reviewed_by_team


@rule("discharge.relapse-history", source=CQC_2024)
def relapse_history_was_read(facts: DischargeFacts) -> bool:
    """The pattern of past relapses must be read, not only how the person is today."""
    return facts.died or facts.relapse_history_read


@rule("discharge.gp", source=CQC_2024)
def gp_has_the_summary(facts: DischargeFacts) -> bool:
    """The GP must have the discharge summary, or the record must say why not."""
    return facts.died or facts.gp_informed or bool(facts.why_gp_not_informed.strip())


@rule("discharge.way-back", source=RETHINK_6)
def way_back_is_written(facts: DischargeFacts) -> bool:
    """The person must have the way back in writing: whom to ask, and that it is quick."""
    return facts.died or facts.way_back_written


may_discharge = Policy(
    "May this person be discharged?",
    missed_contact_is_no_ground,
    request_is_their_own,
    receiving_service_has_accepted,
    new_team_has_met_the_person,
    planned_with_the_person,
    carers_took_part,
    team_has_reviewed,
    relapse_history_was_read,
    gp_has_the_summary,
    way_back_is_written,
)
