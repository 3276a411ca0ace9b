#pragma once
// The modules of a pickled network: what torch.nn.Module objects hold, looked up by name, with errors that say where.

#include "formats/torch/value.h"

namespace ponte::torch {

/// One torch.nn.Module object; cheap to copy. Valid as long as the Checkpoint that it came from.
///
/// Names are looked up where torch keeps them: submodules in `_modules`, tensors in `_parameters` and `_buffers`, all
/// else among the object's plain attributes. What a class defines rather than the object (`Detect.max_det`) is not in
/// the file: use the `_or` forms for those. Every error starts with path(), or with the path of the attribute:
/// "model.9.m.0.stride: a dict where a list is expected".
class Module {
 public:
  /// Takes a value for a module. Unsupported when it is not an object.
  static Result<Module> from(PickleValue value, std::string path);

  /// Where it is in the network, as torch's named_modules() has it: "model.9.m.0".
  const std::string& path() const { return path_; }
  /// "ultralytics.nn.modules.conv.Conv"
  std::string class_path() const { return value_.class_path(); }
  /// "Conv"
  std::string class_name() const;
  /// The object itself, for what the calls below do not cover.
  PickleValue value() const { return value_; }

  /// True when there is such a submodule and it is not None.
  bool has_module(std::string_view name) const;
  Result<Module> module(std::string_view name) const;
  /// The submodules, in their order, without those that are None.
  Result<std::vector<Module>> children() const;
  /// Name of a child inside its parent: "0" for "model.9.m.0".
  std::string name() const;

  /// True when there is such a parameter, buffer or plain tensor, and it is not None.
  bool has_tensor(std::string_view name) const;
  Result<Tensor> tensor(std::string_view name) const;
  /// The sizes of a tensor, without reading it.
  Result<Dims> tensor_dims(std::string_view name) const;

  /// A plain attribute; None when there is none.
  PickleValue attribute(std::string_view name) const { return value_.attribute(name); }
  /// True when there is such a plain attribute and it is not None.
  bool has(std::string_view name) const { return !attribute(name).is_none(); }

  /// Plain attributes of one type. Corrupt when missing or of another type.
  Result<int64_t> integer(std::string_view name) const;
  Result<double> real(std::string_view name) const;
  Result<bool> flag(std::string_view name) const;
  Result<std::string> text(std::string_view name) const;
  /// A list or tuple of ints; a lone int is a list of one.
  Result<Dims> ints(std::string_view name) const;
  /// Exactly `count` ints, as kernel sizes and strides are; a lone int is repeated.
  Result<Dims> ints(std::string_view name, size_t count) const;

  /// The same, with a value for when the attribute is missing or None.
  Result<int64_t> integer_or(std::string_view name, int64_t otherwise) const;
  Result<double> real_or(std::string_view name, double otherwise) const;
  Result<bool> flag_or(std::string_view name, bool otherwise) const;
  Result<std::string> text_or(std::string_view name, std::string otherwise) const;
  Result<Dims> ints_or(std::string_view name, Dims otherwise) const;

  /// An error of the caller's own, with path() as its place.
  template <class... Args>
  std::unexpected<Error> refuse(ErrorKind kind, fmt::format_string<Args...> format, Args&&... args) const {
    return std::unexpected(Error{kind, path_, fmt::format(format, std::forward<Args>(args)...), ""});
  }

 private:
  Module(PickleValue value, std::string path) : value_(value), path_(std::move(path)) {}

  PickleValue find_tensor(std::string_view name) const;
  std::string child_path(std::string_view name) const;
  template <class T>
  Result<T> read_as(std::string_view name, Result<T> (PickleValue::*convert)() const) const;
  template <class T>
  Result<T> typed_or(std::string_view name, Result<T> (PickleValue::*convert)() const, T otherwise) const;

  PickleValue value_;
  std::string path_;
};

/// Elements of all parameters below a module, shared ones counted once.
Result<int64_t> parameter_count(const Module& module);

/// Checks that the submodules form a tree that can be walked: no cycle, a bounded depth, a bounded number of modules.
/// To be called once on the root; afterwards a recursion over children() ends.
Result<> check_module_tree(const Module& root);

}  // namespace ponte::torch
