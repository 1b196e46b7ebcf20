"""Pages of somebody in care, of a carer, and of the team that gives them a sign-in."""
