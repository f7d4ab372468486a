"""Long work on the one worker."""
