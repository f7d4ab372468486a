"""Judging who is the same in several lists."""
