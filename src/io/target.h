#pragma once
// A format that models are written in. One file per format lies in io/targets; ponte_table lists them.

#include <span>
#include <string_view>

#include "base/atomic_file.h"
#include "base/atomic_folder.h"
#include "engines/common/session.h"
#include "io/load.h"
#include "passes/pipeline.h"

namespace ponte::io {

struct Target {
  std::string_view name;        // "onnx"
  std::string_view ending;      // of file names: ".onnx"
  std::string_view note;        // what is written, for people
  bool trains = false;          // can keep batch normalisations, for training on
  bool has_precisions = false;  // can keep weights in fewer bits
  bool integers = false;        // computes in integers where the source does
  bool takes_pictures = false;  // has operators for what a program does with a picture before and after the network
  /// Brings a model to the form that the format has, from its graph as it was read.
  Result<> (*prepare)(LoadedModel& model, const ConvertOptions& options, const PassOptions& passes, Report& report);
  /// Takes the model over, so that weights can go as soon as they are written. Null for a format that is a folder.
  Result<> (*write)(LoadedModel model, const ConvertOptions& options, AtomicFile& file);
  /// What was written, as an ONNX model that computes the same with the same ports; the file itself when it is one.
  /// Null: what was written cannot be checked.
  Result<std::vector<std::byte>> (*as_onnx)(SharedBytes file);
  /// What was written, in the engine that its users run it in. Null: there is none here, `as_onnx` is run.
  Result<SessionPtr> (*open)(SharedBytes file, int threads) = nullptr;
  /// Null or an error: that engine is missing.
  Result<> (*has_engine)() = nullptr;
  /// What a user should know of what was written, in one line; null: nothing.
  std::string_view (*remark)(const ConvertOptions& options) = nullptr;
  /// Of a format that is a folder: the name of the file that says so, and what fills it.
  std::string_view folder_mark = {};
  Result<> (*write_folder)(LoadedModel model, const ConvertOptions& options, const AtomicFolder& folder) = nullptr;

  bool is_folder() const { return write_folder != nullptr; }
};

/// By name.
std::span<const Target* const> all_targets();

/// Any number of pictures at once, where the file does not say how many; a step of `prepare`.
Result<> open_batch(LoadedModel& model);

/// The last steps of `prepare` for a format with channels last: layout, then what it has no operators for.
Result<> finish_channels_last(LoadedModel& model, const ConvertOptions& options, const PassOptions& passes,
                              const CanWrite& can_write, Report& report);

/// The graph, as it was read or prepared, as an ONNX model for the engine: operator by operator, without any pass that
/// is not needed to write it.
Result<std::vector<std::byte>> to_plain_onnx(Graph graph, int opset);

}  // namespace ponte::io
