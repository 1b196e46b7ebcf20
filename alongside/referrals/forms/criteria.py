"""What people type about a version of the criteria as a whole."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django import forms
from django.utils import timezone

from alongside.kernel.period import day_of, months_after
from alongside.kernel.rules import Mark
from alongside.nhsuk import fields, words
from alongside.nhsuk.forms import Form
from alongside.nhsuk.widgets import Radios
from alongside.policy.eligibility.bounds import JUDGED
from alongside.policy.eligibility.pack import NATIONS, Kind, Pack, PackRefused, Problem
from alongside.policy.eligibility.reading import shipped_packs
from alongside.policy.eligibility.writing import MARKS
from alongside.referrals.queries.criteria import Version

FROM_FILE = "file"
LARGEST_FILE = 400_000  # bytes; the reader takes 200,000 signs
MARK_WORDS = {
    MARKS[Mark.SEEN]: "Seen in its source",
    MARKS[Mark.RECALLED]: "Recalled: not yet seen in its source, so it only informs",
    MARKS[Mark.DERIVED]: "Derived: our own reasoning",
}
FOR_INFORMATION = "for information"
MINIMUM = "minimum"


class BeginDraft(Form):
    """From what a draft begins."""

    service = forms.TypedChoiceField(label="For which service?", coerce=int)
    start = forms.ChoiceField(
        label="What do you want to begin from?",
        widget=Radios(reveals={FROM_FILE: ["file"]}),
        error_messages={"required": "Select what the draft begins from"},
    )
    file = forms.FileField(
        label="TOML file", help_text="A pack of criteria, as it is downloaded here", required=False
    )

    def __init__(
        self, *args: Any, services: Mapping[int, str], versions: Iterable[Version], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        service, start = self.fields["service"], self.fields["start"]
        service.choices = list(services.items())  # type: ignore[attr-defined]  # Django types it as any field
        if len(services) == 1:
            service.widget = forms.HiddenInput()
            service.initial = next(iter(services))
        start.choices = [  # type: ignore[attr-defined]  # Django types it as any field
            *((f"version-{one.criteria.pk}", _version_in_words(one)) for one in versions),
            *((f"pack-{pack.id}", pack.title) for pack in shipped_packs()),
            (FROM_FILE, "A file"),
        ]
        start.widget.hints = {f"pack-{one.id}": one.source.title for one in shipped_packs()}

    def clean_file(self) -> str:
        """Return the text of the file, or say what is wrong with it."""
        sent = self.cleaned_data.get("file")
        if self.cleaned_data.get("start") != FROM_FILE:
            return ""
        if sent is None:
            raise forms.ValidationError("Choose the file")
        if sent.size > LARGEST_FILE:
            raise forms.ValidationError("This file is too large to be criteria. Choose another")
        try:
            return str(sent.read().decode("utf-8-sig"))
        except UnicodeDecodeError as wrong:
            raise forms.ValidationError(
                "This file is not text. Save it as a TOML file in UTF-8, and choose it again"
            ) from wrong


def _version_in_words(version: Version) -> str:
    criteria = version.criteria
    if criteria.in_force_from is None:
        return f"The draft “{criteria.title}”"
    until = f" until {words.day(version.until)}" if version.until else ""
    return f"“{criteria.title}”, in force from {words.day(criteria.in_force_from)}{until}"


class AboutPack(Form):
    """What a pack says of itself, and how many supporting criteria it asks."""

    title = fields.Text(label="What are these criteria called?")
    nation = forms.ChoiceField(
        label="Where do they hold?",
        choices=[(one, "Anywhere" if one == "any" else one) for one in NATIONS],
        widget=Radios(inline=True),
    )
    source_title = fields.Text(
        label="Which document do they come from?", max_length=300, spellcheck=True
    )
    source_place = fields.Text(label="Where in it?", required=False)
    source_url = fields.Text(label="Its address on the web", required=False, max_length=500)
    source_mark = forms.ChoiceField(
        label="How well is the document known?", choices=list(MARK_WORDS.items()), widget=Radios()
    )
    supporting_needed = forms.ChoiceField(
        label="How many supporting criteria are needed?",
        choices=[
            (MINIMUM, "A number"),
            (JUDGED, "“A number of”: a person judges"),
            (FOR_INFORMATION, "None: they are for information"),
        ],
        widget=Radios(reveals={MINIMUM: ["minimum"]}),
    )
    minimum = forms.IntegerField(
        label="At least how many?", min_value=1, max_value=1000, required=False
    )
    notes = fields.LongText(label="Notes for those who use them", required=False, max_length=5000)

    def __init__(self, *args: Any, pack: Pack, **kwargs: Any) -> None:
        kwargs.setdefault("initial", _about(pack))
        super().__init__(*args, **kwargs)
        if not pack.of_kind(Kind.SUPPORTING):
            del self.fields["supporting_needed"], self.fields["minimum"]

    def clean(self) -> dict[str, Any]:
        """Ask for the number where one is meant."""
        said = self.cleaned_data
        if said.get("supporting_needed") == MINIMUM and not said.get("minimum"):
            self.add_error("minimum", "Enter how many are needed, like 2")
        return said

    def change(self, pack: Mapping[str, Any]) -> dict[str, Any]:
        """Return a pack that says of itself what was typed."""
        said = self.cleaned_data
        source = {name: said[f"source_{name}"] for name in ("title", "place", "url", "mark")}
        changed = dict(pack) | {
            "title": said["title"],
            "nation": said["nation"],
            "source": {name: value for name, value in source.items() if value},
            "notes": said["notes"].replace("\r\n", "\n"),
        }
        if not changed["notes"]:
            del changed["notes"]
        if "supporting_needed" in said:
            chosen = said["supporting_needed"]
            changed["supporting_needed"] = said["minimum"] if chosen == MINIMUM else chosen
        return changed

    def field_of(self, problem: Problem) -> str | None:
        """Return the field that a problem is about."""
        path = problem.path
        named = f"source_{path[1]}" if path[:1] == ("source",) and len(path) > 1 else path[:1]
        name = named if isinstance(named, str) else str(named[0]) if named else ""
        name = "minimum" if name == "supporting_needed" else name
        return name if name in self.fields else None


def _about(pack: Pack) -> dict[str, Any]:
    source, supporting = pack.source, pack.supporting
    number = supporting.minimum
    return {
        "title": pack.title,
        "nation": pack.nation,
        "source_title": source.title,
        "source_place": source.place,
        "source_url": source.url,
        "source_mark": MARKS[source.mark],
        "supporting_needed": MINIMUM if number else str(supporting),
        "minimum": number,
        "notes": pack.notes,
    }


class PackText(Form):
    """A pack as its text."""

    toml = fields.LongText(
        label="The criteria as TOML", max_length=200_000, rows=30, spellcheck=False, strip=False
    )


YEARS_AHEAD = 2


class PutInForce(Form):
    """From which day a draft is in force, and why."""

    from_day = fields.Day(
        called="first day",
        label="From which day are they in force?",
        help_text="Today or later. For example, 1 4 2027",
        may_be_future=True,
    )
    why = fields.LongText(
        label="Why do the criteria change?",
        help_text="Whoever is refused under them may ask, and read this",
        rows=3,
        error_messages={"required": "Enter why the criteria change"},
    )

    def clean_from_day(self) -> date:
        """Refuse a day so far away that it can only be a slip of the year."""
        day: date = self.cleaned_data["from_day"]
        if day > months_after(day_of(timezone.now()), 12 * YEARS_AHEAD):
            raise forms.ValidationError(
                f"The first day must be within {YEARS_AHEAD} years. Check the year"
            )
        return day


def add_problems(form: Form, refused: PackRefused, field: str | None) -> None:
    """Put every problem of a pack beside its field, each with its line."""
    for problem in refused.problems:
        line = f"Line {problem.line}: " if problem.line is not None else ""
        form.add_error(field, f"{line}{problem.says}")
