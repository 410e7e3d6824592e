"""Scores held against their indicators: what a form says, what it makes of the score, how good it is."""
