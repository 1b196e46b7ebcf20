"""Agencies outside the provider with whom the team shares care."""

from __future__ import annotations

import pghistory
from django.db import models


@pghistory.track()
class Agency(models.Model):
    """A GP practice, a drug service, a housing provider or another agency."""

    class Kind(models.TextChoices):
        """What sort of agency it is."""

        GP_PRACTICE = "gp practice", "GP practice"
        HARM_REDUCTION = "harm reduction", "Harm reduction or drug service"
        HOUSING = "housing", "Housing provider"
        HOMELESSNESS = "homelessness", "Homelessness service"
        SOCIAL_CARE = "social care", "Social care"
        VOLUNTARY = "voluntary", "Voluntary organisation"
        OTHER = "other", "Other agency"

    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=30, choices=Kind.choices)
    ods_code = models.CharField(max_length=12, blank=True)
    address = models.TextField(blank=True)
    postcode = models.CharField(max_length=10, blank=True)
    phone = models.CharField(max_length=40, blank=True)

    class Meta:
        indexes = [models.Index(fields=["kind", "name"])]

    def __str__(self) -> str:
        """Return the agency's name, as pages show it."""
        return self.name
