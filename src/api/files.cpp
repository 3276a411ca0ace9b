#include "ponte/files.h"

#include "base/atomic_file.h"

namespace ponte {

Result<> save_file(const std::string& path, const std::string& text, bool overwrite) {
  return write_file(path, as_bytes(text), overwrite ? Overwrite::allow : Overwrite::refuse);
}

}  // namespace ponte
