"""Keeping what a person consents to, and what others said in confidence."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from alongside.audit.trail import audited, record
from alongside.kernel.period import day_of
from alongside.kernel.rules import Refused
from alongside.partners.models import Practitioner
from alongside.people.models import Person
from alongside.policy.consent import Answer, Asked, How
from alongside.sharing.models import Consent, Recipient, Release, Statement
from alongside.sharing.queries import standing_of
from alongside.staff.models import Worker


@dataclass(frozen=True)
class Said:
    """What a person answered, kind by kind, when and how, and when they are asked again."""

    answers: Mapping[Asked, Answer]
    how: How
    answered_on: date
    look_again_on: date
    called_by: str = ""
    obtained_by: str = ""


@audited
def name_recipient(
    person: Person, *, name: str, as_what: str, said: Said, by: Worker, at: datetime
) -> Recipient:
    """Name somebody and keep what the person answered about telling them."""
    Person.objects.select_for_update().get(pk=person.pk)  # two who name the same at once wait
    if Recipient.objects.filter(person=person, name__iexact=name).exists():
        raise Refused(f"They were asked about {name} before. Ask again there.", about="name")
    recipient = Recipient.objects.create(person=person, name=name, as_what=as_what, by=by, at=at)
    keep_consent(recipient, said=said, by=by, at=at)
    return recipient


@audited
def name_practitioner(
    person: Person, *, practitioner: Practitioner, said: Said, by: Worker, at: datetime
) -> Recipient:
    """Keep what the person answered about one practitioner of a partner, who has an account."""
    Person.objects.select_for_update().get(pk=person.pk)
    if Recipient.objects.filter(person=person, practitioner=practitioner).exists():
        raise Refused(
            f"They were asked about {practitioner.name} before. Ask again there.",
            about="practitioner",
        )
    recipient = Recipient.objects.create(
        person=person, name=f"{practitioner}"[:200], as_what=Recipient.As.PRACTITIONER,
        practitioner=practitioner, by=by, at=at,
    )  # fmt: skip
    keep_consent(recipient, said=said, by=by, at=at)
    return recipient


@audited
def keep_consent(recipient: Recipient, *, said: Said, by: Worker, at: datetime) -> list[Consent]:
    """Keep what a person answered; what they answered before stays beside it."""
    if not said.answers:
        raise Refused("Choose what they answered to at least one of these")
    kept = [
        Consent(
            recipient=recipient, person_id=recipient.person_id, asked=asked, answer=answer,
            how=said.how, called_by=said.called_by, obtained_by=said.obtained_by,
            answered_on=said.answered_on, look_again_on=said.look_again_on, by=by, at=at,
        )
        for asked, answer in said.answers.items()
    ]  # fmt: skip
    Consent.objects.bulk_create(kept)
    record("consent.kept", on=recipient, by=by, at=at, answers={**said.answers})
    return kept


@audited
def take_back(
    recipient: Recipient, *, look_again_on: date, by: Worker, at: datetime
) -> list[Consent]:
    """Let nothing be told to somebody any more, from this moment on."""
    told = {Asked(each.asked) for each in standing_of(recipient) if each.answer == Answer.YES}
    if not told:
        raise Refused("Nothing may be told to them, so nothing is taken back.")
    said = Said(dict.fromkeys(told, Answer.NO), How.VERBAL, day_of(at), look_again_on)
    return keep_consent(recipient, said=said, by=by, at=at)


@audited
def keep_statement(
    person: Person, *, said_by: str, said: str, told_on: date, by: Worker, at: datetime
) -> Statement:
    """Keep what somebody said. The trail says that something was said: never what, nor by whom."""
    statement = Statement(person=person, told_on=told_on, told_to=by, written_at=at)
    statement.said_by, statement.said = said_by, said
    statement.save(force_insert=True)
    record("statement.kept", on=statement, by=by, at=at)
    return statement


@audited
def release(statement: Statement, *, because: str, by: Worker, at: datetime) -> Release:
    """Write down that whoever said it agrees that the person may be told."""
    released, made = Release.objects.get_or_create(
        statement=statement,
        defaults={"person_id": statement.person_id, "because": because, "by": by, "at": at},
    )
    if not made:
        raise Refused("Somebody has written down before that they may be told.", about="because")
    record("statement.released", on=released, by=by, at=at)
    return released
