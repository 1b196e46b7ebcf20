"""What people type on the pages of this room."""

from alongside.sharing.forms.breaches import FollowBreach, ReportBreach
from alongside.sharing.forms.consent import (
    AskConsent,
    AskPractitioner,
    NamePractitioner,
    NameRecipient,
)
from alongside.sharing.forms.disclosing import (
    AskedForInformation,
    DecideRequest,
    GiveInformation,
    GiveUnasked,
)
from alongside.sharing.forms.reviewing import OpenInEmergency, ReviewReason
from alongside.sharing.forms.statements import KeepStatement, MayBeTold

__all__ = [
    "AskConsent",
    "AskPractitioner",
    "AskedForInformation",
    "DecideRequest",
    "FollowBreach",
    "GiveInformation",
    "GiveUnasked",
    "KeepStatement",
    "MayBeTold",
    "NamePractitioner",
    "NameRecipient",
    "OpenInEmergency",
    "ReportBreach",
    "ReviewReason",
]
