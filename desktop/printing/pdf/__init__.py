"""PDF files written as they are drawn: one page after the other, nothing kept."""
