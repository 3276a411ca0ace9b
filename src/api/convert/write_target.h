#pragma once
// One target of a conversion: rewritten, written, checked. Several may be at it at the same time.

#include <future>
#include <memory>
#include <mutex>

#include "io/target.h"
#include "measure/check.h"
#include "uses/api.h"

namespace ponte::api {

/// Steps that are done, of all that there will be.
class Steps {
 public:
  Steps(const ProgressCallback& callback, size_t targets)
      : callback_(callback), steps_(kStepsPerTarget * targets + 1) {}

  /// A usage error when the caller wants no more.
  Result<> operator()(std::string_view name);

 private:
  static constexpr size_t kStepsPerTarget = 3;  // rewrite, write, check
  const ProgressCallback& callback_;
  size_t steps_, done_ = 0;
  std::mutex mutex_;
};

/// What targets are measured against.
struct SharedReference {
  std::shared_future<Result<ReferenceRun>> run;
  std::string description;
};

/// Runs a source once for all targets, while the first of them are being rewritten.
Result<SharedReference> start_reference(const LoadedModel& model, const ConvertOptions& options);

/// What is written and checked, and not named yet.
struct Finished {
  WrittenFile written;
  std::unique_ptr<AtomicFile> file;      // or
  std::unique_ptr<AtomicFolder> folder;  // of a format that is a folder
  Report passes;
  size_t nodes = 0;
  PortOrders ports;  ///< of what is written, against the source
  std::vector<std::string> warnings;

  Result<> commit() { return file ? file->commit() : folder->commit(); }
};

/// `reference` null: it is not checked.
Result<Finished> write_target(const Target& target, LoadedModel model, const std::string& path, ConvertOptions options,
                              const SharedReference* reference, Steps& step);

}  // namespace ponte::api
