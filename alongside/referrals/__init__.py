"""A referral from the form to the decision: criteria, questions, screening, letters."""
