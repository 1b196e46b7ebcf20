"""One of each letter, about invented people, as a service in Leeds would fill it in."""

from __future__ import annotations

import dataclasses
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from alongside.documents import letters as ltr
from alongside.documents import parts
from alongside.kernel.fact import Answer

TEAM = parts.Sender(
    organisation="North Aire Mental Health NHS Trust",
    team="North Assertive Outreach Team",
    address=("The Old Tannery", "12 Beck Lane", "Leeds", "LS4 9ZZ"),
    phone="0113 496 0101",
    email="north.ao@example.nhs.uk",
    hours="every day, 8am to 8pm",
    formats_phone="0113 496 0100",
)
SAM = parts.Addressee(
    name="Sam Rivers", address=("Flat 3", "18 Kirk Street", "Leeds", "LS9 9ZZ"), greeting="Sam"
)
CMHT = parts.Addressee(
    name="Dr Ngozi O'Brien-Okafor",
    address=("East Community Mental Health Team", "4 Mill Row", "Leeds", "LS8 9ZZ"),
    greeting="Dr O'Brien-Okafor",
)
ABOUT_SAM = parts.About(name="Sam Rivers", born_on=date(1984, 2, 29), nhs_number="999 000 0018")
EAST = parts.WhomToAsk(
    name="East Community Mental Health Team",
    phone="0113 496 0202",
    hours="Monday to Friday, 9am to 5pm",
    how_they_help="Ewa Żółkowska is the worker there for this referral.",
)
CRISIS = (
    parts.WhomToAsk(
        name="North Aire crisis line",
        phone="0800 999 0000",
        how_they_help="Day and night, every day. Or call 111 and choose option 2.",
    ),
    parts.WhomToAsk(name="If a life is in danger", phone="999"),
)
RIGHTS = parts.Rights(
    pals=parts.WhomToAsk(name="PALS", phone="0800 999 0001", email="pals@example.nhs.uk"),
    complaints=parts.WhomToAsk(
        name="Complaints", address="Complaints Team, Trust House, Leeds LS1 9ZZ"
    ),
    advocacy=parts.WhomToAsk(name="Leeds Advocates Together", phone="0113 496 0303"),
)
PACK = parts.Pack(
    title="National guide 2001, our own version",
    version="3",
    in_force_from=date(2026, 4, 1),
    source="the national implementation guide of 2001, as told by the Rethink factsheet",
    copy_from="call 0113 496 0101 and ask for the criteria",
)
CRITERIA = (
    parts.Criterion(
        wording="A severe and lasting mental illness that has a marked effect on everyday life",
        role=parts.Role.REQUIRED,
        answer=Answer.MET,
        reason="Schizophrenia, diagnosed in 2011, recorded by Dr O'Brien-Okafor.",
        source="Rethink factsheet, section 1, item 1",
    ),
    parts.Criterion(
        wording="More than two admissions, or more than six months in hospital, in two years",
        role=parts.Role.REQUIRED,
        answer=Answer.NOT_MET,
        reason="One admission, of 23 days, between 3 November 2024 and 2 November 2026.",
        source="Rethink factsheet, section 1, item 2",
        stood_in_the_way=True,
    ),
    parts.Criterion(
        wording="It is hard to agree on working together, or to keep it going",
        role=parts.Role.REQUIRED,
        answer=Answer.CANNOT_TELL,
        reason="We were not told how often visits were kept. We asked on 5 November 2026.",
        source="Rethink factsheet, section 1, item 3",
        stood_in_the_way=True,
    ),
    parts.Criterion(
        wording="Unstable housing or homelessness",
        role=parts.Role.SUPPORTING,
        answer=Answer.MET,
        reason="Moved three times since June 2026.",
        source="Rethink factsheet, section 1, item 4",
    ),
    parts.Criterion(
        wording="Under 18 years of age",
        role=parts.Role.EXCLUDING,
        answer=Answer.NOT_MET,
        reason="Born in 1984.",
        source="Rethink factsheet, section 1, first paragraph",
    ),
)
SIGNED = parts.Signatory(name="Marged Llŷr-Wŷn", role="Team manager")
_PAPER: dict[str, Any] = {
    "sender": TEAM,
    "written_on": date(2026, 11, 22),
    "reference": "AO-2026-0417",
    "urgent_help": CRISIS,
}
_LETTER: dict[str, Any] = {**_PAPER, "signed_by": SIGNED}
_DECIDED: dict[str, Any] = {
    **_LETTER,
    "referred_by": "Ewa Żółkowska, East Community Mental Health Team",
    "referred_on": date(2026, 11, 2),
    "decided_on": date(2026, 11, 19),
    "pack": PACK,
    "criteria": CRITERIA,
    "rights": RIGHTS,
}

