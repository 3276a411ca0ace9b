#pragma once
// From one model file to others, with the difference measured.

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "ponte/card.h"
#include "ponte/progress.h"
#include "ponte/result.h"

namespace ponte {

/// What the written model gives. A is the number of anchors.
enum class Outputs {
  joint,       ///< what the family's own ONNX export gives: `output0` (B, 4 + classes + extra, A), or
               ///< (B, 300, 6 + extra) for a head that needs no NMS; segment adds `output1`
  split,       ///< `boxes` (B, A, 4) x1 y1 x2 y2 in pixels, `scores` (B, A, classes), and what the task adds
  levels,      ///< the raw maps of each pyramid level, undecoded
  detections,  ///< suppression inside: `detections` (B, max_detections, 6 + extra) x1 y1 x2 y2 score class extra, empty
               ///< rows zeros, and `count` (B); segment adds `prototypes`
};

/// How a model is read. Zero means: as the file has it. Of files that are no checkpoints only a size that they leave
/// open can be chosen.
struct LoadOptions {
  int64_t height = 0, width = 0;   ///< network input in pixels
  std::optional<int64_t> batch;    ///< 0: any; nothing: what the format written has (ONNX: 1)
  bool dynamic_size = false;       ///< checkpoints only: leave height and width open
  bool one_to_many = false;        ///< of a head with two branches, the one that needs NMS
  bool both_branches = false;      ///< of such a head, both; Outputs::levels then has `one_to_many_…` too, for training
  double confidence = 0.25;        ///< of Outputs::detections and Embedding::post
  std::optional<double> iou;       ///< of the same; nothing: 0.7, and for heads that need no suppression none
  int64_t max_detections = 300;    ///< of the same
  std::optional<Outputs> outputs;  ///< nothing: what the file gives (checkpoints: joint)
  bool float_ports = false;  ///< of a quantized TFLite model: inputs and outputs as the numbers that they stand for
};

/// For those who look for the rule that broke something.
struct DeveloperOptions {
  std::vector<std::string> disabled_rules;
  std::optional<int64_t> stop_after;  ///< apply only so many patches
  std::string dump_after;             ///< a rule or a group of rules
  std::function<void(std::string_view name, const std::string& graph_text)> dump;
};

/// Where inputs and outputs with channels and spatial axes have their channels.
enum class IoLayout { native, nchw, nhwc };

/// How weights are kept; activations stay float32.
enum class Precision {
  fp32,
  fp16,          ///< TFLite: half precision, widened when the model is loaded
  int8_weights,  ///< TFLite: 8 bits with a scale per output channel, widened when the model is loaded
  int8_dynamic,  ///< TFLite: 8 bits straight into the convolutions, inputs quantized while the model runs
};

/// The processors that an ONNX model in integers is for.
enum class Processors {
  x64,       ///< the same numbers on every x86-64 processor: weights whose sums could leave 16 bits are unsigned
  x64_vnni,  ///< signed weights as they are: about twice as fast with VNNI, and other numbers without it
};

/// What is put into a model beside the network.
struct Embedding {
  bool pre = false;  ///< ONNX: the input is `image`, u8 (H, W, 3) of any size, which the model letterboxes itself
  bool bgr = false;  ///< its colours are in OpenCV's order
  /// The outputs are objects. ONNX: `boxes` (n, 4), `scores` (n), `classes` (n) and what the task adds, in pixels of
  /// the picture, with thresholds as inputs that may be left out; see docs/embed.md. Other formats:
  /// Outputs::detections.
  bool post = false;
  bool thresholds_required = false;  ///< ONNX: they may not be left out; ONNX Runtime Web takes no others
};

struct ConvertOptions {
  LoadOptions load;
  Embedding embed;
  IoLayout io_layout = IoLayout::native;  ///< native: what the format's users expect
  bool keep_batch_norm = false;           ///< Keras: leave batch normalisations as layers, for training on
  Precision precision = Precision::fp32;  ///< of TFLite files
  int opset = 17;                         ///< of ONNX files
  Processors target = Processors::x64;    ///< of ONNX files in integers
  bool check = true;                      ///< run what was written against what was read
  bool overwrite = false;
  int threads = 0;  ///< 0: all
  DeveloperOptions developer;
  ProgressCallback progress;
};

/// How far one output of the written model is from the source's, over all inputs that were tried.
struct OutputDifference {
  std::string name;
  std::vector<int64_t> dims;
  double max_abs = 0, mean_abs = 0;
  double largest = 0;  ///< largest absolute value of the source's output
  double cosine = 1;
};

/// What was written once more, computed as other processors or runtimes compute it.
struct OtherArithmetic {
  std::string name;  ///< "x86-64 without VNNI"
  std::vector<OutputDifference> differences;
};

struct WrittenFile {
  std::string path, format;
  uint64_t bytes = 0;
  std::vector<OutputDifference> differences;  ///< empty when it was not checked
  std::string checked_with;                   ///< what was run to get them
  std::vector<OtherArithmetic> elsewhere;     ///< where it gives other numbers than these
  std::string remark;                         ///< what is to be known of it, for people; usually empty
};

struct ConvertReport {
  Card card;
  int64_t parameters = 0;
  size_t nodes_read = 0, nodes_written = 0;
  std::map<std::string, int64_t> rules_applied;
  std::vector<std::string> warnings;
  std::vector<WrittenFile> written;
};

/// Reads `model` once and writes every path of `outputs`; the name's ending says the format. Nothing is left behind
/// of a file that could not be completed. An output that differs from the source's by more than rounding is
/// ErrorKind::check_failed; the file is then removed.
///
///   auto report = ponte::convert("best.pt", {"best.onnx"}, {});
///   if (!report) std::cerr << report.error().message();
Result<ConvertReport> convert(const std::string& model, const std::vector<std::string>& outputs,
                              const ConvertOptions& options);

/// The formats that convert() can write: name and file ending.
struct FormatInfo {
  std::string name, ending;
  bool reads = false, writes = false;
  std::string note;
};
std::vector<FormatInfo> formats();

}  // namespace ponte
