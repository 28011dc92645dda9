"""Photo files: formats, safe decoding, metadata, thumbnails, content identity.

Decoding is done by native libraries on bytes that anybody may have written, so nothing here is
called on a person's file outside a decoder process (`photoclip.media.sandbox`).
"""
