"""What Alongside promises about a person's record, each promise tried in figures: `make prove`.

Each proof is a module that can be read by itself. What should be true is said in a form kept apart
from the code under test (an oracle, a list of attacks, a table for people to review); whatever
differs is printed. "0 of N" by lot bounds what was not met at 3/N: were one in N/3 wrong, N tries
would have missed it in one case of twenty only.
"""
