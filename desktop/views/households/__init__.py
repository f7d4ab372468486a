"""The list of households, the home of work."""
