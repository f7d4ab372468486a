"""Spreadsheets from outside, read in a child process."""
