"""What finds referrals, questions, criteria and files, for those who may see them."""
