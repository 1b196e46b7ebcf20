"""Which tables hold what is somebody's own, and which do not, each with its reason.

A table that hangs on a person and stands in neither list fails a test: nobody forgets a new one.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

_OWN = "person_id = %(person)s"
_ITS_REFERRAL = "referral_id IN (SELECT id FROM referrals_referral WHERE person_id = %(person)s)"
# Of what changed in place: only what there are earlier versions of.
_CHANGED = (
    "{of} AND pgh_obj_id IN (SELECT pgh_obj_id FROM {name} WHERE {of}"
    " GROUP BY pgh_obj_id HAVING count(*) > 1)"
)


@dataclass(frozen=True)
class Table:
    """One table of somebody's record: what it is called to them, and which rows are theirs."""

    name: str
    called: str
    order: str
    of: str = "person_id = %(person)s"
    without: Mapping[str, str] = field(default_factory=dict)  # columns, each with its reason
    # Columns that are enciphered, each with the table in whose name it was.
    enciphered: Mapping[str, str] = field(default_factory=dict)


def _earlier(name: str, called: str, of: str = "person_id = %(person)s") -> Table:
    enciphered = {}
    if name == "people_restrictedevent":
        enciphered = dict.fromkeys(_RESTRICTED, "people_restricted")
    return Table(
        name,
        f"{called}, as it was before",
        "pgh_id",
        _CHANGED.format(of=of, name=name),
        _OF_HISTORY,
        enciphered,
    )


_RESTRICTED = ("entry_code_enciphered", "safe_address_enciphered", "safe_contact_enciphered")
_OF_HISTORY = dict.fromkeys(
    ("pgh_id", "pgh_label", "pgh_context", "pgh_context_id", "pgh_obj_id"),
    "how the program keeps earlier versions",
)

