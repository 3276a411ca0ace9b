// Files that people pass by mistake, each with a sentence of its own.
#include <algorithm>
#include <cctype>

#include "formats/torch/container.h"

namespace ponte::torch {

namespace {

bool is_web_page(std::string_view text) {
  text.remove_prefix(std::min(text.find_first_not_of(" \t\r\n"), text.size()));
  std::string start(text.substr(0, 9));
  std::ranges::transform(start, start.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return start == "<!doctype" || start.starts_with("<html") || start.starts_with("<?xml");
}

bool is_safetensors(Bytes file) {
  if (file.size() < 9) return false;
  uint64_t header = 0;
  std::memcpy(&header, file.data(), sizeof(header));
  return header >= 2 && header <= file.size() - 8 && file[8] == std::byte{'{'};
}

}  // namespace

std::unexpected<Error> explain_foreign_file(Bytes file) {
  std::string_view text = as_text(file);
  if (text.starts_with("version https://git-lfs"))
    return with_hint(corrupt("a Git LFS pointer of {} bytes, not the file itself", file.size()),
                     "fetch the file with `git lfs pull`");
  if (is_web_page(text))
    return with_hint(corrupt("a web page, not a checkpoint"), "the download gave an error page; download it again");
  if (text.size() > 262 && text.substr(257, 5) == "ustar")
    return with_hint(unsupported("a tar archive, as torch 0.1 wrote them"), "load it in torch and save it again");
  if (is_safetensors(file))
    return with_hint(unsupported("a safetensors file: weights without a network"),
                     "pass the training checkpoint, which holds the whole module");
  if (text.size() > 2 && text[0] == '\x80' && text[1] >= 2 && text[1] <= 5)
    return with_hint(unsupported("a plain pickle, not a checkpoint that torch.save wrote"),
                     "load it in torch and save it with torch.save");
  return corrupt("neither a zip archive nor a pickle: not a PyTorch checkpoint ({} bytes)", file.size());
}

}  // namespace ponte::torch
