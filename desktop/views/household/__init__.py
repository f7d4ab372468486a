"""One household on one page."""
