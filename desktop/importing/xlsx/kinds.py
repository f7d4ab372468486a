"""The kinds of values that a cell can hold."""

EMPTY = 0
SHARED = 1  # the index of a shared text
NUMBER = 2
DATE = 3  # a number whose style shows a date or a time of day
SPAN = 4  # a number whose style shows a length of time
TRIMMED = 5  # text; spaces around it don't count
EXACT = 6  # text; spaces around it count
BOOL = 7
ERROR = 8
READY = 9  # text that needs no reading
COUNT = 10
