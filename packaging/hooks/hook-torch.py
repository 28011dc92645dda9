"""torch: its libraries, and the one program its import asks for."""

from PyInstaller.utils.hooks import collect_data_files, collect_dynamic_libs, collect_submodules

module_collection_mode = "pyz+py"
warn_on_missing_hiddenimports = False
hiddenimports = collect_submodules("torch")
binaries = collect_dynamic_libs("torch")
datas = collect_data_files("torch", includes=["bin/torch_shm_manager"])
bindepend_symlink_suppression = ["**/torch/lib/*.so*"]
