"""OneHome สมุดพกครอบครัว, the desktop program."""
