"""What phones sent: looked at, decided, taken."""
