"""Citizen ids in tables of foreign text are shown masked."""

from desktop.thai.citizen_id import without_ids as without_ids
