"""Joint work with a practitioner of a partner: what they see, record, ask for and learn.

A practitioner sees people through one view of the database and as its narrowest role; what is
theirs to write about a person goes through functions of the database that ask for consent again.
"""
