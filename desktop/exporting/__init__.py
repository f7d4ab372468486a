"""From frozen content to spreadsheets."""
