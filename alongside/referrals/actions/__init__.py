"""What changes referrals: begun, sent, taken in, asked about, brought in, turned away."""
