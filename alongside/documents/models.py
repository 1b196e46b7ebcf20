"""What was sent, kept as it was sent."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import F, Func, Q, TextField, Value

from alongside.audit.append_only import never_changed


class Sent(models.Model):
    """A paper as somebody was given it: every byte, to whom, where, how, when and by whom.

    The person is null where the paper is about nobody whom a team knows, as when a relative is
    told whom to ask instead; only the team that wrote it sees it then.
    """

    class HowGiven(models.TextChoices):
        """The way in which it left us."""

        POST = "post", "By post"
        BY_HAND = "by hand", "By hand"
        EMAIL = "email", "By email"
        PRINTED = "printed", "Printed"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    # The rooms of people and staff stand above this one, so the keys are in the migration alone.
    person_id = models.UUIDField(null=True, db_index=True)
    team_id = models.BigIntegerField(db_index=True)
    kind = models.CharField(max_length=60)
    title = models.CharField(max_length=300)
    language = models.CharField(max_length=10)
    large_print = models.BooleanField()
    addressee = models.CharField(max_length=200)
    address = models.TextField(blank=True)
    how_given = models.CharField(max_length=10, choices=HowGiven.choices)
    given_on = models.DateField()
    pdf = models.BinaryField()
    sha256 = models.CharField(max_length=64)
    template_version = models.CharField(max_length=12)
    made_by = models.UUIDField()
    made_at = models.DateTimeField()

    class Meta:
        triggers = never_changed()
        constraints = [
            models.UniqueConstraint(
                name="sent_once_a_day_the_same_way",
                fields=["team_id", "person_id", "sha256", "addressee", "how_given", "given_on"],
                nulls_distinct=False,
            ),
            models.CheckConstraint(
                name="sent_is_what_it_was",
                condition=Q(
                    sha256=Func(
                        Func(F("pdf"), function="sha256"),
                        Value("hex"),
                        function="encode",
                        output_field=TextField(),
                    )
                ),
            ),
            models.CheckConstraint(
                name="sent_has_an_addressee_and_a_title",
                condition=~Q(addressee="") & ~Q(title=""),
            ),
            models.CheckConstraint(
                name="what_was_posted_went_somewhere",
                condition=Q(how_given__in=["by hand", "printed"]) | ~Q(address=""),
            ),
            models.CheckConstraint(
                name="sent_in_a_known_way",
                condition=Q(how_given__in=["post", "by hand", "email", "printed"]),
            ),
        ]
