"""The chapters of the reference, each made of the rules that the program runs."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from alongside.policy import allocation, reviewing, sources, visiting, waiting
from alongside.policy.contacts import (
    Intervention,
    Means,
    Outcome,
    Place,
    is_direct,
    is_face_to_face,
    was_seen,
)
from alongside.policy.discharge import Ground, may_discharge
from alongside.policy.frameworks import FRAMEWORKS, Framework, PlanArea
from alongside.policy.ladder import SHIPPED as LADDER
from alongside.policy.reference.markdown import (
    cited,
    dates,
    facts,
    nation_of,
    numbered,
    policy_section,
    rules_table,
    table,
    values_table,
)
from alongside.policy.returning import may_come_back
from alongside.policy.rights import RIGHTS
from alongside.policy.standards import STANDARDS, Standard
from alongside.policy.team import Profession
from alongside.policy.values import SHIPPED as VALUES
from alongside.policy.zones import PROPOSED_BY, QUESTIONED_BY, ZONES

ENDING = (
    "Care goes on for as long as it is needed: there is no time limit (Rethink, section 6)."
    " When somebody has died, none of what follows is asked."
)
ATTENTION = (
    "A zone is agreed intensity of contact and shared attention. It never grades risk."
    " Rules propose, people decide."
)
QUESTIONING = (
    "The board, the meeting and the page of the person say so when rules propose a zone that "
    "stands before the one somebody is in, in the order above, or when the zone does not hold any "
    "more. A question rests once people have decided on the zone knowing the same, until its "
    "review."
)
LOCAL = (
    "A value that no document fixes is marked *local*: each service sets its own. What is"
    " only recalled may warn and never block."
)
TIMES = (
    "Times count from the first miss since the person was last seen. A day is a day in"
    " London and an hour an hour, also when the clocks change. There is always a next"
    " rung until they are seen; no rung ends care."
)


def discharge_chapter() -> str:
    """Return the chapter on ending care."""
    grounds = [
        (f"`{g.value}`", g.label, g.mhsds, "yes" if g.is_offered else "never, it is refused")
        for g in Ground
    ]
    return "\n\n".join(
        [
            ENDING,
            policy_section(may_discharge),
            policy_section(may_come_back),
            "## Grounds",
            table(["Ground", "In words", "National code", "Offered"], grounds),
        ]
    )


def ladder_chapter() -> str:
    """Return the chapter on the ladder after a missed contact."""
    rungs = [
        (
            f"`{step.id}`",
            step.when,
            "; ".join(outcome.label for outcome in Outcome if outcome in step.outcomes),
            step.sentence,
            step.owner.label,
            step.record,
            cited(step.source),
        )
        for step in LADDER.steps
    ]
    shown = sorted({step.shows for step in LADDER.steps if step.shows})
    worded = [(f"`{v.id}`", nation_of(v), v.text, cited(v.source)) for v in VALUES if v.id in shown]
    return "\n\n".join(
        [
            f"{TIMES} On these times: {LADDER.times.place}.",
            table(["Rung", "When", "After", "What", "Whose", "Recorded", "Source"], rungs),
            "## Wording shown beside a rung",
            table(["Value", "Nation", "Wording", "Source"], worded),
        ]
    )


def zones_chapter() -> str:
    """Return the chapter on zones."""
    zones = [
        (
            f"`{zone.id}`",
            zone.name,
            zone.sentence,
            zone.intensity,
            f"after {zone.review_after.days} days",
            cited(zone.source),
        )
        for zone in ZONES.values()
    ]
    proposed = [
        f"### {ZONES[zone_id].name}\n\n{rules_table(r)}" for zone_id, r in PROPOSED_BY.items()
    ]
    return "\n\n".join(
        [
            ATTENTION,
            table(["Zone", "Name", "What it means", "Contact", "Looked at again", "Source"], zones),
            "## What proposes a zone",
            *proposed,
            "## What questions a zone",
            QUESTIONING,
            rules_table(QUESTIONED_BY.values()),
        ]
    )


def frameworks_chapter() -> str:
    """Return the chapter on the frameworks of care."""
    areas = [(area.label, area.welsh) for area in PlanArea]
    asked = [(t.label, "yes" if t.needs_permission else "no") for t in reviewing.TakesPart]
    return "\n\n".join(
        [
            *(_framework(framework) for framework in FRAMEWORKS.values()),
            "## Areas of the Welsh plan",
            table(["English", "Cymraeg"], areas),
            "## Where to turn when unhappy",
            _rights_table(),
            "## Reviews",
            policy_section(reviewing.may_invite),
            policy_section(reviewing.may_record_review),
            table(["Takes part", "Asked only if the person agrees"], asked),
        ]
    )


def _rights_table() -> str:
    rows = [
        (nation.label, turn.name, turn.helps, cited(turn.source))
        for nation, rights in RIGHTS.items()
        for turn in (rights.listens, rights.complains)
    ]
    return table(["Nation", "Whom", "What letters say", "Source"], rows)


def _framework(framework: Framework) -> str:
    ids = (framework.coordinator_within, framework.plan_within, framework.review_within)
    held = [v for v in VALUES if v.id in ids and v.nation in (*framework.nations, None)]
    rows = [(f"`{v.id}`", nation_of(v), v.text, dates(v), cited(v.source)) for v in held]
    nations = " and ".join(sorted(nation.label for nation in framework.nations))
    return "\n\n".join(
        [
            f"## {framework.name}",
            f"{framework.sentence} {nations}. {cited(framework.source)}.",
            f"Its words: *{framework.coordinator_title}*, *{framework.plan_title}*.",
            table(["Interval", "Nation", "Value", "In force", "Source"], rows),
        ]
    )


def standards_chapter() -> str:
    """Return the chapter on the standards of the service."""
    told = [_standard(each) for each in STANDARDS.values()]
    return "\n\n".join(["The interval in force when a clock starts is the one that counts.", *told])


def _standard(standard: Standard) -> str:
    told = facts(
        [
            ("id", f"`{standard.id}`"),
            ("Applies to", standard.applies_to),
            ("Its clock starts", standard.starts_from),
            ("Kept by", standard.kept_by),
            ("Interval", _interval(standard.value_ids)),
            *([("Leans on", _leans_on(standard))] if standard.other_values else []),
            ("Counted over", f"{standard.subject.label}. {standard.shape.label}."),
            ("Source", cited(standard.source)),
        ]
    )
    return f"## {standard.name}\n\n{standard.sentence}\n\n{told}"


def _leans_on(standard: Standard) -> str:
    """Return the other values that a standard uses, each with its sentence and who sets it."""
    return " ".join(
        f"{v.sentence} {v.text} (`{v.id}`{', local' if v.local else ''}; {cited(v.source)})."
        for v in VALUES
        if v.id in standard.other_values
    )


def _interval(value_ids: Sequence[str]) -> str:
    told = [
        f"{v.text} (`{v.id}`{', ' + v.nation.label if v.nation else ''})"
        for v in VALUES
        if v.id in value_ids
    ]
    return "; ".join(told) or "the date comes with each row"


def allocation_chapter() -> str:
    """Return the chapter on choosing a care co-ordinator, caseloads and the waiting list."""
    weighed = [v for v in VALUES if v.id.startswith("caseload.")]
    professions = [
        (
            p.label,
            "yes" if p.usually_coordinates else "no",
            "yes" if p.counts_in_ratio else "no",
            cited(p.source),
        )
        for p in Profession
    ]
    return "\n\n".join(
        [
            "## Candidates stand in this order\n\nThere is no score.",
            numbered(allocation.ORDER),
            policy_section(allocation.may_allocate),
            "## Caseloads",
            values_table(weighed),
            "## The waiting list stands in this order",
            numbered(waiting.ORDER),
            "; ".join(cited(source) for source in waiting.SOURCES) + ".",
            "## Professions",
            table(["Profession", "Usually co-ordinates", "In the ratio", "Source"], professions),
        ]
    )


def contacts_chapter() -> str:
    """Return the chapter on what a contact is."""
    counts: list[tuple[str, Callable[[Outcome, Means], bool]]] = [
        ("seen", was_seen),
        ("direct (national figures)", is_direct),
        ("face to face (fidelity scale)", is_face_to_face),
    ]
    means = [
        (m.label, m.mhsds, *("yes" if holds(Outcome.SEEN, m) else "no" for _, holds in counts))
        for m in Means
    ]
    outcomes = [(o.label, o.mhsds, "yes" if o.is_missed else "no") for o in Outcome]
    places = [(p.label, p.england, p.wales, cited(p.source)) for p in Place]
    done = [(i.label, "; ".join(cited(source) for source in i.sources)) for i in Intervention]
    return "\n\n".join(
        [
            policy_section(visiting.may_record),
            policy_section(visiting.may_plan),
            f"## {visiting.before_planning.question}",
            "Each rule only warns: whoever plans the visit decides, and says why.",
            rules_table(visiting.before_planning.rules),
            "## Means, and what each counts as when the person took part",
            table(["Means", "National code", *(name for name, _ in counts)], means),
            "## Outcomes",
            table(["Outcome", "National code", "Starts the ladder"], outcomes),
            "## Places",
            table(["Place", "England", "Wales", "Source"], places),
            "## What is done",
            table(["Intervention", "Source"], done),
        ]
    )


def values_chapter() -> str:
    """Return the chapter on every number and wording."""
    return "\n\n".join(
        [
            LOCAL,
            values_table(VALUES),
        ]
    )


def sources_chapter() -> str:
    """Return the chapter on where the rules come from."""
    rows = [(f"`{name}`", cited(source)) for name, source in sources.BY_NAME.items()]
    marks = [
        "*Seen*: read in a copy of the source.",
        "*Recalled*: known, the text itself was not at hand; it may warn and never block.",
        "*Derived*: our own reasoning, given beside the rule.",
    ]
    return "\n\n".join([*marks, table(["Name", "Source"], rows)])
