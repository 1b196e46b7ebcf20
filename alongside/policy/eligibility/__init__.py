"""Who may have assertive outreach: criteria as data, answered met, not met or cannot tell."""
