// Any bytes as an archive: it opens or not, and every member reads or not.
#include "base/zip.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  ponte::base::Bytes bytes = std::as_bytes(std::span(data, size));
  if (auto archive = ponte::base::ZipArchive::open({bytes, nullptr}))
    for (const ponte::base::ZipMember& member : archive->members()) (void)archive->read(member);
  return 0;
}
