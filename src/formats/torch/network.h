#pragma once
// Turns a tree of pickled modules into nodes of a graph. One file per module class lies in formats/torch/modules.

#include <set>
#include <unordered_map>
#include <unordered_set>

#include "formats/torch/module_tree.h"
#include "graph/builder.h"
#include "yolo/head/head.h"

namespace ponte::torch {

using Values = std::vector<ValueId>;

class Network;

/// What ponte knows of one module class, or of a few that compute the same way. Exactly one function is set.
struct ModuleClass {
  std::span<const std::string_view> names;  ///< short class names: "Conv"
  /// One value in, one value out: almost all modules.
  ValueId (*build)(Network&, const Module&, ValueId x) = nullptr;
  /// Any number in and out. `inputs[i]` is what source i gave, mostly one value.
  Values (*build_many)(Network&, const Module&, const std::vector<Values>& inputs) = nullptr;
  /// The last layer: what it makes of the feature maps.
  Head (*build_head)(Network&, const Module&, const Values& maps) = nullptr;
  /// Recognised and not carried: what it is, for the error.
  std::string_view refusal = {};
};

/// All module classes, by file name.
std::span<const ModuleClass* const> all_module_classes();

/// The class of a module. Only classes of the packages that ponte knows count (torch.nn, ultralytics, the YOLOv5
/// repository): a user's own class of the same name may compute something else.
const ModuleClass* find_module_class(const Module& module);

struct NetworkOptions {
  bool one_to_many = false;    ///< of a head that has both, build the one that needs NMS
  bool both_branches = false;  ///< of a head that has both, build the other one too
};

/// Builds modules. Errors stick to the graph builder: after the first one everything gives empty values.
class Network {
 public:
  Network(GraphBuilder& builder, NetworkOptions options) : b(builder), options(options) {}

  GraphBuilder& b;
  NetworkOptions options;

  /// What the submodule `name` makes of x.
  ValueId call(const Module& parent, std::string_view name, ValueId x);
  /// What a module makes of x.
  ValueId call(const Module& module, ValueId x);
  Values call_many(const Module& module, const std::vector<Values>& inputs);
  Head call_head(const Module& module, const Values& maps);

  /// A submodule that the caller goes on with itself; it counts as used.
  std::optional<Module> part(const Module& parent, std::string_view name);
  /// The submodules of a ModuleList or Sequential called `name`; they count as used.
  std::vector<Module> parts(const Module& parent, std::string_view name);
  /// A part that does nothing when the network runs (losses, branches for training).
  void ignore(const Module& parent, std::string_view name) { used_.insert(path_of(parent, name)); }
  /// Marks all submodules as used, for classes that walk their children themselves.
  void ignore_children(const Module& module);

  /// A parameter or buffer as an f32 constant, named by its path.
  ValueId weight(const Module& module, std::string_view name);
  bool has_weight(const Module& module, std::string_view name) const { return module.has_tensor(name); }
  /// The same, changed by the caller (a transposed matrix, a sum of kernels). Counts as read.
  std::optional<Tensor> tensor(const Module& module, std::string_view name);

  /// The value of a result, or an empty one and the error recorded.
  template <class T>
  T get(Result<T> result) {
    if (result) return std::move(*result);
    fail(std::move(result).error());
    return T{};
  }
  void fail(Error error) { b.fail(std::move(error)); }

  /// Short class names of all modules that were built.
  const std::set<std::string, std::less<>>& classes() const { return classes_; }

 private:
  class ModuleScope;

  static std::string path_of(const Module& parent, std::string_view name);
  const ModuleClass* known_class(const Module& module);
  void check_all_used(const Module& module);

  std::set<std::string, std::less<>> classes_;
  std::unordered_set<std::string> used_;
  std::unordered_map<std::string, ValueId> weights_;
};

/// The module itself is no container and has no part `name`, or that part is a torch.nn.Identity.
bool absent_or_identity(const Module& module, std::string_view name);

}  // namespace ponte::torch
