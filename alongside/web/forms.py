"""Sign-in and password, in our words."""

from __future__ import annotations

from typing import Any

from allauth.account.forms import ChangePasswordForm, LoginForm
from django.core.exceptions import ValidationError

from alongside.nhsuk.forms import NhsukForm


class SignIn(NhsukForm, LoginForm):  # type: ignore[misc]  # untyped library
    """E-mail address and password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._say("login", "Email address", "Enter your email address")
        self._say("password", "Password", "Enter your password")
        self.fields["login"].widget.attrs.update(
            autocomplete="username", autocapitalize="none", spellcheck="false", maxlength=None
        )

    def _say(self, name: str, label: str, required: str) -> None:
        field = self.fields[name]
        field.label, field.help_text = label, ""
        field.widget.attrs.pop("placeholder", None)
        field.error_messages["required"] = required


class ChangePassword(NhsukForm, ChangePasswordForm):  # type: ignore[misc]  # untyped library
    """The old password once, the new one twice."""

    WORDS = {
        "oldpassword": ("Your password now", "", "Enter the password you have now"),
        "password1": (
            "New password",
            "At least 12 characters. Three or four words that do not belong together are best.",
            "Enter a new password",
        ),
        "password2": ("New password again", "", "Enter the new password again"),
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, (label, hint, required) in self.WORDS.items():
            field = self.fields[name]
            field.label, field.help_text = label, hint
            field.widget.attrs.pop("placeholder", None)
            field.error_messages["required"] = required

    def clean_oldpassword(self) -> str:
        """Refuse a wrong password in a sentence that says which one is meant."""
        typed = self.cleaned_data["oldpassword"]
        if not self.user.check_password(typed):
            raise ValidationError("This is not the password you have now")
        return str(typed)

    def clean_password1(self) -> str:
        """Refuse the old password as the new one: whoever made a first password knows it."""
        typed = self.cleaned_data["password1"]
        if self.user.check_password(typed):
            raise ValidationError("Enter a new password: this is the one you have now")
        return str(typed)
