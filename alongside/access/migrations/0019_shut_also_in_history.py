from django.db import migrations

# A worker who knows somebody outside work is shown by no table that their team knows them, nor by
# what that table was before. No page reads it; the database did not refuse it.
SHUT = "SELECT alongside_shut('access_relationshipevent');"


class Migration(migrations.Migration):
    dependencies = [("access", "0018_reviews_are_sealed")]

    operations = [
        migrations.RunSQL(SHUT, "DROP POLICY shut_out ON access_relationshipevent;"),
    ]