REFUSED = ltr.DecisionRefused(
    **_DECIDED,
    addressee=SAM,
    reader=parts.Reader.PERSON,
    care_holder=EAST,
    copies_to=("Ewa Żółkowska, East Community Mental Health Team", "Dr Patel, Beck Surgery"),
    in_our_words="We liked meeting you on Tuesday, and we hope the new flat works out.",
    instead=("A housing support worker, through your community team.",),
)
REFUSED_TO_REFERRER = ltr.DecisionRefused(
    **_DECIDED,
    addressee=CMHT,
    reader=parts.Reader.REFERRER,
    about=ABOUT_SAM,
    care_holder=EAST,
    instead=("Housing support, through the council's team.",),
)
ACCEPTED = ltr.DecisionAccepted(
    **{
        **_DECIDED,
        "criteria": tuple(c for c in CRITERIA if not c.stood_in_the_way),
    },
    addressee=SAM,
    reader=parts.Reader.PERSON,
    next_step="Ada Mensah will call you in the week of 30 November to find a day that suits you.",
    first_workers=("Ada Mensah, occupational therapist", "Tom Birch, support worker"),
    until_then=EAST,
    waiting="We have room for you from 7 December. Two people are before you.",
)
ACCEPTED_TO_REFERRER = ltr.DecisionAccepted(
    **_DECIDED,
    addressee=CMHT,
    reader=parts.Reader.REFERRER,
    about=ABOUT_SAM,
    next_step="Ada Mensah will call your team to arrange a joint visit.",
    until_then=EAST,
)
RETURNED = ltr.DecisionReturned(
    **_LETTER,
    addressee=CMHT,
    about=ABOUT_SAM,
    referred_on=date(2026, 11, 2),
    questions=(
        parts.Question(
            text="How many days did Sam spend in hospital between 3 November 2024 and today?",
            why="The form says “several admissions” and gives no dates.",
            criterion="More than two admissions, or more than six months in hospital",
        ),
        parts.Question(
            text="Has Sam been told about this referral, and what does Sam think of it?"
        ),
    ),
    answer_by=date(2026, 12, 4),
    still_open=True,
    pack=PACK,
)
TURNED_AWAY = ltr.TurnedAway(
    **_LETTER,
    addressee=parts.Addressee(
        name="Mr Imran Shah", address=("7 Hill View", "Leeds", "LS7 9ZZ"), greeting="Mr Shah"
    ),
    refers=parts.Refers.FAMILY,
    asked_on=date(2026, 11, 18),
    ask_instead=(
        parts.WhomToAsk(name="Their GP", how_they_help="A GP can listen to you, and refer."),
        parts.WhomToAsk(name="East Community Mental Health Team", phone="0113 496 0202"),
    ),
    rights=RIGHTS,
)
FORM = ltr.ReferralForm(
    **_PAPER,
    pack=PACK,
    who_may_refer="community mental health teams and other mental health teams.",
    return_to="North Assertive Outreach Team\nThe Old Tannery, 12 Beck Lane, Leeds LS4 9ZZ",
    groups=(
        parts.Group(
            heading="The person",
            questions=(
                parts.Asked(label="What is the person's name?"),
                parts.Asked(label="What do they like to be called?"),
                parts.Asked(label="When were they born?", space=parts.Space.DATE),
                parts.Asked(label="Where do they live?", space=parts.Space.LINES, lines=3),
            ),
        ),
        parts.Group(
            heading="Illness and care so far",
            intro="Count the two years that end today.",
            questions=(
                parts.Asked(
                    label="What is the main diagnosis?",
                    space=parts.Space.ONE_OF,
                    options=("Schizophrenia", "Bipolar disorder", "Psychotic depression", "Other"),
                    source="Rethink factsheet, section 1, item 1",
                ),
                parts.Asked(label="How many admissions in two years?", space=parts.Space.NUMBER),
                parts.Asked(
                    label="Have they been detained under the Mental Health Act in two years?",
                    space=parts.Space.YES_NO,
                ),
                parts.Asked(
                    label="Which of these apply?",
                    space=parts.Space.ANY_OF,
                    options=("Unstable housing or homelessness", "Substance use", "Self-neglect"),
                ),
                parts.Asked(
                    label="What does the person want?",
                    space=parts.Space.LINES,
                    lines=6,
                    help="In their own words, if you can.",
                ),
            ),
        ),
    ),
    documents=("Current care plan", "Risk assessment"),
)
PLAN = ltr.CarePlan(
    **_PAPER,
    plan_title="Care plan",
    person=ABOUT_SAM,
    known_as="Sam",
    version="4",
    care_coordinator_title="care co-ordinator",
    care_coordinator=parts.WhomToAsk(name="Ada Mensah", phone="0113 496 0111"),
    own_words=(
        parts.Section(heading="What matters to me", text="My dog Biscuit.\nBeing left in peace."),
        parts.Section(
            heading="What helps", text="Walking. Coffee at Lou's.\n\nNo letters, ring me."
        ),
        parts.Section(heading="What does not help"),
    ),
    goals=(
        parts.Goal(
            in_own_words="I want to keep the flat this time.",
            steps=("Rent paid straight from benefits", "Tom comes along to the housing office"),
        ),
        parts.Goal(in_own_words="Get back to the allotment."),
    ),
    interventions=(
        parts.Intervention(
            area="Housing",
            what="Go to the housing office together; set up direct payment of rent",
            who="Tom Birch, support worker",
            when="By 4 December",
        ),
        parts.Intervention(
            area="Medication", what="Depot at home, tea first", who="Ada Mensah", when="Fortnightly"
        ),
        parts.Intervention(area="Work, learning and leisure", what="Allotment", who="Sam and Tom"),
    ),
    crisis=(
        parts.Section(heading="Early signs", text="I stop walking Biscuit. I unplug the phone."),
        parts.Section(heading="What to do", text="Ring Lou. Come in the morning, not at night."),
    ),
    review_on=date(2027, 5, 21),
    agreement=parts.Agreement.IN_PART,
    agreement_words="Sam would rather have tablets than the depot. We look at it again in January.",
    made_with=("Sam Rivers", "Lou Rivers, sister", "Ada Mensah"),
    copies_to=("Sam Rivers, large print, by hand",),
)
INVITATION = ltr.ReviewInvitation(
    **_LETTER,
    addressee=SAM,
    plan_title="care plan",
    begins_at=datetime(2026, 12, 8, 14, 30, tzinfo=ZoneInfo("Europe/London")),
    place="Lou's café, Kirk Street",
    invited=("You", "Ada Mensah, care co-ordinator", "Lou Rivers, because you asked"),
    to_talk_about=("How the flat is going", "Medication: what you told us about the depot"),
    advocacy=RIGHTS.advocacy,
    arranged=("A lift from your flat at 2.10pm",),
)
INVITATION_TO_SISTER = dataclasses.replace(
    INVITATION,
    addressee=parts.Addressee(name="Lou Rivers", address=("2 Beck Lane", "Leeds"), greeting="Lou"),
    reader=parts.Reader.INVITED,
    whose="Sam Rivers",
    invited=("You", "Ada Mensah, care co-ordinator", "Sam Rivers"),
)
SUMMARY = ltr.DischargeSummary(
    **_LETTER,
    addressee=CMHT,
    about=ABOUT_SAM,
    began_on=date(2023, 3, 6),
    ended_on=date(2026, 11, 20),
    ground="Sam has been well for two years and wants fewer visits.",
    receiving_service=EAST,
    accepted="Accepted by Ewa Żółkowska on 12 November 2026 after two joint visits.",
    sections=(
        parts.Section(heading="What we did together", text="Housing, medication, the allotment."),
        parts.Section(heading="Medication at discharge", text="Recorded by the GP; depot stopped."),
        parts.Section(
            heading="Early signs and what to do", text="Stops walking the dog. Ring Lou."
        ),
        parts.Section(heading="Physical health"),
    ),
    way_back=parts.WhomToAsk(name="North Assertive Outreach Team", phone="0113 496 0101"),
    persons_view="About time. But keep the number.",
)
HANDOVER = ltr.Handover(
    **{each.name: getattr(SUMMARY, each.name) for each in dataclasses.fields(SUMMARY)}
)
WAY_BACK = ltr.WayBack(
    **_LETTER,
    addressee=SAM,
    began_on=date(2023, 3, 6),
    ended_on=date(2026, 11, 20),
    receiving_service=EAST,
    call=parts.WhomToAsk(name="North Assertive Outreach Team", phone="0113 496 0101"),
    agreed="Ring Lou first. She knows the dog.",
    signs="Stops walking the dog.",
    rights=RIGHTS,
)
WELCOME = ltr.Welcome(
    **_LETTER,
    addressee=SAM,
    begins_on=date(2026, 12, 1),
    care_coordinator_title="care co-ordinator",
    care_coordinator=parts.WhomToAsk(
        name="Ada Mensah", phone="0113 496 0111", hours="Monday to Thursday, 9am to 5pm"
    ),
    profession="occupational therapist",
    wishes=(
        parts.Wish(wish="A woman as care co-ordinator", met=True),
        parts.Wish(
            wish="Somebody who speaks Polish",
            met=False,
            reason="nobody in the team does. An interpreter comes to every planned visit.",
        ),
    ),
    first_visit="Ada and Tom come on Tuesday 1 December at about 11am, to your flat.",
    team_members=("Tom Birch, support worker", "Dr Ruth Adeyemi, psychiatrist"),
    rights=RIGHTS,
)

