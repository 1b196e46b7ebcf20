"""Papers of this room: the blank form of a team's criteria, and the kind no."""

from __future__ import annotations

from datetime import date

from alongside.documents import letters, parts
from alongside.kernel.period import day_of
from alongside.people.forms import NEEDS_INTERPRETER, Language
from alongside.people.models import Person
from alongside.people.told import ETHNICITIES, LABELS
from alongside.policy.eligibility.kinds import FactKind, FactType
from alongside.policy.eligibility.referring import REFERRERS, may_refer
from alongside.referrals.facts import pack_of
from alongside.referrals.models import Criteria, Referral, TurnedAway
from alongside.referrals.needs import WISHES_ASKED, WISHES_SUCH_AS
from alongside.referrals.queries.criteria_in_force import criteria_in_force
from alongside.referrals.sections import NEEDS_TITLE, kinds_asked, of_facts
from alongside.staff.letterhead import rights_of, sender_of, signatory_of
from alongside.staff.models import Team, Worker

_NOT_KNOWN = "Not known"
_SPACES = {
    FactType.YES_NO: parts.Space.YES_NO,
    FactType.NUMBER: parts.Space.NUMBER,
    FactType.CHOICE: parts.Space.ONE_OF,
    FactType.CHOICES: parts.Space.ANY_OF,
    FactType.SPELLS: parts.Space.LINES,
    FactType.DAY: parts.Space.DATE,
    FactType.AREA: parts.Space.LINE,
}
_REFERS = {
    TurnedAway.Asked.THEMSELF: parts.Refers.SELF,
    TurnedAway.Asked.FAMILY: parts.Refers.FAMILY,
    TurnedAway.Asked.FRIEND: parts.Refers.FRIEND,
    TurnedAway.Asked.OTHER: parts.Refers.OTHER,
}
_WHO = parts.Group(
    heading="Who they are",
    questions=(
        parts.Asked(label="Given name"),
        parts.Asked(label="Family name"),
        parts.Asked(label="Known as"),
        parts.Asked(label="Date of birth", space=parts.Space.DATE),
        parts.Asked(label="NHS number", help="10 digits"),
        parts.Asked(
            label="Gender, as they state it",
            space=parts.Space.ONE_OF,
            options=tuple(str(label) for label in Person.Gender.labels),
        ),
        parts.Asked(
            label="Address and postcode",
            help="If they have none, where they are found most often",
            space=parts.Space.LINES,
        ),
        parts.Asked(label="Telephone"),
        parts.Asked(label="GP practice"),
    ),
)
_NEEDS = parts.Group(
    heading=NEEDS_TITLE,
    questions=(
        parts.Asked(label=LABELS["first_language"]),
        parts.Asked(
            label=NEEDS_INTERPRETER,
            space=parts.Space.ONE_OF,
            options=tuple(str(label) for label in Referral.Interpreter.labels),
        ),
        parts.Asked(
            label=LABELS["communication_needs"],
            space=parts.Space.LINES,
            lines=2,
            help=str(Language.base_fields["communication_needs"].help_text),
        ),
        parts.Asked(
            label=f"{LABELS['ethnicity']}, as they state it",
            space=parts.Space.ONE_OF,
            options=tuple(ETHNICITIES.values()),
        ),
        parts.Asked(label=LABELS["religion"]),
        parts.Asked(label=WISHES_ASKED, help=WISHES_SUCH_AS, space=parts.Space.LINES, lines=4),
    ),
)
_WHY = parts.Group(
    heading="Why now",
    questions=(
        parts.Asked(label="Why do you refer them, and why now?", space=parts.Space.LINES, lines=8),
        parts.Asked(
            label="What does the person want?",
            help="In their own words if you can",
            space=parts.Space.LINES,
            lines=4,
        ),
        parts.Asked(label="Who holds their care until there is a decision?"),
        parts.Asked(
            label="Which of these is it?",
            space=parts.Space.ONE_OF,
            options=(*(str(label) for label in Referral.Pathway.labels), _NOT_KNOWN),
        ),
        parts.Asked(
            label="How soon does the team have to answer?",
            space=parts.Space.ONE_OF,
            options=tuple(str(label) for label in Referral.Priority.labels),
        ),
    ),
)


def blank_form(team: Team, *, on: date) -> letters.ReferralForm:
    """Return the paper form of a team, with the questions of the criteria in force."""
    criteria = criteria_in_force(team.service_id, on=on)
    asked = of_facts(kinds_asked(team.service_id, on=on))
    groups = [
        parts.Group(heading=group.value, questions=tuple(_question(kind) for kind in kinds))
        for section in asked
        for group, kinds in section.groups
    ]
    may = [words for referrer, words in REFERRERS.items() if may_refer(referrer)]
    return letters.ReferralForm(
        sender=sender_of(team),
        written_on=on,
        reference=f"Referral form, {team.name}",
        pack=_pack(criteria, on),
        who_may_refer=f"{'; '.join(may)}.",
        return_to="\n".join(part for part in (team.name, team.address, team.phone) if part),
        groups=(_WHO, _NEEDS, _WHY, *groups),
    )


def turned_away_letter(
    turned: TurnedAway, *, addressee: parts.Addressee, by: Worker
) -> letters.TurnedAway:
    """Return the letter to somebody who was turned away; their name is on it and nowhere else."""
    team = turned.team
    asked_on = day_of(turned.at)
    return letters.TurnedAway(
        sender=sender_of(team),
        written_on=asked_on,
        reference=f"Asked {asked_on:%-d %B %Y}",
        addressee=addressee,
        signed_by=signatory_of(by),
        refers=_REFERS[TurnedAway.Asked(turned.asked)],
        asked_on=asked_on,
        ask_instead=_ask_instead(turned.told),
        rights=rights_of(team),
    )


def _ask_instead(told: str) -> tuple[parts.WhomToAsk, ...]:
    cmht = parts.WhomToAsk(name="Community mental health team", how_they_help=told)
    gp = parts.WhomToAsk(
        name="GP", how_they_help="A GP can refer to the community mental health team."
    )
    return (cmht, gp)


def _question(kind: FactKind) -> parts.Asked:
    options = tuple(kind.choices.values())
    if kind.type is FactType.CHOICES:
        options = (*options, "None of these")
    return parts.Asked(
        label=kind.asks,
        help=kind.help,
        space=_SPACES[kind.type],
        options=(*options, _NOT_KNOWN) if options else (),
        lines=4,
    )


def _pack(criteria: Criteria | None, on: date) -> parts.Pack:
    if criteria is None:
        return parts.Pack(title="No criteria in force yet", version="", in_force_from=on)
    pack = pack_of(criteria)
    return parts.Pack(
        title=criteria.title,
        version=str(pack.version),
        in_force_from=criteria.in_force_from or on,
        source=str(pack.source),
    )
