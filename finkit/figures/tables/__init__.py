"""Tables: runs of rows, read cell by cell, each number with its period, unit and the words of its row and column."""
