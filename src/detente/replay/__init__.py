"""The replay room: courses of events to be played day by day, and how two of them differ."""
