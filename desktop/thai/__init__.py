"""Thai text, dates, numbers, names, ids and words."""
