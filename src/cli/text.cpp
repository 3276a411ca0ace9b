#include "text.h"

#include "ponte/json.h"

namespace ponte::cli {

std::string printable(std::string_view text) {
  std::string out = valid_utf8(text);
  for (char& c : out)
    if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f) c = '?';
  return out;
}

}  // namespace ponte::cli
