#include "formats/torch/network.h"

#include "base/mapped_file.h"
#include "formats/torch/class_names.h"

namespace ponte::torch {

/// Names what is built after the module's full path while it is built.
class Network::ModuleScope {
 public:
  ModuleScope(GraphBuilder& builder, const Module& module)
      : scope_(builder, std::string_view(module.path()).substr(shared_prefix(builder, module))) {}

 private:
  // A module is mostly built inside its parent, whose path the builder has already.
  static size_t shared_prefix(const GraphBuilder& builder, const Module& module) {
    const std::string& outer = builder.path();
    if (outer.empty()) return 0;
    bool inside =
        module.path().starts_with(outer) && module.path().size() > outer.size() && module.path()[outer.size()] == '.';
    return inside ? outer.size() + 1 : 0;
  }

  GraphBuilder::Scope scope_;
};

std::string Network::path_of(const Module& parent, std::string_view name) {
  return parent.path().empty() ? std::string(name) : fmt::format("{}.{}", parent.path(), name);
}

const ModuleClass* find_module_class(const Module& module) {
  std::string path = module.class_path();
  if (!is_known_package(path)) return nullptr;
  std::string name = module.class_name();
  for (const ModuleClass* candidate : all_module_classes())
    for (std::string_view known : candidate->names)
      if (known == name) return candidate;
  return nullptr;
}

const ModuleClass* Network::known_class(const Module& module) {
  if (b.failed()) return nullptr;
  const ModuleClass* found = find_module_class(module);
  if (!found) {
    fail(unknown_class_error(module));
    return nullptr;
  }
  if (!found->refusal.empty()) {
    fail(refusal_error(module, *found));
    return nullptr;
  }
  classes_.insert(module.class_name());
  return found;
}

// A known class with a part that its builder did not use is a variant of that class: building it without the part
// would give wrong numbers without an error.
void Network::check_all_used(const Module& module) {
  if (b.failed()) return;
  for (const Module& child : get(module.children())) {
    if (used_.contains(child.path())) continue;
    fail({ErrorKind::unsupported, child.path(),
          fmt::format("this {} has a part that ponte does not know of ({})", module.class_name(), child.class_name()),
          "the class was probably changed by its author"});
    return;
  }
  for (const auto& [key, value] : module.value().attribute("_parameters").entries()) {
    auto name = key.as_string();
    if (!name || value.is_none() || used_.contains(path_of(module, *name))) continue;
    fail({ErrorKind::unsupported, path_of(module, *name),
          fmt::format("this {} has a parameter that ponte does not know of", module.class_name()),
          "the class was probably changed by its author"});
    return;
  }
}

ValueId Network::call(const Module& module, ValueId x) {
  Values result = call_many(module, {{x}});
  return result.empty() ? ValueId{} : result[0];
}

ValueId Network::call(const Module& parent, std::string_view name, ValueId x) {
  auto module = part(parent, name);
  return module ? call(*module, x) : ValueId{};
}

Values Network::call_many(const Module& module, const std::vector<Values>& inputs) {
  const ModuleClass* known = known_class(module);
  if (!known) return {};
  used_.insert(module.path());
  ModuleScope scope(b, module);
  Values result;
  if (known->build_many) {
    result = known->build_many(*this, module, inputs);
  } else if (known->build && inputs.size() == 1 && inputs[0].size() == 1) {
    result = {known->build(*this, module, inputs[0][0])};
  } else {
    fail({ErrorKind::corrupt, module.path(),
          fmt::format("class {} cannot stand here: it is given {} inputs", module.class_name(), inputs.size()), ""});
    return {};
  }
  check_all_used(module);
  return result;
}

Head Network::call_head(const Module& module, const Values& maps) {
  const ModuleClass* known = known_class(module);
  if (!known) return {};
  if (!known->build_head) {
    fail({ErrorKind::unsupported, module.path(),
          fmt::format("the last layer is of class {}, which is not a head that ponte knows", module.class_name()), ""});
    return {};
  }
  ModuleScope scope(b, module);
  Head head = known->build_head(*this, module, maps);
  if (head.end_to_end && options.both_branches) {
    NetworkOptions chosen = std::exchange(options, {.one_to_many = true});
    head.training_levels = known->build_head(*this, module, maps).levels;
    options = chosen;
  }
  head.path = module.path();
  check_all_used(module);
  return head;
}

std::optional<Module> Network::part(const Module& parent, std::string_view name) {
  if (b.failed()) return std::nullopt;
  auto module = parent.module(name);
  if (!module) {
    fail(std::move(module).error());
    return std::nullopt;
  }
  used_.insert(module->path());
  return *module;
}

std::vector<Module> Network::parts(const Module& parent, std::string_view name) {
  auto list = part(parent, name);
  if (!list) return {};
  std::vector<Module> children = get(list->children());
  for (const Module& child : children) used_.insert(child.path());
  return children;
}

void Network::ignore_children(const Module& module) {
  for (const Module& child : get(module.children())) used_.insert(child.path());
}

std::optional<Tensor> Network::tensor(const Module& module, std::string_view name) {
  if (b.failed()) return std::nullopt;
  used_.insert(path_of(module, name));
  auto stored = module.tensor(name);
  if (!stored) {
    fail(std::move(stored).error());
    return std::nullopt;
  }
  auto floats = get(in_context(cast_tensor(*stored, DType::f32), path_of(module, name)));
  // Else the file would be in memory beside its numbers as floats, half as large again.
  if (stored->dtype() != DType::f32) release_pages(stored->bytes());
  return floats;
}

ValueId Network::weight(const Module& module, std::string_view name) {
  std::string path = path_of(module, name);
  if (auto known = weights_.find(path); known != weights_.end()) return known->second;
  auto data = tensor(module, name);
  if (!data || b.failed()) return {};
  ValueId id = b.graph().add_constant(path, std::move(*data));
  weights_.emplace(std::move(path), id);
  return id;
}

bool absent_or_identity(const Module& module, std::string_view name) {
  if (!module.has_module(name)) return true;
  auto part = module.module(name);
  return part && part->class_path() == "torch.nn.modules.linear.Identity";
}

}  // namespace ponte::torch
