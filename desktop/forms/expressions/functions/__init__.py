"""The functions an expression may call, as tables by name."""
