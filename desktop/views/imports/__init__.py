"""Reading a list in, step by step."""
