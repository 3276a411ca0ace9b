#include <array>
#include <filesystem>

#include "formats/keras/reader.h"
#include "formats/keras/writer.h"
#include "io/target.h"
#include "passes/layout/relayout.h"
#include "yolo/card/card.h"

namespace ponte::io::targets_keras {

namespace {

/// What makes one parameter of several, or shares those that are equal only as long as nobody trains them.
constexpr std::array<std::string_view, 5> kRulesAgainstTraining{
    "fuse_conv_add", "fuse_conv_batch_norm", "fuse_conv_mul", "merge_equal_nodes", "merge_parallel_convs"};

Result<> prepare(LoadedModel& model, const ConvertOptions& options, const PassOptions& passes, Report& report) {
  if (model.head && !model.outputs_as_read)
    TRY(set_outputs(model, options.load.outputs.value_or(Outputs::joint), AnchorForm::counted));
  model.undecoded.reset();
  if (!options.load.batch) TRY(open_batch(model));
  PassOptions wanted = passes;
  if (options.keep_batch_norm)
    wanted.disabled_rules.insert(wanted.disabled_rules.end(), kRulesAgainstTraining.begin(),
                                 kRulesAgainstTraining.end());
  TRY_ASSIGN(report, optimize(model.graph, wanted));
  return finish_channels_last(model, options, passes, keras::can_write, report);
}

Result<> write(LoadedModel model, const ConvertOptions&, AtomicFile& file) {
  // The file of a model in half precision is of no more use.
  model.file = {};
  std::string name = std::filesystem::path(model.card.source_file).stem().string();
  return keras::write_keras(std::move(model.graph), {.model_name = name, .metadata = card_to_metadata(model.card)},
                            file);
}

Result<std::vector<std::byte>> as_onnx(SharedBytes file) {
  TRY_ASSIGN(keras::KerasModel read, keras::read_keras(std::move(file), {.batch = 1}));
  TRY_ASSIGN(RelayoutResult first, relayout(read.graph, Layout::nchw, PortLayout::as_is));
  return to_plain_onnx(std::move(first.graph), 17);
}

}  // namespace

constinit extern const Target target_keras{.name = "keras",
                                           .ending = ".keras",
                                           .note = "read: Keras 2 and 3, .h5 too; written: Keras 3.4 and later",
                                           .trains = true,
                                           .prepare = prepare,
                                           .write = write,
                                           .as_onnx = as_onnx};

}  // namespace ponte::io::targets_keras
