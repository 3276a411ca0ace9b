#include "ponte/files.h"

#include "base/atomic_file.h"

namespace ponte {

Result<> save_file(const std::string& path, const std::string& text, bool overwrite) {
  return base::write_file(path, base::as_bytes(text), overwrite ? base::Overwrite::allow : base::Overwrite::refuse);
}

}  // namespace ponte
