"""Newer versions of PhotoClip: whether to ask for them, and asking. Off until a person turns it on."""
