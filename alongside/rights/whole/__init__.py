"""The whole record of one person: found in every table, read through, and packed to be given."""
