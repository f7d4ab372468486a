"""A made-up province to try the program with, and to test and measure it."""
