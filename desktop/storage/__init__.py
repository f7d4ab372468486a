"""Sessions, queries, units of work, migrations and backup."""
