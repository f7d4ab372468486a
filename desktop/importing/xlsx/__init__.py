"""A quick reader of plain .xlsx workbooks; whatever it can't prove to be plain it leaves alone."""
