#include "engines/common/shared_library.h"

#include <dlfcn.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>

namespace ponte::engines {

namespace {

/// The engine's files in a folder, newest first. A package names its file with its version at the end.
std::vector<std::string> files_in(const std::filesystem::path& folder, std::string_view name) {
  std::vector<std::string> files;
  std::error_code ignored;
  for (const auto& entry : std::filesystem::directory_iterator(folder, ignored))
    if (entry.path().filename().string().starts_with(name)) files.push_back(entry.path().string());
  std::ranges::sort(files, std::greater{});
  return files;
}

}  // namespace

std::string on_one_line(std::string_view message) {
  std::string line;
  for (char c : message) {
    bool space = c == ' ' || c == '\n' || c == '\r' || c == '\t';
    if (!space)
      line += c;
    else if (!line.empty() && line.back() != ' ')
      line += ' ';
  }
  while (line.ends_with(' ')) line.pop_back();
  return line;
}

std::vector<std::string> library_candidates(const EngineFiles& engine) {
  if (const char* chosen = std::getenv(engine.variable); chosen && *chosen) return {chosen};
  std::vector<std::string> candidates;
  std::error_code ignored;
  std::filesystem::path program = std::filesystem::read_symlink("/proc/self/exe", ignored).parent_path();
  // The last two are for programs that use the library: `make install` puts the runtimes there.
  for (const auto& folder : {program / "runtime", program / ".." / "lib" / "ponte",
                             std::filesystem::path("/usr/local/lib/ponte"), std::filesystem::path("/usr/lib/ponte")})
    std::ranges::copy(files_in(folder, engine.file_name), std::back_inserter(candidates));
  std::ranges::copy(engine.system_names, std::back_inserter(candidates));
  return candidates;
}

Result<void*> open_first(const EngineFiles& engine, std::span<const std::string> candidates,
                         const std::function<Result<>(void* handle, const std::string& path)>& accept) {
  std::string reasons;
  for (const std::string& candidate : candidates) {
    void* handle = dlopen(candidate.c_str(), RTLD_NOW | RTLD_LOCAL);
    if (!handle) {
      // The loader's words begin with the file's name.
      reasons += fmt::format("; {}", on_one_line(dlerror()));
      continue;
    }
    Result<> accepted = accept(handle, candidate);
    if (accepted) return handle;
    reasons += fmt::format("; {}: {}", candidate, accepted.error().what);
    dlclose(handle);
  }
  return with_hint(fail(ErrorKind::engine, "{} is not to be found{}", engine.name, reasons),
                   fmt::format("`make setup` fetches {}; or set {} to the path of a {}", engine.name, engine.variable,
                               engine.file_name));
}

}  // namespace ponte::engines
