"""Short notes of visits, put together from invented sentences so that no two days read alike."""

from __future__ import annotations

from dev.world.chance import Chance

_OPENINGS = {
    "home": (
        "Was up and dressed, kettle already on.", "Answered at the second ring.",
        "Let me in and apologised for the mess. There was none.", "Curtains drawn, television on.",
        "Was on the way out, so we talked on the stairs and then went back in.",
        "Looked tired. Had slept four hours.", "Showed me the plants on the sill: two new shoots.",
        "Flat cold. Meter topped up together.", "Sat in the kitchen with the radio on low.",
    ),
    "cafe": (
        "Met at the usual table.", "Came ten minutes early, which is new.",
        "Bought their own tea today.", "Sat by the window so that the door could be seen.",
        "Quiet corner, an hour of talk.",
    ),
    "park": (
        "Walked the long way round the pond.", "Cold and bright. Two laps and a bench.",
        "Fed the ducks, talked about their nan.", "Met at the gate and kept walking.",
    ),
    "street": (
        "Met outside the chemist by chance and walked along.",
        "Found near the market, glad of a hot drink.",
        "Talked on the corner for a quarter of an hour.",
    ),
    "ward": (
        "Seen on the ward after lunch.", "Joined the ward round and then sat together.",
        "Walked in the ward garden.", "Brought the post and a charger.",
    ),
    "text": (
        "Texted; answered with a thumbs up.", "Answered within the hour.",
        "Sent a picture of the morning.", "Short text, quick answer.",
    ),
    "": (
        "Rang at the agreed time.", "Picked up straight away.", "Called back within the hour.",
        "A short call, in good spirits.", "Talked for a while; wanted to hear a voice.",
    ),
}  # fmt: skip
_MIDDLES = {
    "engagement": (
        "Talked about football and let the rest wait.", "Agreed what to do together next week.",
        "Asked what would make visits worth it: less talk, more doing.",
        "Played cards. Lost twice.",
    ),
    "contact": (
        "Nothing particular was needed and that was the point.",
        "Said it helps that we keep coming.",
        "A quick look in, as agreed.",
    ),
    "daily-living": (
        "Did the big shop from a list they wrote.",
        "Sorted the post into three piles and rang about one bill.",
        "Cooked rice and beans, enough for two days.",
        "Washing machine working again after the filter was cleared.",
        "Counted what is left until Thursday and made it last.",
    ),
    "medication": (
        "Tablets taken most days this week by their own count.",
        "Hands shake in the mornings; will ask about the dose.",
        "Went through the box together. Two evenings missed.",
        "Would like to talk about taking less. Noted for the review.",
    ),
    "family": (
        "Rang their sister together, who was pleased.",
        "Mother comes on Sunday. Wants us to say less to her, agreed what.",
        "Spoke about the children's photographs.",
    ),
    "psychological": (
        "Went back to the page on voices and when they are quieter.",
        "Wrote down one worry and what speaks against it.",
        "Practised the breathing at the bus stop.",
    ),
    "substance-use": (
        "Three cans fewer than last week, by their own count.",
        "Talked about weekends, which are the hard part.",
        "Would see the drug worker if we come along.",
    ),
    "social": (
        "Went to the drop-in and stayed for the quiz.",
        "Neighbour has asked them round. Nervous, and going.",
        "Choir on Wednesday was loud and good.",
    ),
    "physical-health": (
        "Blood pressure taken at home; will pass it to the surgery.",
        "Toothache for a week. Dentist rung from here.",
        "Walked to the surgery for the bloods together.", "Smoking down to ten.",
    ),
    "work-learning-leisure": (
        "Two hours at the garden project, planting onions.",
        "Filled in the college form, first page.",
        "Mended the bicycle as far as the brakes.",
    ),
    "relapse-prevention": (
        "Read the early signs through. Sleep is the first to go.",
        "Marked on the card what a bad week looks like.",
    ),
    "crisis": ("Frightened of the night. Agreed who rings when, and stayed until it eased.",
               "Worse since Sunday. Spoke with the doctor from the flat."),
    "housing": (
        "Rang the housing office about the damp, third time, have a reference.",
        "Looked at a room in Weaver Street. Liked the light.",
        "Rent arrears plan agreed: small and weekly.",
    ),
    "in-reach": (
        "Went through what home needs before leaving: key, food, heating.",
        "Talked with the named nurse about a day at home first.",
        "Planned the first week after the ward, day by day.",
    ),
}  # fmt: skip
_CLOSINGS = (
    "Next time: bring the form.", "Likes mornings better now.", "Asked for the same worker again.",
    "Laughed twice.", "Wants to walk again on Friday.", "No early signs seen.", "Eating better.",
    "A bit brighter than last time.",
    "Tired but steady.",
    "Said thank you at the door.",
    "",
    "",
    "",
)  # fmt: skip
_MISSED = {
    "no-answer": (
        "No answer at the door or on the phone. Curtains as yesterday.",
        "Knocked, rang, looked through the letterbox. Quiet.",
        "Lights on, no answer. Left a card that says only my first name.",
        "Phone rang out three times.",
    ),
    "declined": (
        "Opened, said not today, closed kindly.",
        "Spoke through the door: fine, and wants to be left in peace.",
        "Saw me and walked on. Waved.", "Did not want to talk about the ward again. Respected.",
    ),
    "not-found": (
        "Not at home and not at the café. The owner had not seen them since Monday.",
        "Looked by the market and the library.",
        "Neighbour thinks they are with a cousin.",
    ),
    "cancelled-by-person": (
        "Text to say a cold. Moved.",
        "Rang to put it off: the gas man is coming.",
    ),
    "cancelled-by-team": ("I was ill and nobody could step in. Rang to say sorry.",),
    "too-late": ("Came as I had to leave. Five minutes, new day agreed.",),
}  # fmt: skip
_NEXT = (
    "Bring the benefits letter", "Ring on Thursday", "Ask the surgery about the blood test",
    "Walk to the library together", "Look at the card of early signs", "Ask about the choir",
    "Take the bus together once more", "Shopping list first", "", "", "", "",
)  # fmt: skip


def note_of(outcome: str, where: str, done: str, chance: Chance) -> str:
    """Return the note of a contact that was made or missed, in a place or by other means."""
    if outcome in _MISSED:
        return _one(_MISSED[outcome], chance)
    opening = _one(_OPENINGS.get(where, _OPENINGS["cafe"]), chance)
    closing = _one(_CLOSINGS, chance)
    return f"{opening} {_one(_MIDDLES[done], chance)} {closing}".rstrip()


def next_step(chance: Chance) -> str:
    """Return what is to be done next time, often nothing."""
    return _one(_NEXT, chance)


def _one(sentences: tuple[str, ...], chance: Chance) -> str:
    return sentences[int(chance.random() * len(sentences))]
