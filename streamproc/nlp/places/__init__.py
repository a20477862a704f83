"""Toponyms: recognition and resolution."""
