// Layout: HDF5 File Format Specification 3.0, sections III.B to III.D, IV.A.2.c, g and r.
#include "formats/hdf5/links.h"

#include <algorithm>

namespace ponte::hdf5 {

namespace {

constexpr uint32_t kHeapSignature = 0x50414548 /* HEAP */, kSymbolsSignature = 0x444f4e53 /* SNOD */;

/// The names of the entries of a symbol table.
class LocalHeap {
 public:
  static Result<LocalHeap> open(Bytes file, uint64_t address) {
    ByteReader reader(file, address);
    TRY(expect_signature(reader, kHeapSignature, "local heap"));
    TRY(reader.take(4));
    size_t width = length_width(file);
    TRY_ASSIGN(uint64_t size, read_unsigned(reader, width));
    TRY(reader.take(width));
    TRY_ASSIGN(uint64_t data, reader.read<uint64_t>());
    TRY_ASSIGN(Bytes names, ByteReader(file, data).take(size));
    return LocalHeap(as_text(names));
  }

  Result<std::string_view> name_at(uint64_t offset) const {
    size_t end = offset < names_.size() ? names_.find('\0', offset) : std::string_view::npos;
    if (end == std::string_view::npos) return corrupt("no name begins at {} of {} bytes", offset, names_.size());
    return names_.substr(offset, end - offset);
  }

 private:
  explicit LocalHeap(std::string_view names) : names_(names) {}

  std::string_view names_;
};

class SymbolTable {
 public:
  SymbolTable(Bytes file, LocalHeap heap, Budget& budget) : file_(file), heap_(heap), budget_(budget) {}

  /// Adds the entries of one node.
  Result<> read_node(uint64_t address, std::vector<Link>& links) const {
    ByteReader reader(file_, address);
    TRY(expect_signature(reader, kSymbolsSignature, "symbol table"));
    TRY(reader.take(2));
    TRY_ASSIGN(uint16_t count, reader.read<uint16_t>());
    if (links.size() + count > kMaxLinks) return unsupported("a group of more than {} entries", kMaxLinks);
    for (uint16_t i = 0; i < count; ++i) {
      TRY_ASSIGN(Link link, read_entry(reader));
      links.push_back(link);
    }
    return budget_.spend(reader.position() - address);
  }

 private:
  Result<Link> read_entry(ByteReader& reader) const {
    constexpr uint32_t kSoftLink = 2;
    constexpr size_t kRest = 20;
    Link link;
    TRY_ASSIGN(uint64_t name, read_unsigned(reader, length_width(file_)));
    TRY_ASSIGN(link.address, reader.read<uint64_t>());
    TRY_ASSIGN(uint32_t kind, reader.read<uint32_t>());
    TRY(reader.take(kRest));
    TRY_ASSIGN(link.name, heap_.name_at(name));
    TRY(budget_.spend(link.name.size()));
    if (kind == kSoftLink) link.refusal = "a soft link";
    return link;
  }

  Bytes file_;
  LocalHeap heap_;
  Budget& budget_;
};

Result<std::vector<Link>> read_symbol_table(Bytes file, Bytes message, Budget& budget) {
  ByteReader reader(message);
  TRY_ASSIGN(uint64_t tree, reader.read<uint64_t>());
  TRY_ASSIGN(uint64_t heap_address, reader.read<uint64_t>());
  TRY_ASSIGN(LocalHeap heap, LocalHeap::open(file, heap_address));
  SymbolTable table(file, heap, budget);
  std::vector<Link> links;
  TRY(walk_tree(file, tree, TreeType::group, length_width(file), budget,
                [&](Bytes, uint64_t node) { return table.read_node(node, links); }));
  return links;
}

Result<Link> read_link(Bytes message) {
  enum Type : uint8_t { kHard = 0, kSoft = 1, kExternal = 64 };
  ByteReader reader(message);
  TRY_ASSIGN(uint8_t version, reader.read<uint8_t>());
  if (version != 1) return unsupported("a link of version {}", version);
  TRY_ASSIGN(uint8_t flags, reader.read<uint8_t>());
  uint8_t type = kHard;
  if (flags & 0x08) {
    TRY_ASSIGN(type, reader.read<uint8_t>());
  }
  if (flags & 0x04) TRY(reader.take(8));  // creation order
  if (flags & 0x10) TRY(reader.take(1));  // character set
  TRY_ASSIGN(uint64_t length, read_unsigned(reader, size_t{1} << (flags & 3)));
  TRY_ASSIGN(Bytes name, reader.take(length));
  Link link{as_text(name)};
  if (type == kHard) {
    TRY_ASSIGN(link.address, reader.read<uint64_t>());
  } else {
    link.refusal = type == kSoft ? "a soft link" : type == kExternal ? "a link to another file" : "a link of a user's";
  }
  return link;
}

/// True when the links lie in a heap instead of the header.
Result<bool> are_dense(Bytes link_info) {
  ByteReader reader(link_info);
  TRY(reader.take(1));
  TRY_ASSIGN(uint8_t flags, reader.read<uint8_t>());
  if (flags & 1) TRY(reader.take(8));
  TRY_ASSIGN(uint64_t heap, reader.read<uint64_t>());
  return heap != kNowhere;
}

Result<> sort_by_name(std::vector<Link>& links) {
  for (const Link& link : links)
    if (link.name.empty() || link.name.find('/') != link.name.npos) return corrupt("'{}' is not a name", link.name);
  std::ranges::sort(links, {}, &Link::name);
  auto twice = std::ranges::adjacent_find(links, {}, &Link::name);
  if (twice != links.end()) return corrupt("two entries have the name '{}'", twice->name);
  return {};
}

}  // namespace

bool is_group(const Header& header) {
  return find_message(header, MessageType::symbol_table) || find_message(header, MessageType::link_info);
}

Result<Links> read_links(Bytes file, const Header& group, Budget& budget) {
  Links result;
  if (const Message* table = find_message(group, MessageType::symbol_table)) {
    TRY_ASSIGN(result.links, read_symbol_table(file, table->body, budget));
  } else {
    TRY_ASSIGN(Bytes info, message_body(group, MessageType::link_info, "list of links"));
    TRY_ASSIGN(bool dense, are_dense(info));
    if (dense) return Links{{}, "a group in dense storage"};
    for (const Message& message : group) {
      if (message.type != MessageType::link) continue;
      TRY_ASSIGN(Link link, read_link(message.body));
      result.links.push_back(link);
    }
  }
  TRY(sort_by_name(result.links));
  return result;
}

}  // namespace ponte::hdf5
