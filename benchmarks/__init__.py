"""How fast the handbook is, measured on made-up handbooks of any size. Never part of the tests.

`python -m benchmarks` (or `make bench`) prints a table and exits with 1 when a target is missed.
"""
