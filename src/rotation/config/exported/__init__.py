"""Schedules that other tools exported, as who was on call when; nothing is known of the team."""
