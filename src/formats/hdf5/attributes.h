#pragma once
// What objects say about themselves.

#include "formats/hdf5/file.h"
#include "formats/hdf5/structures.h"

namespace ponte::hdf5 {

/// The attribute of that name of an object with this header; nothing when it has none. Spends what text takes.
Result<std::optional<Attribute>> read_attribute(const SharedBytes& file, const Header& header, std::string_view name,
                                                Budget& budget);

}  // namespace ponte::hdf5
