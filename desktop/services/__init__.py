"""One plain function per user action."""
