"""What a service is: its name, the framework it works under, and the teams it has."""
