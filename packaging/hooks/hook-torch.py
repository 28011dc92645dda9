"""torch: its libraries and the one program its import asks for, without sources and tests.

Unlike PyInstaller's own hook this takes only the modules that are imported by what we use, and of them
only the sources that are read when they are imported: TorchScript and the compiler, which read all, are
not used.
"""

from PyInstaller.utils.hooks import collect_data_files, collect_dynamic_libs, collect_submodules

warn_on_missing_hiddenimports = False
excludedimports = [
    # what torch's own tests are made of; a few of their modules are imported by torch itself
    "torch.testing._internal.common_device_type",
    "torch.testing._internal.common_distributed",
    "torch.testing._internal.common_methods_invocations",
    "torch.testing._internal.common_nn",
    "torch.testing._internal.common_quantization",
    "torch.testing._internal.common_quantized",
    "torch.testing._internal.common_utils",
    "torch.testing._internal.dist_utils",
    "torch.testing._internal.distributed",
    "torch.testing._internal.hypothesis_utils",
    "torch.testing._internal.opinfo",
    "torch.utils.benchmark",
    "torch.utils.tensorboard",
]
hiddenimports = collect_submodules("torch._dynamo.polyfills")  # a loop imports these by name
binaries = collect_dynamic_libs("torch")
datas = collect_data_files("torch", includes=["bin/torch_shm_manager"])
module_collection_mode = {
    "torch": "pyz",
    # `install_config_module` reads the comments in these
    "torch._dynamo.config": "pyz+py",
    "torch._export.config": "pyz+py",
    "torch._functorch.config": "pyz+py",
    "torch._inductor.config": "pyz+py",
    "torch._inductor.config_comms": "pyz+py",
    "torch.compiler.config": "pyz+py",
    "torch.distributed.config": "pyz+py",
    "torch.fx.experimental._config": "pyz+py",
    "torch.utils.serialization.config": "pyz+py",
    # `torch.jit._overload` reads these
    "torch.functional": "pyz+py",
    "torch.nn.functional": "pyz+py",
    "torch.nn.modules.rnn": "pyz+py",
}
# Links beside our executables would make torch look for its libraries there.
bindepend_symlink_suppression = ["**/torch/lib/*.so*"]
