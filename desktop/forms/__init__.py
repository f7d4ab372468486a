"""Logbook forms as data."""
