"""What waits for a person after imports."""
