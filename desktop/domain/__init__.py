"""Rules and records of the office's work; standard library only."""
