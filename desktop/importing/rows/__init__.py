"""Turn a sheet of any shape into rows of one person each."""
