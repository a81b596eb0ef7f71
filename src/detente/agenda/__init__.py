"""The agenda room: what falls due, calendars, and alerts with their delivery."""
