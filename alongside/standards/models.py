"""How far each standard was kept, week by week: numbers that are frozen once they are counted."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from alongside.audit.append_only import never_changed
from alongside.kernel.period import day_of


class Share(models.Model):
    """How far a team kept a standard in a week, as it stood when that was counted."""

    team = models.ForeignKey("staff.Team", on_delete=models.PROTECT, related_name="+")
    standard = models.CharField(max_length=40)  # of policy.standards
    week_of = models.DateField()  # its Monday
    of = models.PositiveIntegerField()
    kept = models.PositiveIntegerField()
    met = models.PositiveIntegerField()  # in time
    due = models.PositiveIntegerField()
    overdue = models.PositiveIntegerField()
    counted_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="one_share_a_week", fields=["team", "standard", "week_of"]
            ),
            models.CheckConstraint(
                name="week_begins_on_monday", condition=Q(week_of__iso_week_day=1)
            ),
            models.CheckConstraint(
                name="no_more_kept_than_there_are", condition=Q(kept__lte=F("of"))
            ),
        ]
        triggers = never_changed()

    @property
    def was_reckoned_after(self) -> bool:
        """Whether it was counted in a later week, from what the record says of that Monday."""
        return (day_of(self.counted_at) - self.week_of).days >= 7
