"""The tension room: how tense a relation is, by what happened; pure."""
