#include "formats/torch/reader.h"
#include "io/source.h"

namespace ponte::io::sources_torch {

extern const Source source_torch;

namespace {

Result<LoadedModel> load(SharedBytes file, const std::string&, const LoadOptions& options) {
  torch::ReadOptions read{.height = options.height,
                          .width = options.width,
                          .batch = options.batch.value_or(1),
                          .dynamic_size = options.dynamic_size,
                          .one_to_many = options.one_to_many,
                          .both_branches = options.both_branches};
  TRY_ASSIGN(torch::TorchModel read_model, torch::read_torch(std::move(file), read));
  LoadedModel model;
  model.source = &source_torch;
  model.undecoded = std::move(read_model.graph);
  model.head = std::move(read_model.head);
  model.card = std::move(read_model.card);
  model.head->suppression = suppression_of(options);
  model.parameters = read_model.parameters;
  model.warnings = std::move(read_model.warnings);
  TRY(set_outputs(model, options.outputs.value_or(Outputs::joint)));
  return model;
}

}  // namespace

constinit extern const Source source_torch{.name = "torch",
                                           .ending = ".pt",
                                           .note = "Ultralytics 8 and YOLOv5-repository checkpoints",
                                           .claims = nullptr,
                                           .load = load,
                                           .holds_floats = true};

}  // namespace ponte::io::sources_torch
