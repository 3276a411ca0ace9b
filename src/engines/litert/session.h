#pragma once
// Running a TFLite model in LiteRT.

#include "base/bytes.h"
#include "engines/common/session.h"
#include "uses/litert.h"

namespace ponte::litert {

struct SessionOptions {
  int threads = 0;      ///< 0: all that the machine has
  bool xnnpack = true;  ///< false: TensorFlow Lite's own kernels, several times slower
};

/// Loads a model and opens the runtime if this is the first. Names are those of the first signature, or of the tensors
/// where the file has none. Inputs and outputs are as the file has them: channels last, quantized ones as integers with
/// Port::quantized. A size that is open is chosen by the tensors of a run.
///
/// The runtime is not made for hostile files: give it only what ponte's own reader has taken. One thread at a time may
/// use a session. Loading and running fail with engine errors; each has one line.
Result<SessionPtr> open_session(SharedBytes model, const SessionOptions& options = {});

}  // namespace ponte::litert
