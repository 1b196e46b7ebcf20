"""The pages on which a draft of the criteria is changed: a part at a time, or as its text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_POST

from alongside.policy.eligibility import editing
from alongside.policy.eligibility.aloud import said
from alongside.policy.eligibility.pack import Kind, Problem
from alongside.referrals.forms.asks import Asks
from alongside.referrals.forms.criteria import AboutPack, PackText
from alongside.referrals.forms.criterion import Wording, field_of_words, with_wording
from alongside.referrals.forms.shapes import ChooseShape, called, form_of_shape, shape_of
from alongside.referrals.views.changing import Changing, Data, FieldOf
from alongside.staff.models import Worker
from alongside.staff.signed_in import or_404, with_worker

WHOLE = "whole"  # how an address names a criterion's whole question


@with_worker
@require_http_methods(["GET", "POST"])
def about(request: HttpRequest, worker: Worker, criteria_id: int) -> HttpResponse:
    """Ask what the criteria are called, where they come from, how many are needed."""
    changing = Changing.of(request, worker, criteria_id)
    form = AboutPack(request.POST or None, pack=changing.pack, kept=changing.kept)
    if form.is_valid() and changing.change(form, form.change, form.field_of):
        return changing.done("Saved", "criteria:read")
    return changing.page("about", form)


@with_worker
@require_http_methods(["GET", "POST"])
def text(request: HttpRequest, worker: Worker, criteria_id: int) -> HttpResponse:
    """Show the criteria as TOML, and take what is typed; what is wrong is said with its line."""
    changing = Changing.of(request, worker, criteria_id)
    initial = {"toml": changing.draft.toml}
    form = PackText(request.POST or None, initial=initial, kept=changing.kept)
    if form.is_valid() and changing.write(form, form.cleaned_data["toml"].replace("\r\n", "\n")):
        return changing.done("Saved", "criteria:read")
    return changing.page("text", form)


@with_worker
@require_http_methods(["GET", "POST"])
def add(request: HttpRequest, worker: Worker, criteria_id: int) -> HttpResponse:
    """Ask what a new criterion asks about."""
    changing = Changing.of(request, worker, criteria_id)
    form = ChooseShape(request.POST or None)
    if form.is_valid():
        return redirect("criteria:add-shape", criteria_id, form.cleaned_data["asks"])
    return changing.page("choose", form, heading="Add a criterion", criterion=None)


@with_worker
@require_http_methods(["GET", "POST"])
def add_shape(
    request: HttpRequest, worker: Worker, *, criteria_id: int, shape: str
) -> HttpResponse:
    """Ask for a new criterion: its words, and what it asks."""
    changing = Changing.of(request, worker, criteria_id)
    asks = with_wording(or_404(form_of_shape, shape))
    form: Any = asks(request.POST or None, shape=shape, kept=changing.kept)

    def change(pack: Data) -> Data:
        criterion = form.words() | {"when": _turned(form)}
        return editing.with_criterion(pack, form.cleaned_data["kind"], criterion)

    if form.is_valid() and changing.change(form, change, _field_of(form, new=True)):
        return changing.done("The criterion was added", "criteria:read")
    return changing.page("part", form, criterion=None, called=called(shape))


@dataclass(frozen=True)
class _Found:
    """One criterion of a draft, as it stands."""

    id: str
    kind: Kind
    data: Data

    @classmethod
    def within(cls, changing: Changing, criterion_id: str) -> _Found:
        """Return a criterion of a draft, or the page that says nothing."""
        try:
            kind, _ = editing.place_of(changing.data, criterion_id)
        except LookupError as missing:
            raise Http404 from missing
        return cls(criterion_id, kind, editing.criterion_in(changing.data, criterion_id))

    def path(self, place: str) -> editing.Path:
        """Return the path that an address names, or the page that says nothing."""
        try:
            path = () if place == WHOLE else tuple(int(step) for step in place.split("-"))
            editing.part_at(self.data["when"], path)
        except (LookupError, ValueError) as missing:
            raise Http404 from missing
        return path

    def asking(self, pack: Data, when: Data) -> Data:
        """Return a pack in which this criterion asks something else."""
        criterion = editing.criterion_in(pack, self.id) | {"when": when}
        return editing.with_criterion_changed(pack, self.id, self.kind, criterion)

    def when(self, pack: Data) -> Data:
        """Return what this criterion asks in a pack."""
        when: Data = editing.criterion_in(pack, self.id)["when"]
        return when


@with_worker
@require_http_methods(["GET", "POST"])
def criterion(
    request: HttpRequest, worker: Worker, *, criteria_id: int, criterion_id: str
) -> HttpResponse:
    """Show one criterion: its words to change, and what it asks part by part."""
    changing = Changing.of(request, worker, criteria_id)
    found = _Found.within(changing, criterion_id)
    initial = Wording.initial_of(found.kind, found.data)
    form = Wording(request.POST or None, initial=initial, kept=changing.kept)

    def change(pack: Data) -> Data:
        words = form.words() | {"when": found.when(pack)}
        kind = form.cleaned_data["kind"]
        return editing.with_criterion_changed(pack, criterion_id, kind, words)

    if form.is_valid() and changing.change(form, change, _field_of_words):
        return changing.done("Saved", "criteria:read")
    shown = changing.pack.criterion(criterion_id)
    asks = said(shown.when) if shown else None
    return changing.page("criterion", form, criterion=found.data, asks=asks)


@with_worker
@require_http_methods(["GET", "POST"])
def part(
    request: HttpRequest, worker: Worker, *, criteria_id: int, criterion_id: str, place: str
) -> HttpResponse:
    """Ask what one part of a criterion asks."""
    changing = Changing.of(request, worker, criteria_id)
    found = _Found.within(changing, criterion_id)
    path = found.path(place)
    was = editing.part_at(found.data["when"], path)
    shape = shape_of(was)
    form = or_404(form_of_shape, shape)(
        request.POST or None,
        shape=shape,
        was=was,
        initial={"opposite": editing.is_turned(found.data["when"], path)},
        kept=changing.kept,
    )

    def change(pack: Data) -> Data:
        turned = form.cleaned_data["opposite"]
        when = editing.with_part(found.when(pack), path, form.part(), turned=turned)
        return found.asking(pack, when)

    if form.is_valid() and changing.change(form, change, _field_of(form)):
        return changing.done("Saved", "criteria:criterion", criterion_id)
    return changing.page("part", form, criterion=found.data, called=called(shape))


@with_worker
@require_http_methods(["GET", "POST"])
def more(
    request: HttpRequest, worker: Worker, *, criteria_id: int, criterion_id: str, place: str
) -> HttpResponse:
    """Ask what else a criterion, or a group in it, asks about."""
    changing = Changing.of(request, worker, criteria_id)
    found = _Found.within(changing, criterion_id)
    found.path(place)
    form = ChooseShape(request.POST or None)
    if form.is_valid():
        shape = form.cleaned_data["asks"]
        return redirect("criteria:more-shape", criteria_id, criterion_id, place, shape)
    return changing.page("choose", form, heading="Ask something more", criterion=found.data)


@with_worker
@require_http_methods(["GET", "POST"])
def more_shape(
    request: HttpRequest,
    worker: Worker,
    *,
    criteria_id: int,
    criterion_id: str,
    place: str,
    shape: str,
) -> HttpResponse:
    """Ask for one more part of a criterion."""
    changing = Changing.of(request, worker, criteria_id)
    found = _Found.within(changing, criterion_id)
    path = found.path(place)
    form = or_404(form_of_shape, shape)(request.POST or None, shape=shape, kept=changing.kept)

    def change(pack: Data) -> Data:
        turned = form.cleaned_data["opposite"]
        when = editing.with_part_added(found.when(pack), path, form.part(), turned=turned)
        return found.asking(pack, when)

    if form.is_valid() and changing.change(form, change, _field_of(form)):
        return changing.done("Added", "criteria:criterion", criterion_id)
    return changing.page("part", form, criterion=found.data, called=called(shape))


@with_worker
@require_POST
def remove_part(
    request: HttpRequest, worker: Worker, *, criteria_id: int, criterion_id: str, place: str
) -> HttpResponse:
    """Take one part out of a criterion."""
    changing = Changing.of(request, worker, criteria_id)
    found = _Found.within(changing, criterion_id)
    path = found.path(place)

    def change(pack: Data) -> Data:
        return found.asking(pack, editing.without_part(found.when(pack), path))

    changing.at_once(change, "The part was taken out")
    return redirect("criteria:criterion", criteria_id, criterion_id)


@with_worker
@require_POST
def move(
    request: HttpRequest, worker: Worker, *, criteria_id: int, criterion_id: str
) -> HttpResponse:
    """Put a criterion one place up or down among those of its kind."""
    changing = Changing.of(request, worker, criteria_id)
    found = _Found.within(changing, criterion_id)
    steps = -1 if request.POST.get("to") == "up" else 1

    def change(pack: Data) -> Data:
        return editing.with_criterion_moved(pack, found.id, steps)

    changing.at_once(change, "The order was changed")
    return redirect("criteria:read", criteria_id)


@with_worker
@require_http_methods(["GET", "POST"])
def remove(
    request: HttpRequest, worker: Worker, *, criteria_id: int, criterion_id: str
) -> HttpResponse:
    """Ask whether a criterion is to go, and take it out of the draft."""
    changing = Changing.of(request, worker, criteria_id)
    found = _Found.within(changing, criterion_id)

    def change(pack: Data) -> Data:
        return editing.without_criterion(pack, found.id)

    if request.method == "POST":
        changing.at_once(change, "The criterion was taken out")
        return redirect("criteria:read", criteria_id)
    return changing.page("remove", None, criterion=found.data)


def _turned(form: Asks) -> Data:
    part = form.part()
    return {"not": part} if form.cleaned_data["opposite"] else part


def _field_of(form: Asks, *, new: bool = False) -> FieldOf:
    def field_of(problem: Problem) -> str | None:
        return form.field_of(problem.path) or (field_of_words(problem.path) if new else None)

    return field_of


def _field_of_words(problem: Problem) -> str | None:
    return field_of_words(problem.path)