OWN_VIEW = ltr.OwnView(
    sender=TEAM,
    written_on=date(2026, 11, 22),
    reference="Record 1A2B3C4D",
    person=ABOUT_SAM,
    plan=(
        parts.Section(heading="What matters to you", text="My own key."),
        parts.Section(heading="Early signs"),
    ),
    goals=(parts.Goal(in_own_words="To walk the dog", steps=("Lou comes along, Mondays",)),),
    lookers=(
        parts.Looker(
            name="Ada Mensah", role="occupational therapist",
            times="on 14 days, from 4 May 2026 to 20 November 2026",
            reasons=("to get to you on a visit: once, on 5 May 2026",),
        ),
        parts.Looker(name="Tom Birch", role="support worker", times="once, on 2 June 2026"),
    ),
    listed="Ada Mensah, Marged Llŷr-Wŷn",
    told=(parts.Section(heading="Ela Rivers, sister", text="What is in their plan"),),
    shared=(parts.Section(heading="3 June 2026, to Dr Shah", text="Discharge summary"),),
    rights=RIGHTS,
)  # fmt: skip

EVERY_LETTER: dict[str, ltr.Paper] = {
    "refused": REFUSED,
    "refused-to-referrer": REFUSED_TO_REFERRER,
    "accepted": ACCEPTED,
    "accepted-to-referrer": ACCEPTED_TO_REFERRER,
    "returned": RETURNED,
    "turned-away": TURNED_AWAY,
    "form": FORM,
    "plan": PLAN,
    "invitation": INVITATION,
    "invitation-to-sister": INVITATION_TO_SISTER,
    "summary": SUMMARY,
    "handover": HANDOVER,
    "way-back": WAY_BACK,
    "welcome": WELCOME,
    "own-view": OWN_VIEW,
}
