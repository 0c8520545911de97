"""Whole journeys in a real Chromium, through a demonstration city run as it is run for real."""
