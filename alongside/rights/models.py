"""Where a person turned, and what came of it."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q

from alongside.audit.append_only import never_changed


class Recourse(models.Model):
    """Somebody was told of PALS, an advocate or the way to complain, asked, was helped, or heard.

    What answers something names what was asked. Rows are only added; what stands follows from them.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    way = models.CharField(max_length=20)  # of policy.recourse, as the next one
    happened = models.CharField(max_length=20)
    asking = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="after")
    on_day = models.DateField()
    who = models.CharField(max_length=200)  # who told, asked, helped or answered
    words = models.TextField()
    by = models.ForeignKey("staff.Worker", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["person", "way", "on_day"])]
        constraints = [
            models.CheckConstraint(
                name="recourse_says_who_and_what", condition=~Q(who="") & ~Q(words="")
            ),
            models.CheckConstraint(
                name="an_answer_is_to_what_was_asked",
                condition=Q(asking__isnull=False) | ~Q(happened__in=["answered", "dropped"]),
            ),
            models.CheckConstraint(
                name="an_asking_is_about_no_other",
                condition=Q(asking=None) | ~Q(happened__in=["told", "asked"]),
            ),
            models.UniqueConstraint(
                name="recourse_of_one_person_and_way", fields=["id", "person", "way"]
            ),
        ]
        triggers = never_changed()
