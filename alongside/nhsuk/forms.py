"""Forms that render as NHS.UK components and keep what was typed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Protocol

from django import forms
from django.forms.boundfield import BoundField
from django.forms.renderers import BaseRenderer
from django.template import engines
from django.utils.datastructures import MultiValueDict
from django.utils.safestring import SafeString

from alongside.nhsuk.shown import first_id


class Kept(Protocol):
    """What somebody typed before and did not send: a draft."""

    @property
    def fields(self) -> Mapping[str, Sequence[str]]:
        """The texts by the name of their field."""

    @property
    def saved_at(self) -> datetime:
        """When they were kept."""


class Renderer(BaseRenderer):
    """Renders fields with our own templates, in the environment of the pages."""

    form_template_name = "nhsuk/form.jinja"
    field_template_name = "nhsuk/field.jinja"

    def get_template(self, template_name: str) -> Any:
        """Return a template of the pages' environment."""
        return engines["jinja2"].get_template(template_name)


class NhsukForm(forms.BaseForm):
    """What makes any Django form ours: templates, sentences, and the text that was kept."""

    default_renderer = Renderer
    use_required_attribute = False
    cleaned_data: dict[str, Any]  # Django gives it to a form that was sent
    _EMPTY: tuple[Any, ...] = (None, "", [])

    def __init__(
        self,
        *args: Any,
        kept: Kept | None = None,
        again: MultiValueDict[str, Any] | None = None,
        **kwargs: Any,
    ) -> None:
        """Take what Django's form takes; what was kept; or what to show again without judging."""
        super().__init__(*args, **kwargs)
        self.fields.update(self.further_fields())
        for name, field in self.fields.items():
            _speak_plainly(name, field)
        self.kept = None if self.is_bound else kept
        if self.kept:
            self._show_again(self.kept.fields)
        if again is not None:
            self._show_again(dict(again.lists()))

    def further_fields(self) -> Mapping[str, forms.Field]:
        """Return the fields that this one form has besides those of its class, such as rows."""
        return {}

    def notices(self) -> SafeString:
        """Return what stands above a form: what was kept, and what is wrong."""
        if not self.kept and not self.errors:
            return SafeString("")
        return self.render("nhsuk/notices.jinja", {"form": self})

    def require(self, *names: str) -> None:
        """Ask for fields that must be answered now that another was; for use in `clean`."""
        for name in names:
            if name not in self.errors and self.cleaned_data.get(name) in self._EMPTY:
                self.add_error(name, str(self.fields[name].error_messages["required"]))

    def outermost(self) -> list[BoundField]:
        """Return the fields in order, but for those that a choice of another reveals."""
        revealed = {
            name
            for field in self.fields.values()
            for names in getattr(field.widget, "reveals", {}).values()
            for name in names
        }
        return [bound for bound in self if bound.name not in revealed]

    def wrongs(self) -> list[tuple[str, str]]:
        """Return every error as its sentence and the address of the box it is about."""
        first = next(iter(self.fields), "")
        return [
            (str(sentence), f"#{first_id(self[name if name in self.fields else first])}")
            for name, sentences in self.errors.items()
            for sentence in sentences
        ]

    def _show_again(self, typed: Mapping[str, Sequence[str]]) -> None:
        """Fill the boxes with what was typed before, right or wrong."""
        data = MultiValueDict({name: list(texts) for name, texts in typed.items()})
        for name, field in self.fields.items():
            html_name = self.add_prefix(name)
            if not field.widget.value_omitted_from_data(data, {}, html_name):
                self.initial[name] = field.widget.value_from_datadict(data, {}, html_name)


class Form(NhsukForm, forms.Form):
    """A form as every room uses it."""


def _speak_plainly(name: str, field: forms.Field) -> None:
    """Give a field sentences in place of Django's, except where its author wrote some."""
    if field.label is None:
        field.label = name.replace("_", " ").capitalize()
    label = str(field.label)
    choosing = isinstance(field, forms.ChoiceField | forms.ModelChoiceField)
    from_the_list = f"Choose one of the answers to “{label}” that are on the page"
    plain = {
        "required": _ask_again(label, choosing=choosing),
        "invalid_choice": from_the_list,
        "invalid_list": from_the_list,
        "invalid": f"Check what you typed for “{label}”",
        "max_length": f"“{label}” must be %(limit_value)d characters or fewer."
        " You typed %(show_value)d",
        "min_length": f"“{label}” must be at least %(limit_value)d characters."
        " You typed %(show_value)d",
        "null_characters_not_allowed": f"“{label}” holds a character that cannot be kept",
    }
    if (called := getattr(field, "called", "")) and not label.endswith("?"):  # a day or a time
        plain["required"] = f"Enter the {called}"
    if isinstance(field, forms.IntegerField):
        plain["invalid"] = f"“{label}” must be a number, like 12"
        plain["min_value"] = f"“{label}” must be %(limit_value)s or more"
        plain["max_value"] = f"“{label}” must be %(limit_value)s or fewer"
    if type(field) is forms.BooleanField:
        plain["required"] = f"Tick “{label}”"
    if isinstance(field, forms.EmailField):
        plain["invalid"] = "Enter an email address in the form name@example.nhs.uk"
    written = _written_by_django(field)
    for code, sentence in plain.items():
        if field.error_messages.get(code) == written.get(code):
            field.error_messages[code] = sentence


def _written_by_django(field: forms.Field) -> dict[str, Any]:
    """Return the messages a field has when nobody wrote any for it."""
    messages: dict[str, Any] = {}
    for kind in reversed(type(field).__mro__):
        if kind.__module__.startswith("django."):
            messages.update(getattr(kind, "default_error_messages", {}))
    return messages


def _ask_again(label: str, *, choosing: bool) -> str:
    """Return what to do when a question was left open."""
    if label.endswith("?"):
        return f"{'Select an answer to' if choosing else 'Answer'} “{label}”"
    small = label[:1].lower() + label[1:] if label[1:2].islower() else label
    return f"{'Select' if choosing else 'Enter'} {small}"
