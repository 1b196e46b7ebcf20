"""The pages that give papers: the blank form of each team, and the letter of a kind no."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from alongside.documents.making import Made, make
from alongside.documents.parts import Addressee
from alongside.kernel.period import day_of
from alongside.kernel.rules import Refused
from alongside.referrals.forms.printing import LetterTo
from alongside.referrals.printing import blank_form, turned_away_letter
from alongside.referrals.queries.referring import team_with_form_for, teams_with_forms_for
from alongside.referrals.queries.turned_away import one_turned_away_for
from alongside.staff.models import Worker
from alongside.staff.signed_in import or_404, with_worker


@with_worker
@require_GET
def blank_forms(request: HttpRequest, worker: Worker) -> HttpResponse:
    """Offer the paper form of each team, in ordinary and in large print."""
    teams = or_404(lambda: list(teams_with_forms_for(worker)) or None)
    return render(request, "referrals/blank_forms.jinja", {"teams": teams})


@with_worker
@require_GET
def blank_form_pdf(request: HttpRequest, worker: Worker, team_id: int) -> HttpResponse:
    """Give the paper form of one team: `?print=large` for 16 point."""
    team = or_404(team_with_form_for, worker, team_id)
    form = blank_form(team, on=day_of(timezone.now()))
    return _pdf(make(form, large_print=request.GET.get("print") == "large"), "referral-form.pdf")


@with_worker
@require_http_methods(["GET", "POST"])
def turned_away_letter_pdf(request: HttpRequest, worker: Worker, turned_id: int) -> HttpResponse:
    """Ask for whom the letter is, and give it; the name is printed and not kept."""
    turned = or_404(one_turned_away_for, worker, turned_id)
    form = LetterTo(request.POST if request.method == "POST" else None)
    if form.is_valid():
        name = form.cleaned_data["name"]
        lines = tuple(form.cleaned_data["address"].splitlines())
        addressee = Addressee(name=name, address=lines, greeting=name)
        try:
            letter = turned_away_letter(turned, addressee=addressee, by=worker)
            return _pdf(make(letter, large_print=form.cleaned_data["large"]), "letter.pdf")
        except Refused as refusal:
            form.add_error("name", str(refusal))
    return render(request, "referrals/turned_away_letter.jinja", {"form": form, "turned": turned})


def _pdf(made: Made, name: str) -> HttpResponse:
    answer = HttpResponse(made.pdf, content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="{name}"'
    return answer
