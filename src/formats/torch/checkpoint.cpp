#include "formats/torch/checkpoint.h"

#include "base/zip.h"
#include "formats/torch/container.h"

namespace ponte::torch {

namespace {

constexpr std::string_view kSaveModule =
    "the network itself is needed: save the module, as training with Ultralytics does: torch.save({'model': model}, …)";

bool is_module(PickleValue value) { return value.is_object() && value.attribute("_modules").is_dict(); }

/// A dict from names to tensors.
bool is_state_dict(PickleValue value) {
  auto entries = value.entries();
  size_t tensors = 0;
  for (const auto& [key, entry] : entries) tensors += key.is_text() && entry.is_tensor();
  return tensors > 0 && 2 * tensors >= entries.size();
}

/// The names that training scripts give to the network, the averaged one first.
PickleValue find_network(PickleValue root) {
  if (!root.is_dict()) return root;
  PickleValue averaged = root.get("ema");
  // Some YOLOv5 releases wrote (network, number of updates).
  if (averaged.is_sequence() && !averaged.items().empty()) averaged = averaged.items()[0];
  PickleValue plain = root.get("model");
  return is_module(averaged) || plain.is_none() ? averaged : plain;
}

/// Takes the network out of what spreads it over several devices.
PickleValue unwrap(PickleValue network) {
  return network.class_path().ends_with("DataParallel") ? network.attribute("_modules").get("module") : network;
}

std::unexpected<Error> explain_missing_network(PickleValue root, PickleValue network) {
  bool has_weights = is_state_dict(root) || is_state_dict(network);
  std::string names;
  for (const auto& [key, value] : root.entries()) {
    has_weights = has_weights || is_state_dict(value);
    Result<std::string> name = key.as_string();
    if (name && names.size() < 200) names += fmt::format("{}{:.40}", names.empty() ? "" : ", ", *name);
  }
  if (has_weights)
    return with_hint(unsupported("a state dict: weights without the network they belong to"), std::string(kSaveModule));
  if (!network.is_none())
    return with_hint(unsupported("the checkpoint's network is {}, not a module", network.description()),
                     std::string(kSaveModule));
  return with_hint(unsupported("no network in the checkpoint{}{}", names.empty() ? "" : "; it has: ", names),
                   std::string(kSaveModule));
}

Result<Pickle> read_container(SharedBytes file) {
  if (ZipArchive::begins_like_zip(file.bytes)) return read_zip_container(std::move(file));
  if (begins_like_legacy_container(file.bytes)) return read_legacy_container(std::move(file));
  return explain_foreign_file(file.bytes);
}

}  // namespace

std::string text_or_empty(PickleValue value) { return value.as_string().value_or(""); }

Result<Checkpoint> read_checkpoint(SharedBytes file) {
  // Copies of tensors that do not lie row-major; an honest file needs each byte once.
  uint64_t copy_budget = 2 * file.bytes.size() + (uint64_t{64} << 20);
  TRY_ASSIGN(Pickle read, read_container(std::move(file)));
  auto pickle = std::make_unique<Pickle>(std::move(read));
  pickle->tensors->set_copy_budget(copy_budget);
  PickleValue root(*pickle, pickle->root);
  PickleValue network = unwrap(find_network(root));
  if (!is_module(network)) return explain_missing_network(root, network);
  TRY_ASSIGN(Module model, Module::from(network, ""));
  TRY(check_module_tree(model));
  return Checkpoint(std::move(pickle), std::move(model));
}

TrainingFacts Checkpoint::facts() const {
  TrainingFacts facts;
  PickleValue top = root();
  facts.date = text_or_empty(top.get("date"));
  facts.version = text_or_empty(top.get("version"));
  facts.license = text_or_empty(top.get("license"));
  if (Result<int64_t> epoch = top.get("epoch").as_int()) facts.epoch = *epoch;
  facts.train_args = top.get("train_args");
  return facts;
}

}  // namespace ponte::torch
