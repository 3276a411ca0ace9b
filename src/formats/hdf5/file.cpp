#include "formats/hdf5/file.h"

#include <algorithm>
#include <unordered_map>

#include "formats/hdf5/attributes.h"
#include "formats/hdf5/data.h"
#include "formats/hdf5/links.h"

namespace ponte::hdf5 {

/// A group, a dataset, or a name that leads to neither.
struct FileNode {
  std::string_view name;  // a view of the file
  Kind kind = Kind::other;
  uint64_t header = kNowhere;
  const char* refusal = nullptr;  // what it is, when it cannot be read
  size_t parent = 0, depth = 0;
  size_t first_child = 0, child_count = 0;  // a range of nodes, sorted by name
};

namespace {

constexpr size_t kMaxDepth = 128, kMaxParts = 1000;
// To walk an honest file takes at most its own bytes twice, as a group's header is read by whoever finds it, too.
constexpr uint64_t kWalks = 4, kFreeWalk = 64 << 10;
// As zip archives have it: what a file decodes to is limited by its own size.
constexpr uint64_t kFreeDecoded = uint64_t{256} << 20, kMaxRatio = 16;

std::string readable_path(std::string_view path) { return std::string(path.empty() ? "the root group" : path); }

/// Walks the groups of a file, level by level.
class TreeReader {
 public:
  explicit TreeReader(Bytes file) : file_(file), budget_(kWalks * file.size() + kFreeWalk) {}

  Result<std::vector<FileNode>> read() {
    TRY_ASSIGN(uint64_t root, read_superblock(file_));
    nodes_.push_back({"", Kind::group, root});
    groups_.emplace(root, 0);
    for (size_t i = 0; i < nodes_.size(); ++i)
      if (nodes_[i].kind == Kind::group) TRY(in_context(read_group(i), readable_path(path_of(i))));
    return std::move(nodes_);
  }

 private:
  Result<> read_group(size_t place);
  Result<> add_child(const Link& link, size_t parent);
  /// A group has one path: else groups could contain themselves, or have more paths than the file has bytes.
  Result<> check_first_path(size_t place);
  std::string path_of(size_t place) const;

  Bytes file_;
  Budget budget_;
  std::vector<FileNode> nodes_;
  std::unordered_map<uint64_t, size_t> groups_;  // by the address of the header
};

Result<> TreeReader::read_group(size_t place) {
  TRY_ASSIGN(Header header, read_header(file_, nodes_[place].header, budget_));
  TRY_ASSIGN(Links links, read_links(file_, header, budget_));
  nodes_[place].refusal = links.refusal;
  nodes_[place].first_child = nodes_.size();
  nodes_[place].child_count = links.links.size();
  if (nodes_.size() + links.links.size() > kMaxLinks) return unsupported("more than {} objects", kMaxLinks);
  for (const Link& link : links.links) TRY(in_context(add_child(link, place), std::string(link.name)));
  return {};
}

Result<> TreeReader::add_child(const Link& link, size_t parent) {
  FileNode node{link.name, Kind::other, link.address, link.refusal, parent, nodes_[parent].depth + 1};
  if (node.depth > kMaxDepth) return unsupported("groups nested more than {} deep", kMaxDepth);
  if (!node.refusal) {
    TRY_ASSIGN(Header header, read_header(file_, link.address, budget_));
    if (is_group(header)) {
      node.kind = Kind::group;
    } else if (find_message(header, MessageType::layout)) {
      node.kind = Kind::dataset;
    } else {
      node.refusal = "a named datatype";
    }
  }
  nodes_.push_back(node);
  return node.kind == Kind::group ? check_first_path(nodes_.size() - 1) : Result<>();
}

Result<> TreeReader::check_first_path(size_t place) {
  auto [found, is_new] = groups_.emplace(nodes_[place].header, place);
  if (is_new) return {};
  for (size_t outer = place; outer != 0;) {
    outer = nodes_[outer].parent;
    if (outer == found->second) return corrupt("the group contains itself");
  }
  return unsupported("the group is also '{}'", path_of(found->second));
}

std::string TreeReader::path_of(size_t place) const {
  std::string path;
  for (; place != 0; place = nodes_[place].parent)
    path = path.empty() ? std::string(nodes_[place].name) : fmt::format("{}/{}", nodes_[place].name, path);
  return path;
}

}  // namespace

struct File::Content {
  SharedBytes file;
  std::vector<FileNode> nodes;
  mutable Budget decoding;

  Content(SharedBytes bytes, std::vector<FileNode> tree)
      : file(std::move(bytes)), nodes(std::move(tree)), decoding(kFreeDecoded + kMaxRatio * file.bytes.size()) {}

  Result<const FileNode*> find(std::string_view path) const;
  /// A group or a dataset.
  Result<const FileNode*> find_object(std::string_view path) const;

  Result<Header> header(const FileNode& node) const {
    Budget budget(file.bytes.size());
    return read_header(file.bytes, node.header, budget);
  }

  Result<std::vector<Child>> children(std::string_view group) const;

  Result<std::optional<Attribute>> attribute(std::string_view path, std::string_view name) const {
    TRY_ASSIGN(const FileNode* node, find_object(path));
    TRY_ASSIGN(Header header, this->header(*node));
    return read_attribute(file, header, name, decoding);
  }

