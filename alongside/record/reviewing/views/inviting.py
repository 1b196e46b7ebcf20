"""Who is invited to a review, and with which letter."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from alongside.careplans import actions
from alongside.careplans import queries as careplans
from alongside.careplans.models import Invitation, Review
from alongside.caseload.queries import coordinator_for
from alongside.documents import actions as documents
from alongside.documents.making import Made, Unprintable
from alongside.documents.models import Sent
from alongside.drafts import actions as drafts
from alongside.drafts.queries import draft_for
from alongside.kernel.period import day_of
from alongside.kernel.rules import Refused
from alongside.kernel.text import lines_of
from alongside.people.models import Person
from alongside.policy.reviewing import Inviting, may_invite
from alongside.record.reviewing import forms, queries
from alongside.record.reviewing.letters import invitation
from alongside.record.reviewing.views.asking import MAY_PLAN, about, in_care_or_404, opened
from alongside.staff.models import Worker
from alongside.staff.signed_in import or_404, with_worker

SETTLE_FIRST = "Settle the time and the place of the review first: the letter says them."


@with_worker
@require_http_methods(["GET", "POST"])
def invite(request: HttpRequest, worker: Worker, person_id: UUID, review_id: UUID) -> HttpResponse:
    """Ask who is invited and how; show the letter first, or keep it as it is sent."""
    person = opened(request, worker, person_id)
    episode = in_care_or_404(worker, person, MAY_PLAN)
    found = or_404(careplans.review_for, worker, person_id, review_id)
    if found.held_on:
        messages.warning(request, "This review was held already. Invite to the next one")
        return redirect("reviewing:list", person_id)
    form = forms.InvitationForm(
        request.POST or None,
        full_name=person.full_name,
        address=lines_of(person.address, person.postcode),
        initial={"to_talk_about": _to_talkabout(worker, person)},
        kept=draft_for(worker.account_id, request.path),
    )
    if form.is_valid():
        try:
            answer = _invited(request, worker, found, form)
        except (Refused, Unprintable) as refusal:
            form.add_error("as_what", str(refusal))
        else:
            return answer
    shown = about(worker, person, episode) | {"review": found, "form": form}
    return render(request, "record/reviewing/invite.jinja", shown)


def _to_talkabout(worker: Worker, person: Person) -> str:
    goals = [goal.words for goal in careplans.current_goals_for(worker, person.pk)]
    return "\n".join(["How things are going for you", *goals, "What you would like next"])


def _invited(
    request: HttpRequest, worker: Worker, review: Review, form: forms.InvitationForm
) -> HttpResponse:
    said = form.cleaned_data
    if "see" in request.POST:
        return _pdf(_made(worker, review, form).pdf)
    sent = _sent(worker, review, form) if said["how"] in Invitation.BY_LETTER else None
    actions.invite(
        review,
        name=said["name"],
        as_what=said["as_what"],
        how=said["how"],
        with_permission=said["with_permission"],
        document_id=sent.pk if sent else None,
        by=worker,
        at=timezone.now(),
    )
    drafts.forget(request.path, by=worker.account_id, at=timezone.now())
    messages.success(request, f"{said['name']} is invited")
    return redirect("reviewing:review", review.person_id, review.pk)


def _made(worker: Worker, review: Review, form: forms.InvitationForm) -> Made:
    """Make the letter; nobody is told of permission that was not given."""
    asked, now = form.asked, timezone.now()
    Refused.unless(may_invite(Inviting(asked.as_what, form.cleaned_data["with_permission"])))
    begins_at = review.begins_on_the_clock
    if begins_at is None or not review.place:
        raise Refused(SETTLE_FIRST)
    team_id = review.episode.team_id
    return invitation(
        review,
        review.person,
        asked,
        begins_at=begins_at,
        coordinator=coordinator_for(worker, review.person_id, team_id=team_id, at=now),
        large_print=form.cleaned_data["print_size"] == "16",
        by=worker,
        on=day_of(now),
    )


def _sent(worker: Worker, review: Review, form: forms.InvitationForm) -> Sent:
    """Keep the letter exactly as it goes out."""
    asked, posted = form.asked, form.cleaned_data["how"] == Invitation.How.POST
    return documents.keep(
        _made(worker, review, form),
        team_id=review.episode.team_id,
        person_id=review.person_id,
        addressee=asked.name,
        address=asked.address,
        how_given=Sent.HowGiven.POST if posted else Sent.HowGiven.BY_HAND,
        by=worker,
        at=timezone.now(),
    )


@with_worker
@require_safe
def letter(
    request: HttpRequest, worker: Worker, person_id: UUID, *, review_id: UUID, invitation_id: UUID
) -> HttpResponse:
    """Show a letter of invitation exactly as it was sent."""
    opened(request, worker, person_id)
    found = or_404(queries.letter_for, worker, person_id, review_id, invitation_id)
    return _pdf(bytes(found.pdf))


def _pdf(pdf: bytes) -> HttpResponse:
    named = {"Content-Disposition": 'inline; filename="invitation.pdf"'}  # of nobody
    return HttpResponse(pdf, content_type="application/pdf", headers=named)
