from django.db import migrations

# What a privacy officer found is as worth hiding as what they found it about.
SEALED = """
SELECT alongside_seals('access_reasonreview', 'access_reasonreview.1',
    'id, opening_id, finding, says, by_id, extract(epoch FROM at)');
"""

UNDO = """
DROP TRIGGER leaves_a_digest ON access_reasonreview;
DROP FUNCTION access_reasonreview_leaves_a_digest;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("access", "0017_opened_for_a_reason"),
        ("audit", "0004_found_by_its_time"),
    ]

    operations = [migrations.RunSQL(SEALED, UNDO)]
