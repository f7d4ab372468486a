"""From frozen content to PDF."""
