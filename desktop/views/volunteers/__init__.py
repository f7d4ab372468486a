"""Volunteers and who looks after whom."""
