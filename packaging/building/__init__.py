"""The parts of ``packaging/build.py``; a module with ``register(commands)`` adds its command."""
