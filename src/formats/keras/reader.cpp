#include "formats/keras/reader.h"

#include "base/zip.h"
#include "formats/keras/config/kerascv.h"
#include "formats/keras/read/graph_reader.h"

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

/// What both kinds of files hold, before the weights are assigned to layers.
struct Opened {
  KerasModel result;  // what is known without the network
  ConfigValue config;
  std::unique_ptr<ModelConfig> model;
  FlatModel flat;
};

Result<> parse_network(Bytes json, Opened& opened) {
  TRY_ASSIGN(opened.config, parse_config(json));
  TRY_ASSIGN(opened.model, parse_model(opened.config));
  TRY_ASSIGN(opened.flat, flatten(*opened.model));
  std::string_view module = opened.config.text("module");
  if (opened.result.keras_version.empty() && (module.empty() || module.starts_with("tf_keras")))
    opened.result.keras_version = "2";
  opened.result.graph.name = opened.model->name;
  return {};
}

Result<Opened> open_zip(const ZipArchive& archive) {
  Opened opened;
  read_metadata(archive, opened.result);
  TRY_ASSIGN(SharedBytes json, read_member(archive, kConfig));
  TRY(in_context(parse_network(json.bytes, opened), std::string(kConfig)));
  return opened;
}

Result<Opened> open_hdf5(const hdf5::File& file) {
  constexpr const char* kAttribute = "model_config";
  TRY_ASSIGN(std::optional<hdf5::Attribute> attribute, file.attribute("", kAttribute));
  if (!attribute)
    return with_hint(unsupported("the file holds weights without the model that they belong to"),
                     "save the whole model: model.save(\"model.keras\")");
  TRY_ASSIGN(std::string json, file.text("", kAttribute));
  Opened opened;
  if (auto version = file.text("", "keras_version")) opened.result.keras_version = *version;
  TRY(in_context(parse_network(as_bytes(json), opened), kAttribute));
  return opened;
}

Result<KerasModel> read_network(Opened opened, const Weights& weights, const ReadOptions& options) {
  TRY(read_graph(opened.flat, weights, options, opened.result));
  TRY(add_kerascv_head(opened.config, opened.result));
  return std::move(opened.result);
}

Result<KerasModel> read_zip(SharedBytes file, const ReadOptions& options) {
  TRY_ASSIGN(ZipArchive archive, ZipArchive::open(std::move(file)));
  TRY_ASSIGN(Opened opened, open_zip(archive));
  TRY_ASSIGN(SharedBytes weights_file, read_member(archive, kWeights));
  TRY_ASSIGN(hdf5::File hdf5, in_context(hdf5::File::open(std::move(weights_file)), std::string(kWeights)));
  TRY_ASSIGN(Weights weights,
             in_context(Weights::in_keras_file(std::move(hdf5), *opened.model), std::string(kWeights)));
  return read_network(std::move(opened), weights, options);
}

Result<KerasModel> read_hdf5(SharedBytes file, const ReadOptions& options) {
  TRY_ASSIGN(hdf5::File hdf5, hdf5::File::open(std::move(file)));
  TRY_ASSIGN(Opened opened, open_hdf5(hdf5));
  TRY_ASSIGN(Weights weights, Weights::in_legacy_file(std::move(hdf5), *opened.model));
  return read_network(std::move(opened), weights, options);
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

Result<std::vector<LayerCall>> list_layers(SharedBytes file) {
  if (hdf5::File::begins_like_hdf5(file.bytes)) {
    TRY_ASSIGN(hdf5::File hdf5, hdf5::File::open(std::move(file)));
    TRY_ASSIGN(Opened opened, open_hdf5(hdf5));
    return layer_calls(opened.flat);
  }
  TRY_ASSIGN(ZipArchive archive, ZipArchive::open(std::move(file)));
  TRY_ASSIGN(Opened opened, open_zip(archive));
  return layer_calls(opened.flat);
}

}  // namespace ponte::keras
