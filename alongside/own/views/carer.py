"""What a carer reads: what one person lets them be told, while that stands."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from alongside.own.actions.theirs import log_opened
from alongside.own.asking import Own
from alongside.own.queries import theirs as queries
from alongside.own.signed_in import with_carer
from alongside.own.views.nothing import nothing
from alongside.policy.consent import Asked


@with_carer
@require_safe
def told(request: HttpRequest, own: Own) -> HttpResponse:
    """Show what the carer may be told now; or that there is nothing that we can show."""
    found = queries.carer_for(own)
    if found is None:
        return nothing(request)
    log_opened(found.person_id, page=request.path, by=own, at=timezone.now())
    kinds = [each.label for each in Asked if each in found.kinds]
    return render(request, "own/told.jinja", {"told": found, "kinds": kinds})
