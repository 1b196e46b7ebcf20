"""What another system asks and sends: a referral, what became of it, answers, taking it back."""

from __future__ import annotations

import re
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from alongside.access.models import Key
from alongside.api import actions, queries
from alongside.api.answering import answer_in
from alongside.api.problems import Problem, absent, said
from alongside.api.queries import Own
from alongside.api.reading import (
    digest_of,
    id_in,
    object_in,
    referral_in,
    refuse_others,
    uuid_of,
    wrong,
)
from alongside.api.saying import in_a_list, in_full
from alongside.api.with_key import for_systems, with_key
from alongside.kernel.period import day_of
from alongside.kernel.rules import Refused
from alongside.referrals.actions import referring
from alongside.referrals.files.content import Wrong
from alongside.referrals.forms.referring import Withdrawal
from alongside.referrals.queries.referring import (
    all_questions_for,
    decision_for,
    teams_referring_for,
    teams_to_refer_to_for,
)
from alongside.staff.models import Worker


@for_systems("GET", "HEAD", "POST")
@with_key
def referrals(request: HttpRequest, worker: Worker, key: Key) -> HttpResponse:
    """List what was sent, or receive a referral."""
    return _receive(request, worker, key) if request.method == "POST" else _list(request, worker)


@for_systems("GET", "HEAD")
@with_key
def referral(request: HttpRequest, worker: Worker, key: Key, asked_id: str) -> HttpResponse:  # noqa: ARG001 - what every view is given
    """Say what became of a referral."""
    return said(_in_full(worker, _own(worker, asked_id)))


@for_systems("POST")
@with_key
def answers(request: HttpRequest, worker: Worker, key: Key, asked_id: str) -> HttpResponse:  # noqa: ARG001 - what every view is given
    """Take the answer to a question; the same answer sent again is the same."""
    now = timezone.now()
    own = _own(worker, asked_id)
    questions = list(all_questions_for(worker, own.referral))
    answered = answer_in(object_in(request), questions, source=worker.name, today=day_of(now))
    question = answered.question
    is_the_same = question.answered_by_id == worker.pk and question.answer == answered.words
    if not is_the_same:
        try:
            referring.answer(question, fact=answered.fact, words=answered.words, by=worker, at=now)
        except Refused as refusal:
            raise Problem(HTTPStatus.CONFLICT, Wrong(str(refusal), "question")) from None
    return said(_in_full(worker, _own(worker, asked_id)))


@for_systems("POST")
@with_key
def withdrawal(request: HttpRequest, worker: Worker, key: Key, asked_id: str) -> HttpResponse:  # noqa: ARG001 - what every view is given
    """Take a referral back, with the reason."""
    own = _own(worker, asked_id)
    asked = object_in(request)
    wrongs = refuse_others(asked, "why")
    why = asked.get("why")
    form = Withdrawal({"why": why if isinstance(why, str) else ""})
    wrongs += [Wrong(f"{sentence}.", "why") for sentence, _ in form.wrongs()]
    if wrongs:
        raise wrong(*wrongs)
    try:
        referring.withdraw(own.referral, why=form.cleaned_data["why"], by=worker, at=timezone.now())
    except Refused as refusal:
        raise Problem(HTTPStatus.CONFLICT, Wrong(str(refusal))) from None
    return said(_in_full(worker, _own(worker, asked_id)))


@for_systems()
def nothing(request: HttpRequest, rest: str = "") -> HttpResponse:  # noqa: ARG001 - whatever was asked
    """Say that there is nothing at an address."""
    raise absent()


def _receive(request: HttpRequest, worker: Worker, key: Key) -> HttpResponse:
    now = timezone.now()
    asked = object_in(request)
    their_id, digest = id_in(asked), digest_of(asked)
    sending, is_new = queries.sending_for(worker, their_id), False
    if sending is None:
        sent = referral_in(
            asked,
            by=worker,
            to_teams=list(teams_to_refer_to_for(worker)),
            from_teams=list(teams_referring_for(worker)),
            today=day_of(now),
        )
        try:
            sending, is_new = actions.receive(
                sent, their_id=their_id, digest=digest, key=key, by=worker, at=now
            )
        except Refused as refusal:
            raise wrong(Wrong(str(refusal))) from None
    if sending.digest != digest:
        raise Problem(
            HTTPStatus.CONFLICT,
            Wrong("This id came before with other content. Make an id for each referral.", "id"),
        )
    status = HTTPStatus.CREATED if is_new else HTTPStatus.OK
    return said(_in_full(worker, _own(worker, str(their_id))), status=status)


def _list(request: HttpRequest, worker: Worker) -> HttpResponse:
    asked = request.GET.get("page", "1")
    number = int(asked) if re.fullmatch(r"[1-9][0-9]{0,8}", asked) else None
    found = queries.page_for(worker, number) if number else None
    if found is None:
        raise wrong(Wrong("There is no such page. Begin with page 1.", "page"))
    page, own = found
    return said(
        {
            "referrals": [in_a_list(one) for one in own],
            "page": page.number,
            "pages": page.paginator.num_pages,
            "count": page.paginator.count,
        }
    )


def _own(worker: Worker, asked_id: str) -> Own:
    """Return a referral of one's own; an id in any form that a UUID has, or nothing at all."""
    own = queries.own_for(worker, found) if (found := uuid_of(asked_id)) else None
    if own is None:
        raise absent()
    return own


def _in_full(worker: Worker, own: Own) -> dict[str, object]:
    questions = list(all_questions_for(worker, own.referral))
    return in_full(own, questions, decision_for(worker, own.referral))
