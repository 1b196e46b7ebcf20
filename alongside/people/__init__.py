"""Who the person is: identity, needs, wishes, GP."""
