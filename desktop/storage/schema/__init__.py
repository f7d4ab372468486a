"""The database's mapped classes."""
