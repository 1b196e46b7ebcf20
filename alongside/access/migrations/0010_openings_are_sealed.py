from django.db import migrations

SEALED = """
SELECT alongside_seals('access_opening', 'access_opening.1', 'id, worker_id, person_ids, page,'
    ' extract(epoch FROM at), kind, purpose, because');
"""

UNDO = """
DROP TRIGGER leaves_a_digest ON access_opening;
DROP FUNCTION access_opening_leaves_a_digest;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("access", "0009_an_offer_is_withdrawn"),
        ("audit", "0002_sealed"),
    ]

    operations = [migrations.RunSQL(SEALED, UNDO)]
