#pragma once
// What the verbs share: options that all of them take, and how they speak.

#include <CLI/CLI.hpp>
#include <span>

#include "ponte/convert.h"
#include "ponte/json.h"

namespace ponte::cli {

struct Common {
  bool json = false;
  bool quiet = false;
  int threads = 0;
};

/// A verb of the program. One file per verb lies in cli/verbs.
struct Verb {
  const char* name;
  const char* summary;
  /// Adds the verb's options to `app` and returns what runs it: an exit code.
  std::function<int()> (*setup)(CLI::App& app);
};

/// All verbs, by file name.
std::span<const Verb* const> all_verbs();

/// --json, --quiet, --threads.
void add_common_options(CLI::App& app, Common& common);
/// --imgsz, --batch, --dynamic-size, --outputs, --one-to-many.
struct LoadArguments {
  std::string image_size, batch, outputs;
  bool dynamic_size = false, one_to_many = false;
};
void add_load_options(CLI::App& app, LoadArguments& arguments);
/// "640" or "480,640" as height and width; zeros for an empty text.
Result<std::pair<int64_t, int64_t>> image_size(const std::string& text);
Result<LoadOptions> load_options(const LoadArguments& arguments);

/// Prints "error: …" and "hint: …" on stderr; gives the exit code.
int report_error(const Error& error);
/// Prints warnings on stderr, unless --quiet.
void report_warnings(const std::vector<std::string>& warnings, const Common& common);

/// A bar on stderr where that is a terminal, a line per step where not, nothing with --quiet or --json.
ProgressCallback progress_on_stderr(const Common& common);

/// "6.2 MB"
std::string size_text(uint64_t bytes);
/// The card as a JSON object's members.
void write_card(Json& json, const Card& card);

}  // namespace ponte::cli
