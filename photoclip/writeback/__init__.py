"""Keywords, stars and captions into files that other programs read: on request, and never by half."""
