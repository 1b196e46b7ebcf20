"""What people are asked about contacts, visits and steps of the ladder."""

from alongside.contacts.forms.choosing import Choices
from alongside.contacts.forms.contacts import ContactForm, CorrectionForm, SieveForm, TakeBackForm
from alongside.contacts.forms.ladder import DoneForm, HandForm
from alongside.contacts.forms.visits import CallOffForm, MoveForm, VisitForm

__all__ = [
    "CallOffForm",
    "Choices",
    "ContactForm",
    "CorrectionForm",
    "DoneForm",
    "HandForm",
    "MoveForm",
    "SieveForm",
    "TakeBackForm",
    "VisitForm",
]
