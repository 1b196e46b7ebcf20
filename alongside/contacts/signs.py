"""Which of their own early signs were seen in people lately, and what was agreed for that."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import connection

from alongside.contacts.models import Contact
from alongside.contacts.standing import STANDS
from alongside.kernel.period import day_of
from alongside.policy.relapse import NONE_SEEN, Sighting, SignsSeen, signs_that_call
from alongside.policy.values import Nation
from alongside.staff.models import Worker
from alongside.staff.own_values import values_in_team_for

# How far back is looked. What counts as lately is a value of the service; should one set it longer
# than this, what was seen earlier still does not count.
_BACK = timedelta(days=92)
# A sign that the newest plan does not have any more is no sign any more.
_SEEN = f"""
SELECT seen.person_id, plan.zone_for_signs, plan.response,
    array_agg(sign.words ORDER BY seen.last_at DESC, sign.place),
    array_agg(seen.last_at ORDER BY seen.last_at DESC, sign.place)
FROM (
    SELECT contact.person_id, ticked.thread, max(contact.began_at) AS last_at
    FROM contacts_contact AS contact CROSS JOIN LATERAL unnest(contact.signs) AS ticked (thread)
    WHERE contact.person_id = ANY(%(people)s::uuid[])
        AND contact.began_at > %(since)s AND contact.began_at <= %(now)s AND {STANDS}
    GROUP BY contact.person_id, ticked.thread
) AS seen
CROSS JOIN LATERAL (
    SELECT id, zone_for_signs, response FROM careplans_careplan
    WHERE person_id = seen.person_id ORDER BY written_at DESC, number DESC LIMIT 1
) AS plan
JOIN careplans_earlysign AS sign ON sign.plan_id = plan.id AND sign.thread = seen.thread
GROUP BY seen.person_id, plan.zone_for_signs, plan.response
"""  # noqa: S608 - made of our own parts alone


def signs_now_for(worker: Worker, contact: Contact, *, at: datetime) -> SignsSeen:
    """Return the early signs of lately after a contact, where they call for what was agreed."""
    signs = signs_seen([contact.person_id], at=at).get(contact.person_id, NONE_SEEN)
    return signs_that_call(
        signs,
        on=day_of(at),
        nation=Nation(contact.team.service.nation),
        values=values_in_team_for(worker, contact.team_id),
    )


def signs_seen(people: Collection[UUID], *, at: datetime) -> dict[UUID, SignsSeen]:
    """Return the signs that were seen in each of some people, the last seen first.

    Of whom none was seen is not among them.
    """
    if not people:
        return {}
    asked: dict[str, Any] = {"people": list(people), "since": at - _BACK, "now": at}
    with connection.cursor() as cursor:
        cursor.execute(_SEEN, asked)
        return {
            person_id: SignsSeen(tuple(map(Sighting, words, last_at)), zone, response)
            for person_id, zone, response, words, last_at in cursor.fetchall()
        }
