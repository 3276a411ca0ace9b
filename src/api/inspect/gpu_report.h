#pragma once
// Would TensorFlow Lite's GPU delegate take a file?

#include "base/result.h"
#include "ponte/inspect.h"
#include "uses/api.h"

namespace ponte::api {

/// A usage error when the file is not a TFLite model.
Result<GpuDelegateInfo> gpu_report(const std::string& path);

}  // namespace ponte::api
