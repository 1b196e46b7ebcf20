"""Other systems send referrals and ask what became of them: JSON, with a key, and no more."""
