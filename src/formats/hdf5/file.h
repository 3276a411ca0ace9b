#pragma once
// Reads HDF5 files out of memory, as h5py and Keras write them. Data that lie in one piece are views of the file.

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/bytes.h"
#include "graph/tensor.h"
#include "uses/hdf5.h"

namespace ponte::hdf5 {

enum class Kind : uint8_t {
  group,
  dataset,
  other,  ///< known by name, but not read: a soft or external link, a named datatype
};

struct Child {
  std::string name;
  Kind kind = Kind::other;
};

/// Numbers and booleans are a tensor; one without dims when there is one value.
using Attribute = std::variant<std::string, std::vector<std::string>, Tensor>;

/// A file whose groups have been walked; it never changes afterwards. Paths are names joined by '/', without one in
/// front; the root group is "". Errors name the path.
///
/// Read are superblocks 0 to 3, object headers of both versions (checksums are verified), groups as symbol tables or as
/// compact links, little-endian numbers, contiguous, compact and chunked data (plain, gzip, shuffle). Unsupported, and
/// said by name when reached: dense groups and attributes and other chunk indexes of the "latest" format, links that
/// are not hard, data in other files, virtual datasets. A file with a group of two paths does not open.
class File {
 public:
  /// True when the bytes begin as an HDF5 file does.
  static bool begins_like_hdf5(Bytes bytes);

  /// Walks all groups. Corrupt when the file is cut short or a group contains itself.
  static Result<File> open(SharedBytes file);

  /// Nothing when there is no such path.
  std::optional<Kind> kind(std::string_view path) const;

  /// What is in a group, in the byte order of the names ("conv2d_10" before "conv2d_2").
  Result<std::vector<Child>> children(std::string_view group) const;

  /// The data of a dataset: a view of the file where they lie in one piece, else decoded. All that is decoded of one
  /// file, at any time, may take 256 MiB and 16 times the size of the file. Opaque data of two bytes that an attribute
  /// `dtype` calls "bfloat16" are bf16.
  Result<Tensor> dataset(std::string_view path) const;

  /// The attribute of a group or a dataset; nothing when it has none of that name.
  Result<std::optional<Attribute>> attribute(std::string_view path, std::string_view name) const;

  /// An attribute that must be there and be one string.
  Result<std::string> text(std::string_view path, std::string_view name) const;

  /// An attribute that must be there and be strings. Where it is missing, its parts `name0`, `name1`, … are joined: so
  /// Keras cuts long lists.
  Result<std::vector<std::string>> texts(std::string_view path, std::string_view name) const;

 private:
  struct Content;
  explicit File(std::shared_ptr<const Content> content) : content_(std::move(content)) {}

  std::shared_ptr<const Content> content_;
};

}  // namespace ponte::hdf5
