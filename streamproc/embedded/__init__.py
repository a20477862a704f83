"""The broker that comes with the demo."""
