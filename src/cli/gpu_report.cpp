#include "gpu_report.h"

#include <fmt/format.h>

#include <algorithm>

#include "text.h"

namespace ponte::cli {

namespace {

double share(double part, double whole) { return whole > 0 ? 100 * part / whole : 0; }

/// Operators that stay for the same reason, in one line.
struct Line {
  const CpuOperatorInfo* first;
  int64_t count = 0;
  double multiply_adds = 0;
};

std::vector<Line> lines_of(const GpuDelegateInfo& info) {
  std::vector<Line> lines;
  for (const CpuOperatorInfo& op : info.on_cpu) {
    auto same = std::find_if(lines.begin(), lines.end(), [&](const Line& line) {
      return line.first->name == op.name && line.first->reason == op.reason;
    });
    if (same == lines.end()) same = lines.insert(lines.end(), Line{&op});
    ++same->count;
    same->multiply_adds += op.multiply_adds;
  }
  return lines;
}

}  // namespace

void print_gpu_report(const GpuDelegateInfo& info) {
  double on_cpu = info.multiply_adds - info.on_gpu_multiply_adds;
  fmt::print("\nGPU delegate   {} of {} operators, {:.4g} % of the multiply-adds", info.on_gpu, info.operators,
             share(info.on_gpu_multiply_adds, info.multiply_adds));
  if (info.parts > 1) fmt::print("; of {} parts that it could take it takes the largest", info.parts);
  fmt::print("\n");
  if (info.on_cpu.empty()) return;
  fmt::print("on the CPU     {} operators, {:.4g} % of the multiply-adds\n", info.on_cpu.size(),
             share(on_cpu, info.multiply_adds));
  for (const Line& line : lines_of(info))
    fmt::print("  {:>4} {:24} {:>7.3g} %  {} (first: {})\n", line.count, printable(line.first->name),
               share(line.multiply_adds, info.multiply_adds), line.first->reason, printable(line.first->output));
}

void write_gpu_report(Json& json, const GpuDelegateInfo& info) {
  json.key("gpu_delegate").begin_object();
  json.member("operators", info.operators).member("on_gpu", info.on_gpu).member("parts", info.parts);
  json.member("multiply_adds", info.multiply_adds).member("on_gpu_multiply_adds", info.on_gpu_multiply_adds);
  json.key("on_cpu").begin_array();
  for (const CpuOperatorInfo& op : info.on_cpu)
    json.begin_object()
        .member("index", op.index)
        .member("operator", op.name)
        .member("output", op.output)
        .member("reason", op.reason)
        .member("multiply_adds", op.multiply_adds)
        .end_object();
  json.end_array().end_object();
}

}  // namespace ponte::cli
