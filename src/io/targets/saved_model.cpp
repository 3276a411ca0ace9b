#include "formats/saved_model/writer.h"
#include "io/target.h"
#include "yolo/card/card.h"

namespace ponte::io::targets_saved_model {

namespace {

Result<> prepare(LoadedModel& model, const ConvertOptions& options, const PassOptions& passes, Report& report) {
  model.undecoded.reset();
  if (!options.load.batch) TRY(open_batch(model));
  TRY_ASSIGN(report, optimize(model.graph, passes));
  return finish_channels_last(model, options, passes, saved_model::can_write, report);
}

Result<> write(LoadedModel model, const ConvertOptions&, const AtomicFolder& folder) {
  model.file = {};
  return saved_model::write_saved_model(std::move(model.graph), card_to_metadata(model.card), folder);
}

}  // namespace

constinit extern const Target target_saved_model{
    .name = "saved_model",
    .ending = "_saved_model",
    .note = "written: a folder for TensorFlow 2, TensorFlow Serving and Ultralytics",
    .prepare = prepare,
    .write = nullptr,
    .as_onnx = nullptr,
    .folder_mark = "saved_model.pb",
    .write_folder = write};

}  // namespace ponte::io::targets_saved_model
