"""What people want, in their own words, and what is done towards it. All invented."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple


class Signs(NamedTuple):
    """Somebody's early signs, and what they, their family and the team do when they show."""

    words: tuple[str, ...]
    triggers: str
    what_helps: str
    what_family_does: str
    response: str
    zone: str = ""


@dataclass(frozen=True)
class Wanted:
    """A goal, the area of life that it lies in, and who does what towards it and when."""

    words: str
    area: str
    steps: tuple[tuple[str, str, str, str], ...]  # kind of help, what, who, when


COORDINATOR, TEAM, SELF = "Care co-ordinator", "The whole team", "Themself"
GOALS = (
    Wanted("I want a flat where I sleep at night.", "accommodation", (
        ("housing", "Look at rooms together and fill in the forms", COORDINATOR, "Every Tuesday"),
        ("housing", "Keep the list of what matters in a flat", SELF, "As it comes"),
    )),
    Wanted("I want money left on Wednesdays.", "money", (
        ("daily-living", "Shop from a list and count what is left", TEAM, "Thursdays"),
        ("daily-living", "Ring about arrears and agree on small sums", COORDINATOR, "This month"),
    )),
    Wanted("I want to see my daughter in the holidays.", "caring", (
        ("family", "Ring her mother together, once she agrees", COORDINATOR, "Before half-term"),
        ("engagement", "Practise the bus to the park", TEAM, "Once a week"),
    )),
    Wanted("I want to stay out of hospital for a whole year.", "treatment", (
        ("relapse-prevention", "Read the card of early signs through", TEAM, "Every fortnight"),
        ("medication", "Ask the doctor for a dose that leaves the hands steady", COORDINATOR,
         "At the next clinic"),
    )),
    Wanted("I want to cook for other people again.", "social", (
        ("social", "Cook at the drop-in with one other", TEAM, "Fridays"),
        ("daily-living", "Buy two pans and a sharp knife", SELF, "When the money comes"),
    )),
    Wanted("I want to work with animals.", "work", (
        ("work-learning-leisure", "Visit the city farm and ask about mornings", TEAM,
         "In the next month"),
        ("work-learning-leisure", "Two mornings there, with company at first", COORDINATOR,
         "Afterwards"),
    )),
    Wanted("I want my teeth done and my breath back.", "physical", (
        ("physical-health", "Go to the dentist together", TEAM, "As soon as there is a place"),
        ("physical-health", "Yearly check at the surgery, with the results explained",
         COORDINATOR, "By the birthday"),
    )),
    Wanted("I want the voices to be quieter in the evenings.", "treatment", (
        ("psychological", "Six talks about what turns them up and down", "Psychologist",
         "Mondays at home"),
        ("medication", "Try the evening tablet an hour earlier", SELF, "From this week"),
    )),
    Wanted("I want to drink on fewer days.", "physical", (
        ("substance-use", "Meet the drug and alcohol worker on a joint visit", COORDINATOR,
         "On a Tuesday"),
        ("substance-use", "Mark the days on the calendar in the kitchen", SELF, "Every evening"),
    )),
    Wanted("I want to finish the English course.", "education", (
        ("work-learning-leisure", "Go along to the college for the first two weeks", TEAM,
         "September"),
        ("work-learning-leisure", "Homework at the library", SELF, "Saturdays"),
    )),
    Wanted("I want to go to the mosque without being stared at.", "social", (
        ("social", "Walk there together and wait outside", TEAM, "On Fridays, at first"),
        ("engagement", "Ask the imam, if they agree, who could sit with them", COORDINATOR,
         "This month"),
    )),
    Wanted("I want people to ring before they come.", "treatment", (
        ("contact", "Text in the morning who comes and when", TEAM, "Every visit"),
        ("engagement", "Two faces, not ten", COORDINATOR, "For the first half-year"),
    )),
    Wanted("I want my mother to worry less.", "caring", (
        ("family", "Offer her the carers' group and a talk of her own", COORDINATOR, "In May"),
        ("family", "Agree what we may tell her", SELF, "At the next visit"),
    )),
    Wanted("I want to paint again.", "work", (
        ("work-learning-leisure", "Brushes, paper and the studio on Wednesdays", TEAM, "Weekly"),
    )),
)  # fmt: skip
IN_THEIR_WORDS = (
    "I know what I need most days. Come and see me, do not inspect me.",
    "Some weeks I want nobody. Come anyway, and do not take it badly.",
    "I am good at being on my own and tired of it.",
    "Last winter was the worst. I would like this one to be ordinary.",
    "Talk to me about music first.",
)
EARLY_SIGNS = (
    Signs(
        ("Sleep goes first", "Curtains stay drawn", "Phone is off"),
        "The clocks going back. Letters from the council.",
        "Radio on low, a bath, the kitchen rather than the bedroom.",
        "My sister rings at six. If I do not answer she tells the team and does not come alone.",
        "Two of us go the same day, somebody I know first. Ring the GP about sleep.",
        "every-other-day",
    ),
    Signs(
        ("Walking at night", "Writing on the walls in pencil", "Not eating with others"),
        "February, when Dad died. A row with the neighbours.",
        "A walk with somebody before dark. Paper and pencils on the table.",
        "Mum cooks and says nothing about it.",
        "Somebody every day for a week, in the evening too.",
        "every-day",
    ),
    Signs(
        ("Quick talk", "Spending", "Three projects at once"),
        "Cannabis. Nights without sleep after a party.",
        "One thing on the list, the rest on the next page.",
        "My brother keeps the card until Monday, as we agreed.",
        "Go within a day, and ask the doctor to look at the tablets.",
        "every-other-day",
    ),
    Signs(
        ("Sure that the neighbours listen", "Stops the tablets to be able to think", "Whispers"),
        "Building work next door. Being asked to move.",
        "Somebody I know, few words, tea.",
        "Nobody is to argue about the neighbours.",
        "Come the same day and do not bring a stranger.",
    ),
)
IN_A_CRISIS = (
    "Ring the team, or at night the crisis line. Sit in the kitchen. My sister can be told.",
    "Somebody I know, not two strangers. If it must be the ward, take my own blanket.",
    "Ask me what helped last time. Low light, few words, tea.",
)
SUMMARIES = (
    "A steadier half-year: one short stay on the ward. Money is better, sleep is not.",
    "Slow and real: opens the door to four of us now. Wants less talk of tablets and more of work.",
    "A hard time since the spring. Daily visits helped. The plan for the night is new.",
    "Much as before, which they call a good year. The flat is theirs for another twelve months.",
)
VIEWS = (
    "You came when you said you would.", "I would like to be asked less.",
    "Better than the clinic.", "Fine. Keep the Tuesdays.", "I said most of it already.",
)  # fmt: skip
