#include "formats/keras/reader.h"
#include "io/source.h"
#include "yolo/card/card.h"
#include "yolo/recognize/recognize.h"

namespace ponte::io::sources_keras {

extern const Source source_keras;

namespace {

bool claims(Bytes file) {
  std::string_view head = as_text(file.first(std::min<size_t>(file.size(), 16)));
  return head.starts_with("\x89HDF\r\n\x1a\n") || keras::looks_like_keras_zip(file);
}

/// A value of a graph whose layout was changed, in the order of axes that heads have.
ValueId permuted_value(ValueId old, const RelayoutResult& changed, GraphBuilder& builder) {
  const PermutedValue& stored = changed.values[old.index];
  size_t rank = stored.order.size();
  Dims order = to_nchw(rank), perm;
  if (stored.order == order) return stored.value;
  for (int64_t axis : order) perm.push_back(place_of(stored.order, axis));
  return builder.transpose(stored.value, std::move(perm), "channels_first");
}

Result<Head> permute_head(Head head, RelayoutResult& changed) {
  GraphBuilder builder(changed.graph);
  head.for_each_value([&](ValueId& value) { value = permuted_value(value, changed, builder); });
  TRY(builder.status());
  return head;
}

Result<LoadedModel> load(SharedBytes file, const std::string&, const LoadOptions& options) {
  keras::ReadOptions read{.batch = options.batch.value_or(1), .height = options.height, .width = options.width};
  TRY_ASSIGN(keras::KerasModel read_model, keras::read_keras(std::move(file), read));
  TRY_ASSIGN(RelayoutResult changed, relayout(read_model.graph, Layout::nchw, PortLayout::change));
  LoadedModel model;
  model.source = &source_keras;
  model.card = card_from_metadata(read_model.metadata);
  model.parameters = read_model.parameters;
  model.info.layers = std::move(read_model.layers);
  if (read_model.head) {
    TRY_ASSIGN(model.head, permute_head(std::move(*read_model.head), changed));
  }
  model.graph = std::move(changed.graph);
  model.read = std::move(changed.ports);
  TRY(check_input(model.graph, options));
  std::optional<Error> unknown_head;
  if (!model.head) {
    auto head = recognize_head(model.graph);
    if (head)
      model.head = std::move(*head);
    else
      unknown_head = std::move(head).error();
  }
  if (model.head) model.head->suppression = suppression_of(options);
  complete_card(model.card, model.graph, model.head);
  bool decoded = !read_model.head;
  if (decoded && (!options.outputs || *options.outputs == Outputs::joint)) return model;
  if (unknown_head) return std::unexpected(std::move(*unknown_head));
  TRY(set_outputs(model, options.outputs.value_or(Outputs::joint)));
  return model;
}

}  // namespace

constinit extern const Source source_keras{
    .name = "keras", .ending = ".keras", .note = {}, .claims = claims, .load = load, .has_layers = true};

}  // namespace ponte::io::sources_keras
