#include "formats/keras/reader.h"

#include "base/zip.h"
#include "formats/keras/graph_reader.h"
#include "formats/keras/kerascv.h"

namespace ponte::keras {

namespace {

constexpr std::string_view kConfig = "config.json", kMetadata = "metadata.json", kWeights = "model.weights.h5";
// Metadata are for people; a file that has too many of them is none of theirs.
constexpr size_t kMostMetadata = size_t{1} << 20;

Result<SharedBytes> read_member(const ZipArchive& archive, std::string_view name) {
  const ZipMember* member = archive.find(name);
  if (!member) return corrupt("the archive has no {}", name);
  return in_context(archive.read(*member), std::string(name));
}

// What says nothing of the network is never a reason to refuse it.
void read_metadata(const ZipArchive& archive, KerasModel& model) {
  const ZipMember* member = archive.find(kMetadata);
  if (!member || member->size > kMostMetadata) return;
  auto bytes = archive.read(*member);
  auto metadata = bytes ? parse_config(bytes->bytes) : Result<ConfigValue>{};
  if (!metadata) return;
  model.keras_version = metadata->text("keras_version");
  const ConfigValue* card = metadata->find("ponte");
  const auto* entries = card ? card->as<ConfigValue::Dict>() : nullptr;
  if (!entries) return;
  for (const auto& [key, value] : *entries)
    if (value.as<std::string>()) model.metadata.emplace_back(key, value.text());
}

Result<> read_model(const ConfigValue& config, const Weights& weights, const ModelConfig& model,
                    const ReadOptions& options, KerasModel& result) {
  if (result.keras_version.empty() && (config.text("module").empty() || config.text("module").starts_with("tf_keras")))
    result.keras_version = "2";
  TRY_ASSIGN(FlatModel flat, flatten(model));
  TRY(read_graph(flat, weights, options, result));
  result.graph.name = model.name;
  return add_kerascv_head(config, result);
}

Result<KerasModel> read_zip(SharedBytes file, const ReadOptions& options) {
  TRY_ASSIGN(ZipArchive archive, ZipArchive::open(std::move(file)));
  KerasModel result;
  read_metadata(archive, result);
  TRY_ASSIGN(SharedBytes json, read_member(archive, kConfig));
  TRY_ASSIGN(ConfigValue config, in_context(parse_config(json.bytes), std::string(kConfig)));
  TRY_ASSIGN(std::unique_ptr<ModelConfig> model, in_context(parse_model(config), std::string(kConfig)));
  TRY_ASSIGN(SharedBytes weights_file, read_member(archive, kWeights));
  TRY_ASSIGN(hdf5::File hdf5, in_context(hdf5::File::open(std::move(weights_file)), std::string(kWeights)));
  TRY_ASSIGN(Weights weights, in_context(Weights::in_keras_file(std::move(hdf5), *model), std::string(kWeights)));
  TRY(read_model(config, weights, *model, options, result));
  return result;
}

Result<KerasModel> read_hdf5(SharedBytes file, const ReadOptions& options) {
  TRY_ASSIGN(hdf5::File hdf5, hdf5::File::open(std::move(file)));
  TRY_ASSIGN(std::optional<hdf5::Attribute> has_config, hdf5.attribute("", "model_config"));
  if (!has_config)
    return with_hint(unsupported("the file holds weights without the model that they belong to"),
                     "save the whole model: model.save(\"model.keras\")");
  TRY_ASSIGN(std::string json, hdf5.text("", "model_config"));
  TRY_ASSIGN(ConfigValue config, in_context(parse_config(as_bytes(json)), "model_config"));
  TRY_ASSIGN(std::unique_ptr<ModelConfig> model, in_context(parse_model(config), "model_config"));
  KerasModel result;
  if (auto version = hdf5.text("", "keras_version")) result.keras_version = *version;
  TRY_ASSIGN(Weights weights, Weights::in_legacy_file(std::move(hdf5), *model));
  TRY(read_model(config, weights, *model, options, result));
  return result;
}

}  // namespace

bool looks_like_keras_zip(Bytes file) {
  if (!ZipArchive::begins_like_zip(file)) return false;
  auto archive = ZipArchive::open({file, nullptr});
  return archive && archive->find(kConfig) && (archive->find(kWeights) || archive->find(kMetadata));
}

Result<KerasModel> read_keras(SharedBytes file, const ReadOptions& options) {
  return hdf5::File::begins_like_hdf5(file.bytes) ? read_hdf5(std::move(file), options)
                                                  : read_zip(std::move(file), options);
}

}  // namespace ponte::keras
