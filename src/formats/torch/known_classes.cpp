#include "formats/torch/known_classes.h"

#include <algorithm>

namespace ponte::torch {

namespace {

// A package stands for all modules in it. Making an object of a class runs no more than its __new__.
constexpr std::string_view kPackagesOfClasses[] = {
    "torch", "torchvision", "ultralytics", "models", "utils", "collections", "pathlib", "datetime", "argparse", "numpy",
};

// Calling a class runs its __init__, so these are chosen more closely.
constexpr std::string_view kPackagesToCall[] = {
    "torch.nn",
    "torch.optim",
    "torch.amp",
    "torch.cuda.amp",
    "torchvision.transforms",
    "ultralytics.nn.modules",
    "ultralytics.utils",
    "ultralytics.yolo.utils",
    "ultralytics.data.augment",
    "models.common",
    "models.yolo",
    "models.experimental",
    "collections",
    "pathlib",
    "datetime",
};

// "module.name"
constexpr std::string_view kCallables[] = {
    "torch.Size",
    "torch.Tensor",
    "torch.device",
    "torch.dtype",
    "torch.serialization._get_layout",
    "torch.storage.TypedStorage",
    "torch.storage.UntypedStorage",
    "torch._utils._rebuild_tensor",
    "torch._utils._rebuild_tensor_v2",
    "torch._utils._rebuild_tensor_v3",
    "torch._utils._rebuild_parameter",
    "torch._utils._rebuild_parameter_with_state",
    "torch._utils._rebuild_qtensor",
    "torch._utils._rebuild_sparse_tensor",
    "torch._utils._rebuild_meta_tensor_no_storage",
    "torch._tensor._rebuild_from_type_v2",
    "torch._tensor._rebuild_from_type",
    "argparse.Namespace",
    "types.SimpleNamespace",
    "_codecs.encode",
    "copyreg._reconstructor",
    "copyreg.__newobj__",
    "copyreg.__newobj_ex__",
    "functools.partial",
    "numpy.dtype",
    "numpy.ndarray",
    "numpy.core.multiarray._reconstruct",
    "numpy.core.multiarray.scalar",
    "numpy.core.numeric._frombuffer",
    "numpy._core.multiarray._reconstruct",
    "numpy._core.multiarray.scalar",
    "numpy._core.numeric._frombuffer",
    "builtins.getattr",
    "builtins.object",
    "builtins.set",
    "builtins.frozenset",
    "builtins.list",
    "builtins.tuple",
    "builtins.dict",
    "builtins.bytes",
    "builtins.bytearray",
    "builtins.complex",
    "builtins.slice",
    "builtins.range",
    "builtins.int",
    "builtins.float",
    "builtins.bool",
    "builtins.str",
};

bool is_in(std::string_view module, std::string_view package) {
  return module.starts_with(package) && (module.size() == package.size() || module[package.size()] == '.');
}

bool looks_like_a_class(std::string_view name) { return !name.empty() && name[0] >= 'A' && name[0] <= 'Z'; }

}  // namespace

bool is_harmless(const PickledGlobal& global, Creation creation) {
  std::string path = fmt::format("{}.{}", global.module, global.name);
  if (std::ranges::find(kCallables, path) != std::end(kCallables)) return true;
  // A dotted name reaches through a class, to one of its methods or to a module that its module imports.
  if (global.name.find('.') != std::string_view::npos) return false;
  auto is_known = [&](std::string_view package) { return is_in(global.module, package); };
  if (creation == Creation::new_object) return std::ranges::any_of(kPackagesOfClasses, is_known);
  return looks_like_a_class(global.name) && std::ranges::any_of(kPackagesToCall, is_known);
}

}  // namespace ponte::torch
