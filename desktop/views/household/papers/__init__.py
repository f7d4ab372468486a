"""Papers and pictures of a household."""
