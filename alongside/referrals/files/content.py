"""What one referral says, from a row of a file or over the API, and all that is wrong with it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any, Self

from alongside.kernel.fact import Fact, Known
from alongside.policy.eligibility.kinds import FactValue
from alongside.policy.eligibility.referring import Referrer, ask_instead, may_refer
from alongside.policy.eligibility.spells import Spell
from alongside.policy.referring import ReferralFacts, may_send
from alongside.referrals.files.columns import Column

# Which column a rule about sending a referral asks for.
_ASKED_BY = {
    "referral.to-a-team": "team",
    "referral.named": "given_name",
    "referral.reason": "reason",
    "referral.care-held": "who_holds_care",
    "referral.referrer-named": "referrer_name",
}


class Wrong(str):  # noqa: SLOT000 - it has a field and a sentence
    """What is wrong, as people read it beside a row; where it is and the sentence alone, too."""

    field: str
    sentence: str

    def __new__(cls, sentence: str, field: str = "") -> Self:
        """Put the name of the field before the sentence, where it is about one."""
        made = super().__new__(cls, f"{field}: {sentence}" if field else sentence)
        made.field, made.sentence = field, sentence
        return made


@dataclass(kw_only=True)
class Content:
    """What a referral says: its fields, the facts it tells, and all that is wrong."""

    fields: dict[str, Any] = field(default_factory=dict)
    told: dict[str, Fact[FactValue]] = field(default_factory=dict)
    wrongs: list[Wrong] = field(default_factory=list)

    def read(self, column: Column, text: str, *, today: date) -> None:
        """Read one cell, and keep a sentence when it cannot be read."""
        try:
            value = column.value(text, today=today)
        except ValueError as wrong:
            self.blame(str(wrong), column.name)
            return
        if column.kind is None:
            self.fields[column.name] = value
        elif value is not None:
            self.told[column.name] = value

    def blame(self, sentence: str, field: str = "") -> None:
        """Keep a sentence that says what is wrong."""
        self.wrongs.append(Wrong(sentence, field))

    def is_blamed(self, field: str) -> bool:
        """Whether something is wrong with a field already, so that it is not blamed twice."""
        return any(wrong.field == field for wrong in self.wrongs)

    def check(self) -> None:
        """Check what only makes sense together: days in their order, who refers, what is needed."""
        self._check_days()
        self.check_sender()
        facts = ReferralFacts(
            full_name="".join(
                self.fields.get(name, "") for name in ("given_name", "family_name", "known_as")
            ),
            reason=self.fields.get("reason", ""),
            who_holds_care=self.fields.get("who_holds_care", ""),
            referrer_name=self.fields.get("referrer_name", ""),
            team_takes_referrals=True,
        )
        for objection in may_send(facts).objections:
            asked = _ASKED_BY[objection.id]
            if not self.is_blamed(asked):
                self.blame(objection.sentence, asked)

    def _check_days(self) -> None:
        received, born, ended = (
            self.fields.get(name) for name in ("received_on", "born_on", "discharged_on")
        )
        if received is None and not self.is_blamed("received_on"):
            self.blame("Write the day on which the referral was received.", "received_on")
        if received and born and received < born:
            self.blame("The referral is before the date of birth.", "received_on")
        if received and ended and ended < received:
            self.blame("The discharge is before the referral.", "discharged_on")
        if born and any(first < born for first in self._first_days()):
            self.blame("A stay is before the date of birth.", "inpatient_spells")

    def _first_days(self) -> list[date]:
        stays = self.told.get("inpatient_spells")
        value = stays.value if isinstance(stays, Known) else ()
        spells = value if isinstance(value, tuple) else ()
        return [spell.first for spell in spells if isinstance(spell, Spell)]

    def check_sender(self) -> None:
        """Ask the rule whether this kind of team or person may refer; once is enough."""
        if self.is_blamed("referrer"):
            return
        kind = self.fields.get("referrer")
        if kind:
            decision = may_refer(Referrer(kind))
            if not decision:
                self.blame(f"{decision} {ask_instead(Referrer(kind))}".strip(), "referrer")
        elif "referrer" in self.fields:
            self.blame("Say what kind of team or service refers.", "referrer")
