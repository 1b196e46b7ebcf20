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


class CopyRequest(models.Model):
    """Somebody asked for a copy of a person's record: who, by what authority, when and how."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    asked_by = models.CharField(max_length=200)
    asked_as = models.CharField(max_length=20)  # of policy.copies
    authority = models.TextField(blank=True)  # how we know that they may ask
    asked_how = models.CharField(max_length=10)  # of policy.copies
    asked_on = models.DateField()
    words = models.TextField(blank=True)
    by = models.ForeignKey(
        "staff.Worker", on_delete=models.PROTECT, null=True, related_name="+"
    )  # who wrote it down; none: the person asked with their own sign-in
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["person", "-asked_on"])]
        constraints = [
            models.CheckConstraint(
                name="who_asks_for_another_says_by_what_authority",
                condition=Q(asked_as="themself") | ~Q(authority=""),
            ),
            models.CheckConstraint(
                name="nobody_but_the_person_asks_without_a_worker",
                condition=Q(by__isnull=False) | Q(asked_as="themself", asked_how="on screen"),
            ),
            models.UniqueConstraint(name="copy_request_of_a_person", fields=["id", "person"]),
        ]
        triggers = never_changed()


class CopyExtension(models.Model):
    """A request is complex, so it takes longer; they were told on a day, with the reason."""

    request = models.OneToOneField(CopyRequest, on_delete=models.PROTECT, related_name="longer")
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    because = models.TextField()
    told_on = models.DateField()
    by = models.ForeignKey("staff.Worker", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        triggers = never_changed()


class HarmOpinion(models.Model):
    """A health professional holds whether reading the record would do somebody serious harm.

    The newest stands. Without one the database lets no copy be made.
    """

    request = models.ForeignKey(CopyRequest, on_delete=models.PROTECT, related_name="opinions")
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    holds = models.CharField(max_length=10)  # policy.copies.Harm
    because = models.TextField()
    profession = models.CharField(max_length=60)  # of whoever holds it, on that day
    by = models.ForeignKey("staff.Worker", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="an_opinion_is_one_of_three_and_says_why",
                condition=Q(holds__in=["none", "parts", "all"]) & ~Q(because=""),
            ),
            models.CheckConstraint(
                name="an_opinion_is_a_health_professionals",
                condition=Q(
                    profession__in=[
                        "nurse",
                        "occupational-therapist",
                        "psychologist",
                        "psychiatrist",
                        "doctor",
                    ]
                ),
            ),
        ]
        triggers = never_changed()


class Passage(models.Model):
    """Somebody read one passage of a record, and gave it or left it out. The newest stands.

    The place is a row and a column, with a mark of its text: a text that changed is read again.
    """

    request = models.ForeignKey(CopyRequest, on_delete=models.PROTECT, related_name="passages")
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    place = models.CharField(max_length=200)
    left_out = models.CharField(max_length=10, blank=True)  # policy.copies.LeftOut; empty: given
    by = models.ForeignKey("staff.Worker", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["request", "place", "-at"])]
        triggers = never_changed()


class CopyMade(models.Model):
    """A copy was made and taken away: not itself, but its digest and what stood in it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    request = models.ForeignKey(CopyRequest, on_delete=models.PROTECT, related_name="copies")
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    sha256 = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField()
    holds = models.JSONField()  # how many rows of each table, files, passages left out
    by = models.ForeignKey("staff.Worker", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="copy_made_for_a_request", fields=["id", "request"])
        ]
        triggers = never_changed()


class CopyAnswer(models.Model):
    """What came of a request: a copy was given, how and to whom; or it was not, and why."""

    request = models.OneToOneField(CopyRequest, on_delete=models.PROTECT, related_name="answer")
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    came = models.CharField(max_length=10)  # policy.copies.Came
    copy = models.OneToOneField(CopyMade, on_delete=models.PROTECT, null=True, related_name="+")
    on_day = models.DateField()
    given_how = models.CharField(max_length=20, blank=True)  # policy.copies.Given
    given_to = models.CharField(max_length=200, blank=True)
    words = models.TextField(blank=True)
    by = models.ForeignKey("staff.Worker", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="what_was_given_says_how_and_to_whom",
                condition=(
                    Q(came="released", copy__isnull=False) & ~Q(given_how="") & ~Q(given_to="")
                )
                | (Q(came__in=["refused", "withdrawn"], copy=None) & ~Q(words="")),
            )
        ]
        triggers = never_changed()


class LegalHold(models.Model):
    """A record is held for a reason, from a day: kept whatever its time, until that is ended."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    because = models.TextField()
    from_day = models.DateField()
    by = models.ForeignKey("staff.Worker", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["person"])]
        constraints = [
            models.CheckConstraint(name="a_hold_says_why", condition=~Q(because="")),
            models.UniqueConstraint(name="hold_of_a_person", fields=["id", "person"]),
        ]
        triggers = never_changed()


class HoldEnded(models.Model):
    """A hold was ended, and why; from then on the time of the record counts again."""

    hold = models.OneToOneField(LegalHold, on_delete=models.PROTECT, related_name="ended")
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    because = models.TextField()
    by = models.ForeignKey("staff.Worker", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(name="the_end_of_a_hold_says_why", condition=~Q(because=""))
        ]
        triggers = never_changed()
