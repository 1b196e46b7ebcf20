"""The components of nhsuk-frontend-jinja, as functions that pages call without importing them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from jinja2 import Environment
from markupsafe import Markup

Component = Callable[..., Markup]

# Name in the design system -> folder of its macro. A component in a list of many rows costs 0.1 to
# 5 ms each time; the macros in plain.jinja and the form fields write the same HTML in a hundredth.
COMPONENTS = {
    "breadcrumb": "breadcrumb",
    "card": "card",
    "contentsList": "contents-list",
    "details": "details",
    "errorMessage": "error-message",
    "fieldset": "fieldset",
    "heading": "heading",
    "hint": "hint",
    "insetText": "inset-text",
    "label": "label",
    "notificationBanner": "notification-banner",
    "panel": "panel",
    "radios": "radios",
    "checkboxes": "checkboxes",
    "select": "select",
    "table": "tables",
    "tabs": "tabs",
    "taskList": "task-list",
    "warningCallout": "warning-callout",
}


def load(env: Environment) -> dict[str, Component]:
    """Return every component by its name; each is compiled when a page first uses it."""
    return {name: _component(env, name, folder) for name, folder in COMPONENTS.items()}


def _component(env: Environment, name: str, folder: str) -> Component:
    def render(*params: dict[str, Any], **named: Any) -> Markup:
        macro = getattr(env.get_template(f"nhsuk/components/{folder}/macro.jinja").module, name)
        return Markup(macro(*params, **named))  # noqa: S704 - the macro escaped what it was given

    render.__name__ = name
    return render
