"""The pages of a referral: of the referrer, of the team that takes it in, of files."""
