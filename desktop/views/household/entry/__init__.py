"""Keying a logbook: the list of its lines, how they are painted and typed in."""
