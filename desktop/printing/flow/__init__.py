"""Papers whose length depends on what they say, set from a layout that is data."""
