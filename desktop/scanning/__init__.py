"""Reading ticks from scans of papers that came back. Pictures are grey arrays, rows by columns."""
