"""Spells in hospital and spells of intensive care at home, as dates."""

from __future__ import annotations

import pghistory
from django.db import models
from django.db.models import F, Q

from alongside.nhsuk.words import day

SECTION_NOT_TOLD = "not told"  # detained, under a section that nobody named
# Kept without a section: nobody said that they were detained, nor that they were not.
NO_SECTION = "Informal, or not known"


class SpellQuerySet(models.QuerySet["Spell"]):
    """Spells, and which of them were."""

    def standing(self) -> SpellQuerySet:
        """Return those that nobody took back."""
        return self.filter(mistaken_because="")


@pghistory.track()
class Spell(models.Model):
    """A stay on a ward, or a time with the crisis team, from a first to a last day."""

    class Kind(models.TextChoices):
        """Where the intensive care was given."""

        INPATIENT = "inpatient", "In hospital"
        HOME_TREATMENT = "home treatment", "Crisis team at home"

    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="spells")
    kind = models.CharField(max_length=20, choices=Kind.choices)
    place = models.CharField(max_length=200, blank=True)
    began_on = models.DateField()
    ended_on = models.DateField(null=True, blank=True)
    section = models.CharField(
        max_length=20, blank=True
    )  # of the Mental Health Act; none: informal, or nobody knows
    planned = models.BooleanField(default=False)
    source = models.CharField(max_length=200, blank=True)
    mistaken_because = models.CharField(  # why it was taken back; such a spell never was
        max_length=300, blank=True, db_default=""
    )
    recorded_by = models.ForeignKey("staff.Worker", on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    objects = SpellQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["person", "-began_on"])]
        constraints = [
            models.CheckConstraint(
                name="spell_ends_after_it_began",
                condition=Q(ended_on=None) | Q(ended_on__gte=F("began_on")),
            )
        ]

    @property
    def says(self) -> str:
        """All that was told of it, in a line."""
        first, last = day(self.began_on), day(self.ended_on) if self.ended_on else "today"
        told = (
            self.get_kind_display(), f"{first} to {last}", self.section_label,
            "planned" if self.planned else "", self.place, self.source,
        )  # fmt: skip
        return ", ".join(filter(None, told))

    @property
    def place_or_kind(self) -> str:
        """Where it was, or what it was when nobody wrote where."""
        return self.place or self.get_kind_display()

    @property
    def section_label(self) -> str:
        """Under which section of the Mental Health Act, or that nobody told of one."""
        if self.kind == self.Kind.HOME_TREATMENT:
            return ""
        return f"Section {self.section}" if self.section else NO_SECTION
