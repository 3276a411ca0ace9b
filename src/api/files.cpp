#include "ponte/files.h"

#include "base/atomic_file.h"
#include "uses/api.h"

namespace ponte::api {

using namespace api;

}  // namespace ponte::api

namespace ponte {

using namespace api;

Result<> save_file(const std::string& path, const std::string& text, bool overwrite) {
  return write_file(path, as_bytes(text), overwrite ? Overwrite::allow : Overwrite::refuse);
}

}  // namespace ponte
