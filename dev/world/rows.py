"""The tables that a world fills, and the numbers of their rows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any, TypeAlias

from dev.world import rows_arriving, rows_care

Row: TypeAlias = tuple[Any, ...]
Rows: TypeAlias = Iterator[Row]

TABLES: dict[type[Row], str] = {
    rows_arriving.Account: "access_account",
    rows_arriving.Relationship: "access_relationship",
    rows_arriving.Provider: "staff_provider",
    rows_arriving.Service: "staff_service",
    rows_arriving.Team: "staff_team",
    rows_arriving.Worker: "staff_worker",
    rows_arriving.Membership: "staff_membership",
    rows_arriving.WorkingDay: "staff_workingday",
    rows_arriving.Absence: "staff_absence",
    rows_arriving.Agency: "partners_agency",
    rows_arriving.Person: "people_person",
    rows_arriving.Wish: "people_wish",
    rows_arriving.Criteria: "referrals_criteria",
    rows_arriving.Referral: "referrals_referral",
    rows_arriving.Question: "referrals_question",
    rows_arriving.Decision: "referrals_decision",
    rows_arriving.ScreeningSession: "referrals_screeningsession",
    rows_arriving.ScreeningPlan: "referrals_screeningplan",
    rows_arriving.TurnedAway: "referrals_turnedaway",
    rows_care.WaitingPlace: "caseload_waitingplace",
    rows_care.Episode: "caseload_episode",
    rows_care.CareCoordination: "caseload_carecoordination",
    rows_care.Allocation: "caseload_allocation",
    rows_care.ZoneSetting: "caseload_zonesetting",
    rows_care.Pause: "caseload_pause",
    rows_care.Transfer: "caseload_transfer",
    rows_care.Discharge: "caseload_discharge",
    rows_care.CarePlan: "careplans_careplan",
    rows_care.EarlySign: "careplans_earlysign",
    rows_care.Goal: "careplans_goal",
    rows_care.Intervention: "careplans_intervention",
    rows_care.CopyGiven: "careplans_copygiven",
    rows_care.Review: "careplans_review",
    rows_care.PlannedVisit: "contacts_plannedvisit",
    rows_care.Contact: "contacts_contact",
    rows_care.LadderStep: "contacts_ladderstep",
    rows_care.Spell: "inpatient_spell",
    rows_care.Meeting: "today_meeting",
    rows_care.Presence: "today_presence",
    rows_care.Passed: "today_passed",
    rows_care.Task: "today_task",
    rows_care.Handover: "today_handover",
}


def columns(kind: type[Row]) -> tuple[str, ...]:
    """Return the columns of a table, in the order of its rows."""
    fields: tuple[str, ...] = kind._fields  # type: ignore[attr-defined]  # every row is a NamedTuple
    return fields


class Numbers:
    """Counts rows for the tables whose ids are numbers, so that they are the same every time."""

    def __init__(self) -> None:
        self._last: Counter[type[Row]] = Counter()

    def next(self, kind: type[Row]) -> int:
        """Return the next number of a table."""
        self._last[kind] += 1
        return self._last[kind]

    def last(self, kind: type[Row]) -> int:
        """Return the last number that was given out in a table, or 0."""
        return self._last[kind]
