#pragma once
// What a group holds.

#include <string_view>
#include <vector>

#include "formats/hdf5/structures.h"

namespace ponte::hdf5 {

/// More entries than any model has.
inline constexpr size_t kMaxLinks = 200'000;

struct Link {
  std::string_view name;  ///< a view of the file
  uint64_t address = kNowhere;
  const char* refusal = nullptr;  ///< what the link is, when it cannot be followed
};

struct Links {
  std::vector<Link> links;        ///< in the byte order of their names, each name once
  const char* refusal = nullptr;  ///< what the group is, when it cannot be listed
};

/// True when an object with this header is a group.
bool is_group(const Header& header);

/// The links of a group, of the older form (symbol tables) or the newer (messages in its header). Unsupported when
/// there are more than kMaxLinks.
Result<Links> read_links(Bytes file, const Header& group, Budget& budget);

}  // namespace ponte::hdf5
