#include "api/inspect/gpu_report.h"

#include "base/mapped_file.h"
#include "formats/tflite/gpu_delegate.h"

namespace ponte::api {

namespace {

Result<GpuDelegateInfo> report_of(const std::string& path) {
  TRY_ASSIGN(SharedBytes file, map_file(path));
  if (!tflite::begins_like_tflite(file.bytes))
    return with_hint(usage_error("only TFLite files go to the GPU delegate"),
                     "ponte convert MODEL -o MODEL.tflite makes one");
  TRY_ASSIGN(tflite::GpuReport judged, tflite::judge_for_gpu(std::move(file)));
  GpuDelegateInfo info{.operators = static_cast<int64_t>(judged.operators),
                       .on_gpu = static_cast<int64_t>(judged.on_gpu),
                       .parts = static_cast<int64_t>(judged.parts),
                       .multiply_adds = judged.multiply_adds,
                       .on_gpu_multiply_adds = judged.on_gpu_multiply_adds,
                       .on_cpu = {}};
  for (tflite::CpuOperator& op : judged.on_cpu)
    info.on_cpu.push_back({static_cast<int64_t>(op.index), std::move(op.name), std::move(op.output),
                           std::move(op.reason), op.multiply_adds});
  return info;
}

}  // namespace

Result<GpuDelegateInfo> gpu_report(const std::string& path) { return in_context(report_of(path), path); }

}  // namespace ponte::api
