"""What a person has a right to: to be heard, to see their record and who looked, to have a copy."""
