"""A small log, sealed three times, for those who try to change it unseen."""

from __future__ import annotations

from datetime import datetime, timedelta

from alongside.access.actions import log_opening
from alongside.audit.sealer import Sealer
from alongside.audit.trail import audited, record
from alongside.people.models import Person
from alongside.staff.models import Worker
from tests.cast import NOW, Cast, asking
from tests.proofs.sealed import Sealed

# What an officer found about one of these looks; who they were matters to no seal.
_REVIEW = """
INSERT INTO access_reasonreview (id, opening_id, finding, says, by_id, at)
SELECT gen_random_uuid(), id, 'asked', 'Which visit was it?', worker_id, at FROM access_opening
ORDER BY id LIMIT 1"""


class Log(Sealed):
    """What the program logs in a database, and the file that is told of it."""

    def write(self, cast: Cast, *, most: int = 6) -> None:
        """Record some actions and some looks, as pages do."""
        for number in range(most):
            with asking(cast.ngozi):
                _ring(cast.sam, number=f"07700 9001{number:02}", by=cast.ngozi, at=NOW)
                log_opening([cast.sam.pk], page=f"/people/{number}/", by=cast.ngozi, at=NOW)

    def seal(self, *, at: datetime = NOW) -> int:
        """Seal what waits."""
        return Sealer(self.superuser, self.key, self.heads).seal(at)

    def begin(self, cast: Cast) -> None:
        """Write and seal three times, and leave nothing waiting."""
        for minutes in range(3):
            self.write(cast)
            self.superuser.execute(_REVIEW)
            self.seal(at=NOW + timedelta(minutes=minutes))


@audited
def _ring(person: Person, *, number: str, by: Worker, at: datetime) -> None:
    record("person.rung", on=person, by=by, at=at, person_id=person.pk, number=number)
