"""What the executable ``photoclip-gui`` runs."""

from photoclip.gui.main import main

if __name__ == "__main__":
    main()
