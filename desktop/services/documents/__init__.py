"""Everything the print room makes."""
