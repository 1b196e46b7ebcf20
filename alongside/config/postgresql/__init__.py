"""Django's PostgreSQL, reading what pages read most with less work."""
