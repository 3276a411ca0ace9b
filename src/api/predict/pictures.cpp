#include "ponte/pictures.h"

#include <fnmatch.h>

#include <algorithm>
#include <filesystem>

#include "base/mapped_file.h"
#include "uses/api.h"

namespace ponte::api {

namespace {

namespace fs = std::filesystem;

bool has_picture_name(const fs::path& path) {
  std::string ending = path.extension().string();
  for (char& c : ending)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + ('a' - 'A'));
  return ending == ".jpg" || ending == ".jpeg" || ending == ".png";
}

/// The files of a folder that `wanted` takes, by name.
template <class Wanted>
Result<std::vector<std::string>> list_folder(const fs::path& folder, const Wanted& wanted) {
  std::error_code failure;
  std::vector<std::string> found;
  fs::directory_iterator at(folder.empty() ? "." : folder, failure), end;
  for (; !failure && at != end; at.increment(failure)) {
    fs::path name = at->path().filename();
    if (wanted(name) && at->is_regular_file(failure)) found.push_back((folder / name).string());
  }
  if (failure) return usage_error("{}", failure.message());
  std::ranges::sort(found);
  return found;
}

Result<std::vector<std::string>> read_list(const fs::path& path) {
  TRY_ASSIGN(SharedBytes file, map_file(path.string()));
  std::string_view text = as_text(file.bytes);
  std::vector<std::string> found;
  while (!text.empty()) {
    std::string_view line = text.substr(0, text.find('\n'));
    text.remove_prefix(std::min(line.size() + 1, text.size()));
    while (!line.empty() && (line.back() == '\r' || line.back() == ' ')) line.remove_suffix(1);
    if (line.empty() || line.front() == '#') continue;
    found.push_back((path.parent_path() / fs::path(line)).lexically_normal().string());
  }
  return found;
}

Result<std::vector<std::string>> expand(const std::string& source) {
  fs::path path(source);
  std::error_code failure;
  if (fs::is_directory(path, failure)) return list_folder(path, has_picture_name);
  if (fs::exists(path, failure)) {
    if (path.extension() == ".txt") return read_list(path);
    return std::vector<std::string>{source};
  }
  if (source.find_first_of("*?[") == std::string::npos) return std::vector<std::string>{source};
  std::string pattern = path.filename().string();
  return list_folder(path.parent_path(),
                     [&](const fs::path& name) { return fnmatch(pattern.c_str(), name.c_str(), FNM_PERIOD) == 0; });
}

}  // namespace

}  // namespace ponte::api

namespace ponte {

using namespace api;

Result<std::vector<std::string>> find_pictures(std::span<const std::string> sources) {
  std::vector<std::string> found;
  for (const std::string& source : sources) {
    TRY_ASSIGN(std::vector<std::string> more, in_context(expand(source), source));
    if (more.empty())
      return std::unexpected(Error{ErrorKind::usage, source, "there is no picture", "ponte reads JPEG and PNG files"});
    found.insert(found.end(), more.begin(), more.end());
  }
  return found;
}

}  // namespace ponte
