"""timm: PyInstaller's own hook brings its sources along, for TorchScript, which is not used."""
