"""The pages that bring referrals in from a file: send, look at every row, bring in, mend."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from alongside.kernel.period import day_of
from alongside.kernel.rules import Refused
from alongside.referrals.actions import bringing_in as actions
from alongside.referrals.facts import ASKED_AS
from alongside.referrals.files.checking import Checked, State, check
from alongside.referrals.files.columns import columns
from alongside.referrals.files.reading import sheet_of, written
from alongside.referrals.forms.bringing_in import BringIn
from alongside.referrals.queries import files as queries
from alongside.staff.models import Worker
from alongside.staff.signed_in import freshly_signed_in, or_404, with_worker

SHOWN = 200  # rows of each kind on a preview; the counts are of all


@with_worker
@require_http_methods(["GET", "POST"])
def files(request: HttpRequest, worker: Worker) -> HttpResponse:
    """Take a file to be checked; show the columns it may have, and the files that came before."""
    teams = or_404(lambda: queries.teams_importing_for(worker) or None)
    sent = request.method == "POST"
    form = BringIn(request.POST if sent else None, request.FILES if sent else None, teams=teams)
    if form.is_valid():
        kept = actions.keep_to_check(
            form.chosen_team(),
            name=form.file_name,
            text=form.cleaned_data["file"],
            by=worker,
            at=timezone.now(),
        )
        return redirect("referrals:file-to-check", kept.pk)
    context = {
        "form": form,
        "columns": list(columns().values()),
        "files": list(queries.files_for(worker)[:50]),
    }
    return render(request, "referrals/files.jinja", context)


@with_worker
@require_http_methods(["GET", "POST"])
def file_to_check(request: HttpRequest, worker: Worker, file_id: UUID) -> HttpResponse:
    """Show what becomes of each row and why; bring the good ones in, or throw the file away."""
    now = timezone.now()
    file = or_404(queries.file_to_check_for, worker, file_id)
    if request.method == "POST" and "throw_away" in request.POST:
        actions.throw_away(file, by=worker, at=now)
        messages.success(request, "The file was thrown away. Nothing was brought in")
        return redirect("referrals:files")
    if request.method == "POST":
        return _brought_in(request, worker, file_id)
    checked = check(sheet_of(file.text), queries.here_for(worker, file.team), today=day_of(now))
    context = {
        "file": file,
        "checked": checked,
        "shown": _shown(checked),
        "good": len(checked.of(State.GOOD)),
        "asked_as": {kind.value: asked for kind, asked in ASKED_AS.items()},
    }
    return render(request, "referrals/file_to_check.jinja", context)


@with_worker
@require_GET
def file_brought_in(request: HttpRequest, worker: Worker, file_id: int) -> HttpResponse:
    """Show how many rows of a file went in, were here already, and came back."""
    file = or_404(queries.file_for, worker, file_id)
    return render(request, "referrals/file_brought_in.jinja", {"file": file})


@with_worker
@freshly_signed_in
@require_GET
def to_mend(request: HttpRequest, worker: Worker, file_id: int) -> HttpResponse:  # noqa: ARG001 - what every view is given
    """Give back the rows that did not go in, each with what is wrong, to be mended and sent."""
    file = or_404(queries.file_for, worker, file_id)
    return _csv(file.to_mend, "referrals-to-mend.csv")


@with_worker
@require_GET
def template(request: HttpRequest, worker: Worker) -> HttpResponse:  # noqa: ARG001 - what every view is given
    """Give an empty file with every column and one invented row."""
    or_404(lambda: queries.teams_importing_for(worker) or None)
    every = list(columns().values())
    header = tuple(column.name for column in every)
    example = tuple(column.example for column in every)
    return _csv(written(header, [example]), "referrals-template.csv")


def _brought_in(request: HttpRequest, worker: Worker, file_id: UUID) -> HttpResponse:
    file = or_404(queries.file_to_check_for, worker, file_id)
    try:
        came_in = actions.bring_in(file, by=worker, at=timezone.now())
    except Refused as refusal:
        messages.info(request, str(refusal))
        return redirect("referrals:files")
    went = f"{came_in.rows_in:,} referral{'' if came_in.rows_in == 1 else 's'}"
    messages.success(request, f"{went} brought in for {came_in.team}")
    return redirect("referrals:file", came_in.pk)


def _shown(checked: Checked) -> list[tuple[State, int, list[object]]]:
    """Return the rows as the preview shows them, those to mend first."""
    order = (State.MEND, State.GOOD, State.KNOWN)
    by_state = [(state, checked.of(state)) for state in order]
    return [(state, len(rows), list(rows[:SHOWN])) for state, rows in by_state if rows]


def _csv(text: str, name: str) -> HttpResponse:
    answer = HttpResponse(text.encode("utf-8-sig"), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
