"""The own sign-in of somebody in care, and of a carer who may be told something about them.

What they see comes through a few views and functions of the database, as its role alongside_own,
which reads nothing else. Whom such a sign-in belongs to, a team says who has them in care.
"""
