"""Spells in hospital and spells of intensive care at home, as dates."""

from __future__ import annotations

import pghistory
from django.db import models
from django.db.models import F, Q


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
    )  # of the Mental Health Act; none: informal
    planned = models.BooleanField(default=False)
    source = models.CharField(max_length=200, blank=True)
    recorded_by = models.ForeignKey("staff.Worker", on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["person", "-began_on"])]
        constraints = [
            models.CheckConstraint(
                name="spell_ends_after_it_began",
                condition=Q(ended_on=None) | Q(ended_on__gte=F("began_on")),
            )
        ]
