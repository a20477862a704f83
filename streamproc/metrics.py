"""Every metric, its unit and its labels in one place."""
