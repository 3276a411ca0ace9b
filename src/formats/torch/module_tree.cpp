#include "formats/torch/module_tree.h"

#include <unordered_set>

namespace ponte::torch {

namespace {

constexpr int kMaxDepth = 64;
constexpr int64_t kMaxModules = 200'000;

/// Counts the modules at and below `module` as a walk would meet them; each object is expanded once.
class TreeCheck {
 public:
  Result<int64_t> count(const Module& module, int depth) {
    if (depth > kMaxDepth) return module.refuse(ErrorKind::corrupt, "modules are nested more than {} deep", kMaxDepth);
    auto [entry, is_new] = counts_.try_emplace(module.value().id(), kOpen);
    if (!is_new) {
      if (entry->second == kOpen) return module.refuse(ErrorKind::corrupt, "the module contains itself");
      return entry->second;
    }
    int64_t total = 1;
    TRY_ASSIGN(std::vector<Module> children, module.children());
    for (const Module& child : children) {
      TRY_ASSIGN(int64_t below, count(child, depth + 1));
      total += below;
      if (total > kMaxModules) return module.refuse(ErrorKind::corrupt, "more than {} modules", kMaxModules);
    }
    counts_[module.value().id()] = total;
    return total;
  }

 private:
  static constexpr int64_t kOpen = -1;
  std::unordered_map<PickleId, int64_t> counts_;
};

Result<int64_t> count_parameters(const Module& module, std::unordered_set<uint32_t>& seen) {
  int64_t total = 0;
  for (const auto& [name, parameter] : module.attribute("_parameters").entries()) {
    const auto* tensor = parameter.as<PickledTensor>();
    if (tensor && seen.insert(tensor->index).second) total += parameter.pickle()->tensors->tensor(tensor->index).count;
  }
  TRY_ASSIGN(std::vector<Module> children, module.children());
  for (const Module& child : children) {
    TRY_ASSIGN(int64_t below, count_parameters(child, seen));
    total += below;
  }
  return total;
}

}  // namespace

Result<Module> Module::from(PickleValue value, std::string path) {
  Module module(value, std::move(path));
  if (value.is_object() && !value.class_path().empty()) return module;
  return module.refuse(ErrorKind::unsupported, "{} where a module is expected", value.description());
}

std::string Module::class_name() const {
  std::string path = class_path();
  return path.substr(path.rfind('.') + 1);
}

std::string Module::name() const { return path_.substr(path_.rfind('.') + 1); }

std::string Module::child_path(std::string_view name) const {
  return path_.empty() ? std::string(name) : fmt::format("{}.{}", path_, name);
}

bool Module::has_module(std::string_view name) const { return !attribute("_modules").get(name).is_none(); }

Result<Module> Module::module(std::string_view name) const {
  PickleValue child = attribute("_modules").get(name);
  if (child.is_none()) return refuse(ErrorKind::corrupt, "class {} has no submodule '{}'", class_path(), name);
  return from(child, child_path(name));
}

Result<std::vector<Module>> Module::children() const {
  std::vector<Module> modules;
  for (const auto& [key, child] : attribute("_modules").entries()) {
    if (child.is_none()) continue;
    TRY_ASSIGN(std::string name, in_context(key.as_string(), child_path("_modules")));
    TRY_ASSIGN(Module module, from(child, child_path(name)));
    modules.push_back(std::move(module));
  }
  return modules;
}

PickleValue Module::find_tensor(std::string_view name) const {
  for (std::string_view group : {"_parameters", "_buffers"}) {
    PickleValue found = attribute(group).get(name);
    if (!found.is_none()) return found;
  }
  return attribute(name);
}

bool Module::has_tensor(std::string_view name) const { return find_tensor(name).is_tensor(); }

Result<Tensor> Module::tensor(std::string_view name) const {
  PickleValue found = find_tensor(name);
  if (found.is_none()) return refuse(ErrorKind::corrupt, "class {} has no tensor '{}'", class_path(), name);
  return in_context(found.as_tensor(), child_path(name));
}

Result<Dims> Module::tensor_dims(std::string_view name) const {
  PickleValue found = find_tensor(name);
  const auto* tensor = found.as<PickledTensor>();
  if (!tensor) return refuse(ErrorKind::corrupt, "class {} has no tensor '{}'", class_path(), name);
  return found.pickle()->tensors->tensor(tensor->index).sizes;
}

template <class T>
Result<T> Module::read_as(std::string_view name, Result<T> (PickleValue::*convert)() const) const {
  PickleValue value = attribute(name);
  if (value.is_none()) return refuse(ErrorKind::corrupt, "class {} has no attribute '{}'", class_path(), name);
  return in_context((value.*convert)(), child_path(name));
}

template <class T>
Result<T> Module::typed_or(std::string_view name, Result<T> (PickleValue::*convert)() const, T otherwise) const {
  return has(name) ? read_as(name, convert) : Result<T>(std::move(otherwise));
}

Result<int64_t> Module::integer(std::string_view name) const { return read_as(name, &PickleValue::as_int); }
Result<double> Module::real(std::string_view name) const { return read_as(name, &PickleValue::as_float); }
Result<bool> Module::flag(std::string_view name) const { return read_as(name, &PickleValue::as_bool); }
Result<std::string> Module::text(std::string_view name) const { return read_as(name, &PickleValue::as_string); }
Result<Dims> Module::ints(std::string_view name) const { return read_as(name, &PickleValue::as_ints); }

Result<Dims> Module::ints(std::string_view name, size_t count) const {
  TRY_ASSIGN(Dims values, ints(name));
  if (values.size() == 1) values.resize(count, values[0]);
  if (values.size() == count) return values;
  return refuse(ErrorKind::corrupt, "attribute '{}' has {} elements, not {}", name, values.size(), count);
}

Result<int64_t> Module::integer_or(std::string_view name, int64_t otherwise) const {
  return typed_or(name, &PickleValue::as_int, otherwise);
}
Result<double> Module::real_or(std::string_view name, double otherwise) const {
  return typed_or(name, &PickleValue::as_float, otherwise);
}
Result<bool> Module::flag_or(std::string_view name, bool otherwise) const {
  return typed_or(name, &PickleValue::as_bool, otherwise);
}
Result<std::string> Module::text_or(std::string_view name, std::string otherwise) const {
  return typed_or(name, &PickleValue::as_string, std::move(otherwise));
}
Result<Dims> Module::ints_or(std::string_view name, Dims otherwise) const {
  return typed_or(name, &PickleValue::as_ints, std::move(otherwise));
}

Result<int64_t> parameter_count(const Module& module) {
  std::unordered_set<uint32_t> seen;
  return count_parameters(module, seen);
}

Result<> check_module_tree(const Module& root) {
  TRY(TreeCheck().count(root, 0));
  return {};
}

}  // namespace ponte::torch
