"""The print room."""
