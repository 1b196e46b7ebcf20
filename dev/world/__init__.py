"""Invented services with years of believable history, for the demo, the tests and the benchmark.

Everything is made from a seed and a day: the same two make the same world, to the byte. The
modules that make it are pure and yield rows; `load` alone knows a database.
"""
