"""The family leaflet: one sheet of A4, folded once, four pages of A5."""
