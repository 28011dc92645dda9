"""What the executable ``photoclip`` runs."""

from photoclip.__main__ import main

if __name__ == "__main__":
    main()