  Result<Tensor> dataset(std::string_view path) const;
  Result<std::string> text(std::string_view path, std::string_view name) const;
  Result<std::vector<std::string>> texts(std::string_view path, std::string_view name) const;
};

Result<const FileNode*> File::Content::find(std::string_view path) const {
  const FileNode* node = &nodes.front();
  while (!path.empty()) {
    size_t end = std::min(path.find('/'), path.size());
    std::string_view name = path.substr(0, end);
    path.remove_prefix(std::min(end + 1, path.size()));
    std::span<const FileNode> children(nodes.data() + node->first_child, node->child_count);
    auto child = std::ranges::lower_bound(children, name, {}, &FileNode::name);
    if (child != children.end() && child->name == name) {
      node = &*child;
    } else if (node->refusal) {
      return unsupported("it is in {}", node->refusal);
    } else {
      return corrupt("the file has no such group or dataset");
    }
  }
  return node;
}

Result<const FileNode*> File::Content::find_object(std::string_view path) const {
  TRY_ASSIGN(const FileNode* node, find(path));
  if (node->kind == Kind::other) return unsupported("it is {}", node->refusal);
  return node;
}

Result<std::vector<Child>> File::Content::children(std::string_view group) const {
  TRY_ASSIGN(const FileNode* node, find_object(group));
  if (node->kind == Kind::dataset) return corrupt("it is a dataset, not a group");
  if (node->refusal) return unsupported("it is {}", node->refusal);
  std::vector<Child> children;
  for (const FileNode& child : std::span(nodes).subspan(node->first_child, node->child_count))
    children.push_back({std::string(child.name), child.kind});
  return children;
}

Result<Tensor> File::Content::dataset(std::string_view path) const {
  TRY_ASSIGN(const FileNode* node, find_object(path));
  if (node->kind == Kind::group) return corrupt("it is a group, not a dataset");
  TRY_ASSIGN(Header header, this->header(*node));
  // numpy has no bfloat16 that HDF5 knows, so that Keras' data are opaque, with a name beside them.
  Result<std::optional<Attribute>> mark = read_attribute(file, header, "dtype", decoding);
  bool is_bfloat16 = mark && *mark == Attribute("bfloat16");
  return read_data(file, header, is_bfloat16, decoding);
}

Result<std::string> File::Content::text(std::string_view path, std::string_view name) const {
  TRY_ASSIGN(std::optional<Attribute> value, attribute(path, name));
  if (!value) return corrupt("there is no attribute '{}'", name);
  std::string* text = std::get_if<std::string>(&*value);
  if (!text) return corrupt("the attribute '{}' is not a text", name);
  return std::move(*text);
}

Result<std::vector<std::string>> File::Content::texts(std::string_view path, std::string_view name) const {
  TRY_ASSIGN(const FileNode* node, find_object(path));
  TRY_ASSIGN(Header header, this->header(*node));
  std::vector<std::string> all;
  auto add = [&](const std::string& part) -> Result<bool> {
    TRY_ASSIGN(std::optional<Attribute> value, read_attribute(file, header, part, decoding));
    if (!value) return false;
    if (auto* list = std::get_if<std::vector<std::string>>(&*value)) {
      std::ranges::move(*list, std::back_inserter(all));
    } else if (auto* tensor = std::get_if<Tensor>(&*value); !tensor || tensor->count() > 0) {
      // An empty list is one of numbers to numpy.
      return corrupt("the attribute '{}' is not a list of texts", part);
    }
    return true;
  };
  TRY_ASSIGN(bool whole, add(std::string(name)));
  if (whole) return all;
  for (size_t part = 0; part < kMaxParts; ++part) {
    TRY_ASSIGN(bool more, add(fmt::format("{}{}", name, part)));
    if (more) continue;
    if (part == 0) return corrupt("there is no attribute '{}'", name);
    return all;
  }
  return unsupported("the attribute '{}' is in more than {} parts", name, kMaxParts);
}

bool File::begins_like_hdf5(Bytes bytes) { return has_signature(bytes); }

Result<File> File::open(SharedBytes file) {
  TRY_ASSIGN(std::vector<FileNode> nodes, TreeReader(file.bytes).read());
  return File(std::make_shared<const Content>(std::move(file), std::move(nodes)));
}

std::optional<Kind> File::kind(std::string_view path) const {
  Result<const FileNode*> node = content_->find(path);
  return node ? std::optional((*node)->kind) : std::nullopt;
}

Result<std::vector<Child>> File::children(std::string_view group) const {
  return in_context(content_->children(group), readable_path(group));
}

Result<Tensor> File::dataset(std::string_view path) const {
  return in_context(content_->dataset(path), readable_path(path));
}

Result<std::optional<Attribute>> File::attribute(std::string_view path, std::string_view name) const {
  return in_context(content_->attribute(path, name), readable_path(path));
}

Result<std::string> File::text(std::string_view path, std::string_view name) const {
  return in_context(content_->text(path, name), readable_path(path));
}

Result<std::vector<std::string>> File::texts(std::string_view path, std::string_view name) const {
  return in_context(content_->texts(path, name), readable_path(path));
}

}  // namespace ponte::hdf5
