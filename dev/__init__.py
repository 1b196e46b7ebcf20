"""What make calls on a developer's machine; never part of production."""
