"""A form's field as its template shows it: plain values, worked out once."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter
from typing import Any

from django import forms
from django.forms.boundfield import BoundField

from alongside.nhsuk.widgets import DayInput

# The first that fits says how a widget looks.
_KINDS: tuple[tuple[type[forms.Widget], str], ...] = (
    (DayInput, "day"),
    (forms.CheckboxSelectMultiple, "checkboxes"),
    (forms.RadioSelect, "radios"),
    (forms.Select, "select"),
    (forms.CheckboxInput, "checkbox"),
    (forms.Textarea, "textarea"),
    (forms.FileInput, "file"),
    (forms.PasswordInput, "password"),
)


@dataclass(frozen=True, slots=True)
class Option:
    """One choice of several."""

    id: str
    value: str
    text: Any
    hint: str
    chosen: bool
    reveals: tuple[BoundField, ...]
    group: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """One of the boxes of a day."""

    id: str
    name: str
    label: str
    value: str
    width: int
    wrong: bool


@dataclass(frozen=True, slots=True)
class Shown:
    """What a template needs to know of a field."""

    kind: str
    type: str
    id: str
    name: str
    label: str
    hint: Any
    errors: list[str]
    value: Any
    described_by: str
    inline: bool
    width: int | None
    attrs: dict[str, Any]
    options: tuple[Option, ...]
    parts: tuple[Part, ...]

    @property
    def groups(self) -> list[tuple[str, list[Option]]]:
        """The choices under the headings of their groups, in the order they were given."""
        return [(group, list(options)) for group, options in groupby(self.options, key=_group_of)]


def shown(bound: BoundField) -> Shown:
    """Work out how a field of a form is shown."""
    widget = bound.field.widget
    kind = _kind(widget)
    errors = [str(error) for error in bound.errors]
    hint_id = f"{bound.auto_id}-hint" if bound.help_text else ""
    error_id = f"{bound.auto_id}-error" if errors else ""
    value = bound.value()
    return Shown(
        kind=kind,
        type=getattr(widget, "input_type", ""),
        id=str(bound.auto_id),
        name=bound.html_name,
        label=str(bound.label),
        hint=bound.help_text,
        errors=errors,
        value=_text_of(kind, value),
        described_by=f"{hint_id} {error_id}".strip(),
        inline=getattr(widget, "inline", False),
        width=getattr(bound.field, "width", None),
        attrs={name: value for name, value in widget.attrs.items() if value not in (None, False)},
        options=_options(bound, value) if kind in {"radios", "checkboxes", "select"} else (),
        parts=_parts(bound, value) if kind == "day" else (),
    )


def first_id(bound: BoundField) -> str:
    """Return the id of a field's first box, where a link in the list of errors leads."""
    kind = _kind(bound.field.widget)
    suffix = {"day": "_day", "radios": "_0", "checkboxes": "_0"}.get(kind, "")
    return f"{bound.auto_id}{suffix}"


def _kind(widget: forms.Widget) -> str:
    if widget.is_hidden:
        return "hidden"
    return next((kind for cls, kind in _KINDS if isinstance(widget, cls)), "input")


def _text_of(kind: str, value: Any) -> Any:
    """Return the value as the box shows it; what was typed as a password or a file never is."""
    if kind in {"password", "file"} or value is None:
        return ""
    return bool(value) and value != "False" if kind == "checkbox" else value


def _options(bound: BoundField, value: Any) -> tuple[Option, ...]:
    widget: Any = bound.field.widget
    chosen = _chosen(value)
    hints, reveals = getattr(widget, "hints", {}), getattr(widget, "reveals", {})
    found: list[Option] = []
    for key, text in widget.choices:
        members = text if isinstance(text, list | tuple) else [(key, text)]
        for member, words in members:
            plain = _plain(member)
            found.append(
                Option(
                    id=f"{bound.auto_id}_{len(found)}",
                    value=plain,
                    text=words,
                    hint=hints.get(plain, ""),
                    chosen=plain in chosen,
                    reveals=tuple(bound.form[name] for name in reveals.get(plain, ())),
                    group=str(key) if members is text else "",
                )
            )
    return tuple(found)


def _chosen(value: Any) -> frozenset[str]:
    values = value if isinstance(value, list | tuple | set | frozenset) else [value]
    return frozenset(_plain(each) for each in values)


def _plain(value: Any) -> str:
    """Return a choice as the page sends it back; an enum by its value."""
    value = getattr(value, "value", value)
    return "" if value is None else str(value)


def _parts(bound: BoundField, value: Any) -> tuple[Part, ...]:
    texts = bound.field.widget.format_value(value) or ["", "", ""]
    codes = {error.code for error in bound.errors.as_data()}
    one = codes & set(DayInput.PARTS)
    return tuple(
        Part(
            id=f"{bound.auto_id}_{part}",
            name=f"{bound.html_name}_{part}",
            label=part.capitalize(),
            value=text,
            width=4 if part == "year" else 2,
            wrong=bool(codes) and (part in one or not one),
        )
        for part, text in zip(DayInput.PARTS, texts, strict=False)
    )


_group_of = attrgetter("group")
