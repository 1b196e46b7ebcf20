"""For whom a letter is printed."""

from __future__ import annotations

from django import forms

from alongside.nhsuk import fields
from alongside.nhsuk.forms import Form


class LetterTo(Form):
    """The name and address on a letter; they are printed and not kept."""

    name = fields.Text(label="Name", max_length=200)
    address = fields.LongText(label="Address", rows=3, max_length=500, required=False)
    large = forms.BooleanField(label="Large print (16 point)", required=False)