WHOLE: tuple[Table, ...] = (
    Table("people_person", "Who you are", "id", "id = %(person)s"),
    Table(
        "people_restricted",
        "What is kept apart: codes and safe ways to you",
        "id",
        enciphered=dict.fromkeys(_RESTRICTED, "people_restricted"),
    ),
    Table("people_wish", "What you wish from those who work with you", "asked_at"),
    Table("people_telling", "Who told us what, and when", "at"),
    Table(
        "access_relationship",
        "Which teams know you, and since when",
        "began_at",
        "person_id = %(person)s AND team_id > 0",
    ),
    Table("referrals_referral", "How you were referred", "begun_at"),
    Table("referrals_question", "What we asked those who referred you", "asked_at", _ITS_REFERRAL),
    Table("referrals_prioritychange", "How soon it was answered", "changed_at", _ITS_REFERRAL),
    Table("referrals_screeningplan", "First meetings, planned", "planned_at", _ITS_REFERRAL),
    Table("referrals_screeningsession", "First meetings", "held_at", _ITS_REFERRAL),
    Table("referrals_decision", "What was decided", "decided_at", _ITS_REFERRAL),
    Table("caseload_waitingplace", "On the waiting list", "placed_at"),
    Table("caseload_episode", "In our care", "began_on"),
    Table("caseload_episodeframework", "Under which rules", "set_at"),
    Table("caseload_carecoordination", "Who co-ordinates your care", "began_at"),
    Table(
        "caseload_allocation",
        "How they were chosen",
        "at",
        without={"candidates": "what is said of other workers"},
    ),
    Table("caseload_zonesetting", "How often we agreed to meet, and why", "set_at"),
    Table("caseload_pause", "Pauses", "began_on"),
    Table("caseload_transfer", "Moves to another team", "asked_at"),
    Table("caseload_discharge", "How care ended", "discharged_at"),
    Table("careplans_careplan", "Your plans", "written_at"),
    Table("careplans_earlysign", "Your early signs", "plan_id, place"),
    Table("careplans_goal", "Your goals", "plan_id, place"),
    Table("careplans_intervention", "What is done towards them", "plan_id, place"),
    Table("careplans_copygiven", "Copies of plans you were given", "at"),
    Table("careplans_review", "Reviews", "planned_for"),
    Table("careplans_invitation", "Who was asked to reviews", "at"),
    Table("contacts_contact", "Contacts and visits", "began_at"),
    Table("contacts_plannedvisit", "Visits that were planned", "planned_for"),
    Table("contacts_ladderstep", "What we did when we missed you", "due_at"),
    Table("joint_riskstatement", "Written for a practitioner of a partner", "written_at"),
    Table("joint_partnercontact", "When a practitioner of a partner met you", "began_at"),
    Table("joint_exchange", "Equipment that was exchanged", "id"),
    Table("joint_visitproposal", "Joint visits that were asked for", "at"),
    Table("joint_proposalanswer", "What was answered", "at"),
    Table("inpatient_spell", "Hospital and crisis team", "began_on"),
    Table("today_task", "What the team set itself to do about you", "made_at"),
    Table("today_passed", "Said about you at the daily meeting", "at"),
    Table("today_handover", "Handed over from shift to shift", "at"),
    Table("sharing_recipient", "About whom you were asked", "at"),
    Table("sharing_consent", "What you answered", "at"),
    Table(
        "sharing_statement",
        "What others said and agree that you know",
        "told_on",
        "person_id = %(person)s AND id IN (SELECT statement_id FROM sharing_release)",
        enciphered=dict.fromkeys(("said_by_enciphered", "said_enciphered"), "sharing_statement"),
    ),
    Table("sharing_release", "That they agree", "at"),
    Table(
        "sharing_informationrequest",
        "What others asked about you",
        "asked_on",
        f"{_OWN} AND NOT EXISTS (SELECT FROM sharing_disclosure AS given"
        " WHERE given.request_id = sharing_informationrequest.id AND person_told = 'never')",
    ),
    Table(
        "sharing_requestdecision",
        "What we answered",
        "at",
        f"{_OWN} AND NOT EXISTS (SELECT FROM sharing_disclosure AS given"
        " WHERE given.request_id = sharing_requestdecision.request_id AND person_told = 'never')",
    ),
    Table(
        "sharing_disclosure",
        "What was given to others about you",
        "given_on",
        # What somebody is not to be told puts another in danger: a human wrote down why.
        f"{_OWN} AND person_told <> 'never'",
    ),
    Table(
        "documents_sent",
        "Letters and papers, each as a file",
        "made_at",
        without={"pdf": "it is a file of its own"},
    ),
    Table("rights_recourse", "PALS, advocates, complaints", "on_day, at"),
    Table("rights_copyrequest", "Copies of your record that were asked for", "asked_on"),
    Table("rights_copyextension", "That it takes longer", "at"),
    Table("rights_copyanswer", "What came of it", "at"),
    Table("own_ownsignin", "Sign-ins of your own, and of those whom you let be told", "given_at"),
    _earlier("people_personevent", "Who you are", "id = %(person)s"),
    _earlier("people_restrictedevent", "What is kept apart"),
    _earlier("people_wishevent", "What you wish"),
    _earlier("referrals_referralevent", "How you were referred"),
    _earlier("referrals_questionevent", "What we asked", _ITS_REFERRAL),
    _earlier("caseload_episodeevent", "In our care"),
    _earlier("caseload_carecoordinationevent", "Who co-ordinates your care"),
    _earlier("caseload_pauseevent", "Pauses"),
    _earlier("caseload_transferevent", "Moves to another team"),
    _earlier("careplans_reviewevent", "Reviews"),
    _earlier("contacts_plannedvisitevent", "Visits that were planned"),
    _earlier("contacts_ladderstepevent", "What we did when we missed you"),
    _earlier("inpatient_spellevent", "Hospital and crisis team"),
    _earlier("own_ownsigninevent", "Sign-ins of your own, and of those whom you let be told"),
    _earlier("today_taskevent", "What the team set itself to do"),
)

# Hangs on a person and is not given, each with its reason.
NOT_GIVEN: Mapping[str, str] = {
    "access_connection": "a worker’s own life: whom they know outside work",
    "access_connectionevent": "a worker’s own life: whom they know outside work",
    "access_emergency": "told as who looked, with the day and the reason",
    "access_opening": "told as who looked: who, how often, for which purpose",
    "access_relationshipevent": "told with which teams know you",
    "api_sending": "under which number another system sent a referral, which is given itself",
    "audit_entry": "says that something was done; what was done is given itself. It would tell that"
    " somebody spoke in confidence",
    "rights_copymade": "the digest of copies such as this",
    "rights_harmopinion": "what is weighed before a copy is given, and may say what is left out",
    "rights_holdended": "how long the record is kept, and for which inquiry",
    "rights_legalhold": "how long the record is kept, and for which inquiry",
    "rights_passage": "what is left out of a copy",
}
