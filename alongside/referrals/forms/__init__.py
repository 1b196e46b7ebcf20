"""What people type about a referral, and the words they see."""
