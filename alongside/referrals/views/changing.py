"""A draft of the criteria while somebody changes it: every change is read and checked whole."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from alongside.drafts import actions as drafts
from alongside.drafts.models import Draft
from alongside.drafts.queries import draft_for as kept_for
from alongside.kernel.rules import Refused
from alongside.nhsuk.forms import Form
from alongside.policy.eligibility.pack import Pack, PackRefused, Problem
from alongside.policy.eligibility.reading import pack_from_data
from alongside.policy.eligibility.writing import pack_as_data, pack_to_toml
from alongside.referrals.actions import writing_criteria as actions
from alongside.referrals.facts import pack_of
from alongside.referrals.forms.criteria import add_problems
from alongside.referrals.models import Criteria
from alongside.referrals.queries.criteria import draft_of_criteria_for
from alongside.staff.models import Worker
from alongside.staff.signed_in import account_of, or_404

Data = dict[str, Any]
Change = Callable[[Data], Data]
FieldOf = Callable[[Problem], str | None]


def nowhere(_problem: Problem) -> str | None:
    """Say of any problem that it is about no box of the page."""
    return None


@dataclass
class Changing:
    """A draft on a page that changes it, for the worker who asked."""

    request: HttpRequest
    worker: Worker
    draft: Criteria
    meanwhile: str = ""  # the text that somebody else wrote while this page was open

    @classmethod
    def of(cls, request: HttpRequest, worker: Worker, criteria_id: int) -> Changing:
        """Return a draft that the worker may change, or the page that says nothing."""
        return cls(request, worker, or_404(draft_of_criteria_for, worker, criteria_id))

    @property
    def pack(self) -> Pack:
        """The pack as it is written now."""
        return pack_of(self.draft)

    @property
    def data(self) -> Data:
        """The pack as plain data, to be changed."""
        return pack_as_data(self.pack)

    @property
    def kept(self) -> Draft | None:
        """What was typed on this page before and not sent."""
        return kept_for(account_of(self.request), self.request.path)

    def change(self, form: Form, change: Change, field_of: FieldOf) -> bool:
        """Whether a change of the pack was written; what is wrong stands beside its box."""
        try:
            changed = pack_from_data(change(self.data), self.draft.title)
        except PackRefused as refused:
            for problem in refused.problems:
                form.add_error(field_of(problem), problem.says)
            return False
        except LookupError:
            form.add_error(
                None,
                "This cannot be taken out or changed: somebody else changed it, or a criterion "
                "would ask nothing. Take the whole criterion out instead.",
            )
            return False
        return self.write(form, pack_to_toml(changed))

    def write(self, form: Form, toml: str) -> bool:
        """Whether a text was written as the draft."""
        now = timezone.now()
        seen = self.request.POST.get("seen", "")
        try:
            actions.write_draft(self.draft, toml=toml, seen=seen, by=self.worker, at=now)
        except PackRefused as refused:
            add_problems(form, refused, next(iter(form.fields), None))
            return False
        except Refused as refusal:
            form.add_error(None, str(refusal))
            self.draft.refresh_from_db()
            self.meanwhile = self.draft.toml
            return False
        drafts.forget(self.request.path, by=account_of(self.request), at=now)
        return True

    def at_once(self, change: Change, says: str) -> None:
        """Change the pack at the press of a button, and say what came of it."""
        form = Form({})
        if self.change(form, change, nowhere):
            messages.success(self.request, says)
        for sentence in form.non_field_errors():
            messages.warning(self.request, str(sentence))

    def done(self, says: str, name: str, *where: object) -> HttpResponse:
        """Say that it is done, and go back."""
        messages.success(self.request, says)
        return redirect(name, self.draft.pk, *where)

    def page(self, page: str, form: Form | None, **more: object) -> HttpResponse:
        """Show a page of this draft; `seen` says from which text it was made."""
        context = {
            "draft": self.draft,
            "form": form,
            "seen": actions.mark_of(self.draft.toml),
            "meanwhile": self.meanwhile,
        }
        return render(self.request, f"referrals/criteria/{page}.jinja", context | more)
