"""What somebody in care reads of themself: their plan, who looked, what was shared, who helps."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from alongside.kernel.period import day_of, months_after
from alongside.kernel.rules import Refused
from alongside.own import forms
from alongside.own.actions import theirs as actions
from alongside.own.asking import Own
from alongside.own.queries import theirs as queries
from alongside.own.seen import Themself
from alongside.own.signed_in import with_themself
from alongside.own.views.nothing import nothing
from alongside.policy.copies import Came

View = Callable[[HttpRequest, Own, Themself], HttpResponse]


def of_themself(view: View) -> Callable[[HttpRequest], HttpResponse]:
    """Give a view who they are here, with the opening logged; or the page that shows nothing."""

    @with_themself
    @wraps(view)
    def run(request: HttpRequest, own: Own) -> HttpResponse:
        them = queries.themself_for(own)
        if them is None:
            return nothing(request)
        actions.log_opened(them.person_id, page=request.path, by=own, at=timezone.now())
        return view(request, own, them)

    return run


@of_themself
@require_safe
def start(request: HttpRequest, own: Own, them: Themself) -> HttpResponse:  # noqa: ARG001 - as each view
    """Show what there is to read, what is not shown, and who helps now."""
    return _shown(request, "own/start.jinja", them)


@of_themself
@require_safe
def plan(request: HttpRequest, own: Own, them: Themself) -> HttpResponse:
    """Show their newest plan."""
    return _shown(request, "own/plan.jinja", them, plan=queries.plan_for(own))


@of_themself
@require_safe
def looked(request: HttpRequest, own: Own, them: Themself) -> HttpResponse:
    """Show who has seen their record and why, themself among them."""
    return _shown(request, "own/looked.jinja", them, looked=queries.looked_for(own))


@of_themself
@require_safe
def shared(request: HttpRequest, own: Own, them: Themself) -> HttpResponse:
    """Show who may be told what, and what was given to others."""
    told, given = queries.told_for(own), queries.shared_for(own)
    return _shown(request, "own/shared.jinja", them, told=told, shared=given)


@with_themself
@require_POST
def take_back(request: HttpRequest, own: Own, recipient_id: UUID) -> HttpResponse:
    """Let nothing be told to somebody any more: here, on the telephone, by anybody of the team."""
    them, now = queries.themself_for(own), timezone.now()
    if them is None:
        return nothing(request)
    again = months_after(day_of(now), 6)
    try:
        actions.take_back_told(them.person_id, recipient_id, look_again_on=again, by=own, at=now)
    except Refused as refusal:
        messages.info(request, str(refusal))
    else:
        messages.success(request, "Nothing may be told to them any more")
    return redirect("own:shared")


@of_themself
@require_safe
def helps(request: HttpRequest, own: Own, them: Themself) -> HttpResponse:  # noqa: ARG001 - as each view
    """Show who helps now, and where to turn when unhappy."""
    return _shown(request, "own/help.jinja", them)


@of_themself
@require_http_methods(["GET", "POST"])
def whole(request: HttpRequest, own: Own, them: Themself) -> HttpResponse:
    """Say how it stands with a copy of their whole record, and let them ask for one."""
    form = forms.AskForAll(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            actions.ask_for_copy(them.person_id, **form.cleaned_data, by=own, at=timezone.now())
        except Refused as refusal:
            form.add_error("words", str(refusal))
        else:
            messages.success(request, "Your team has been asked")
            return redirect("own:whole")
    asked = queries.copies_for(own)
    came = {each.value: each.label for each in Came}
    waits = any(not each.came for each in asked)
    return _shown(request, "own/whole.jinja", them, form=form, asked=asked, came=came, waits=waits)


def _shown(request: HttpRequest, page: str, them: Themself, **more: Any) -> HttpResponse:
    return render(request, page, {"them": them, "phone": them.phone} | more)
