#pragma once
// What `ponte inspect --gpu-delegate` says.

#include "ponte/inspect.h"
#include "ponte/json.h"

namespace ponte::cli {

void print_gpu_report(const GpuDelegateInfo& info);
/// As the member "gpu_delegate".
void write_gpu_report(Json& json, const GpuDelegateInfo& info);

}  // namespace ponte::cli
