#pragma once
// TFLite files in LiteRT, as their users run them, seen as everything else here sees a model: floats, channels first,
// boxes in pixels.

#include "engines/common/session.h"
#include "io/load.h"
#include "uses/detector.h"

namespace ponte::detector {

/// What is done to the outputs of a file that is run as it is.
enum class NativeOutputs {
  as_they_are,  ///< apart from their numbers and layout
  pixels,       ///< boxes of a joint `output0` in pixels
  rows,         ///< boxes of an end-to-end `output0` in pixels
  split,        ///< joint outputs of a known head become those of HeadLayout::split
};

/// Opens the file of a TFLite model that was read with LoadOptions::float_ports and has the outputs of the file. An
/// engine error when LiteRT is missing or does not take the file.
Result<SessionPtr> open_native(const LoadedModel& model, NativeOutputs outputs, int threads);

}  // namespace ponte::detector
