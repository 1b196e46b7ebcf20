"""The plan in the person's own words, its versions, copies and reviews."""
