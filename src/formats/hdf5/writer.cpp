// libhdf5 lays out groups and datasets but writes no data: those go straight to their places in its buffer.
#include "formats/hdf5/writer.h"

#include <hdf5.h>

#include <algorithm>
#include <array>
#include <bit>
#include <unordered_map>

#include "formats/hdf5/memory_file.h"
#include "graph/tensor.h"

namespace ponte::hdf5 {

namespace {

/// An identifier of libhdf5 and what closes it.
class Id {
 public:
  Id(hid_t id, herr_t (*close)(hid_t)) : id_(id), close_(close) {}
  Id(Id&& other) noexcept : id_(std::exchange(other.id_, H5I_INVALID_HID)), close_(other.close_) {}
  Id& operator=(Id&& other) noexcept {
    std::swap(id_, other.id_);
    std::swap(close_, other.close_);
    return *this;
  }
  ~Id() { close(); }

  operator hid_t() const { return id_; }
  herr_t close() {
    hid_t id = std::exchange(id_, H5I_INVALID_HID);
    return id < 0 ? 0 : close_(id);
  }

 private:
  hid_t id_;
  herr_t (*close_)(hid_t);
};

/// libhdf5 prints its errors unless told not to.
class SilentErrors {
 public:
  SilentErrors() {
    H5Eget_auto2(H5E_DEFAULT, &print_, &data_);
    H5Eset_auto2(H5E_DEFAULT, nullptr, nullptr);
  }
  SilentErrors(const SilentErrors&) = delete;
  ~SilentErrors() { H5Eset_auto2(H5E_DEFAULT, print_, data_); }

 private:
  H5E_auto2_t print_ = nullptr;
  void* data_ = nullptr;
};

/// Both statuses and identifiers are negative when a call failed.
Result<> check(hid_t status, const char* call) {
  if (status < 0) return internal("libhdf5 refused {}", call);
  return {};
}

#define MUST(call) TRY(check((call), #call))

struct NewGroup {
  std::string path, name;
  size_t parent = 0;
  unsigned entries = 0, longest_name = 0;
};

/// The groups that paths name, each after its parent. The first is the root.
class GroupList {
 public:
  /// The place of a group in the list; adds it, and those it is in, when they are not there yet.
  Result<size_t> add(std::string_view path) {
    if (path.empty()) return 0;
    if (auto found = by_path_.find(std::string(path)); found != by_path_.end()) return found->second;
    TRY_ASSIGN(size_t parent, add_entry(path));
    size_t place = groups_.size();
    groups_.push_back({std::string(path), std::string(name_of(path)), parent});
    by_path_.emplace(path, place);
    return place;
  }

  /// Counts one more entry in the group that a path lies in, whose place it gives.
  Result<size_t> add_entry(std::string_view path) {
    std::string_view name = name_of(path);
    if (name.empty() || name == "." || path.front() == '/') return internal("'{}' is not a path in a file", path);
    TRY_ASSIGN(size_t parent, add(path.substr(0, path.size() - std::min(path.size(), name.size() + 1))));
    ++groups_[parent].entries;
    groups_[parent].longest_name = std::max(groups_[parent].longest_name, static_cast<unsigned>(name.size()));
    return parent;
  }

  static std::string_view name_of(std::string_view path) { return path.substr(path.rfind('/') + 1); }

  std::span<const NewGroup> groups() const { return groups_; }

 private:
  std::vector<NewGroup> groups_{NewGroup{}};
  std::unordered_map<std::string, size_t> by_path_;
};

/// The shape of a dataset that never grows. H5Screate_simple would write all dims twice, also as their own limits; what
/// H5Sencode gives holds the dataspace message that is written (specification 3.0, IV.A.2.b, version 2).
Result<Id> fixed_space(const Dims& dims) {
  constexpr uint8_t kScalar = 0, kSimple = 1;
  std::vector<uint8_t> code;
  auto put = [&](auto value) {
    auto bytes = std::bit_cast<std::array<uint8_t, sizeof(value)>>(value);
    code.insert(code.end(), bytes.begin(), bytes.end());
  };
  constexpr uint8_t kDataspaceMessage = 1, kCodeVersion = 0, kSizeWidth = 8;
  for (uint8_t byte : {kDataspaceMessage, kCodeVersion, kSizeWidth}) put(byte);
  put(static_cast<uint32_t>(4 + dims.size() * sizeof(uint64_t)));
  constexpr uint8_t kVersion = 2, kNoLimits = 0;
  uint8_t rank = static_cast<uint8_t>(dims.size()), kind = dims.empty() ? kScalar : kSimple;
  for (uint8_t byte : {kVersion, rank, kNoLimits, kind}) put(byte);
  for (int64_t dim : dims) put(static_cast<uint64_t>(dim));
  constexpr uint32_t kSelectAll = 3, kSelectionVersion = 1;
  for (uint32_t word : {kSelectAll, kSelectionVersion, 0u, 0u}) put(word);
  Id space(H5Sdecode(code.data()), H5Sclose);
  TRY(check(space, "H5Sdecode"));
  return space;
}

/// Where the data of a dataset lie in the file.
struct Place {
  const NewDataset* dataset;
  size_t offset, count;
};

/// A file as long as libhdf5 writes it. Its objects bear no time stamps.
class Structure {
 public:
  /// `width`: bytes of a length in the file.
  Result<> create(MemoryFile& memory, const NewGroup& root, size_t width);
  /// In the order of the list.
  Result<> add_group(const NewGroup& group);
  /// The root is group 0.
  Result<> add_dataset(const NewDataset& dataset, size_t group);
  Result<> finish();

  const std::vector<Place>& places() const { return places_; }

 private:
  static Result<> plan_links(hid_t plan, const NewGroup& group);

  Id file_{H5I_INVALID_HID, H5Fclose};
  Id group_plan_{H5Pcreate(H5P_GROUP_CREATE), H5Pclose};
  Id dataset_plan_{H5Pcreate(H5P_DATASET_CREATE), H5Pclose};
  std::vector<Id> groups_;
  std::vector<Place> places_;
};

/// Links within the group's own header, which has the room from the start: the smallest form, and quick even for
/// thousands of entries. What a group is told beyond the defaults is written into it.
Result<> Structure::plan_links(hid_t plan, const NewGroup& group) {
  constexpr unsigned kMost = 0xffff, kCompactByDefault = 8, kDenseByDefault = 6;
  if (group.entries > kCompactByDefault)
    MUST(H5Pset_link_phase_change(plan, kMost, 0));
  else
    MUST(H5Pset_link_phase_change(plan, kCompactByDefault, kDenseByDefault));
  MUST(H5Pset_est_link_info(plan, std::min(group.entries, kMost), std::min(group.longest_name, kMost)));
  return {};
}

Result<> Structure::create(MemoryFile& memory, const NewGroup& root, size_t width) {
  Id access(H5Pcreate(H5P_FILE_ACCESS), H5Pclose), plan(H5Pcreate(H5P_FILE_CREATE), H5Pclose);
  MUST(memory.set_as_driver(access));
  // Links in headers came with 1.8; what is older takes a kilobyte for each group.
  MUST(H5Pset_libver_bounds(access, H5F_LIBVER_V18, H5F_LIBVER_V110));
  MUST(H5Pset_alignment(access, 1, alignof(float)));
  MUST(H5Pset_sizes(plan, sizeof(uint64_t), width));
  MUST(H5Pset_obj_track_times(plan, false));
  TRY(plan_links(plan, root));
  MUST(H5Pset_obj_track_times(group_plan_, false));
  MUST(H5Pset_obj_track_times(dataset_plan_, false));
  MUST(H5Pset_alloc_time(dataset_plan_, H5D_ALLOC_TIME_EARLY));
  MUST(H5Pset_fill_time(dataset_plan_, H5D_FILL_TIME_NEVER));
  MUST(H5Pset_dset_no_attrs_hint(dataset_plan_, true));
  // libhdf5 looks for the file on disk first, and tells open files apart by name: a name that nothing can have.
  std::string name = fmt::format("/dev/null/{}", fmt::ptr(this));
  file_ = Id(H5Fcreate(name.c_str(), H5F_ACC_TRUNC, plan, access), H5Fclose);
  TRY(check(file_, "H5Fcreate"));
  groups_.push_back(Id(H5Gopen2(file_, "/", H5P_DEFAULT), H5Gclose));
  return check(groups_.back(), "H5Gopen");
}

Result<> Structure::add_group(const NewGroup& group) {
  TRY(plan_links(group_plan_, group));
  Id id(H5Gcreate2(groups_[group.parent], group.name.c_str(), H5P_DEFAULT, group_plan_, H5P_DEFAULT), H5Gclose);
  TRY(check(id, "H5Gcreate"));
  groups_.push_back(std::move(id));
  return {};
}

Result<> Structure::add_dataset(const NewDataset& dataset, size_t group) {
  TRY_ASSIGN(int64_t count, element_count(dataset.dims));
  if (dataset.dims.size() > H5S_MAX_RANK) return internal("{} dims", dataset.dims.size());
  TRY_ASSIGN(Id space, fixed_space(dataset.dims));
  std::string name(GroupList::name_of(dataset.path));
  Id id(H5Dcreate2(groups_[group], name.c_str(), H5T_IEEE_F32LE, space, H5P_DEFAULT, dataset_plan_, H5P_DEFAULT),
        H5Dclose);
  TRY(check(id, "H5Dcreate"));
  if (count > 0) places_.push_back({&dataset, H5Dget_offset(id), static_cast<size_t>(count)});
  return {};
}

Result<> Structure::finish() {
  groups_.clear();
  MUST(file_.close());
  return {};
}

/// Half as long in files below 4 GB: every dataset has several lengths.
size_t length_width_for(size_t file_size) { return file_size < UINT32_MAX ? sizeof(uint32_t) : sizeof(uint64_t); }

/// Bytes that a file with these groups and datasets takes at most.
size_t generous_size(std::span<const NewDataset> datasets, size_t groups) {
  constexpr size_t kFile = 64 << 10, kObject = 1024;
  size_t total = kFile + kObject * (groups + datasets.size());
  for (const NewDataset& dataset : datasets)
    total += storage_size(DType::f32, element_count(dataset.dims).value_or(0)) + 4 * dataset.path.size();
  return total;
}

}  // namespace

Result<SharedBytes> write_hdf5(std::span<const NewDataset> datasets, std::span<const std::string> groups) {
  SilentErrors silent;
  GroupList list;
  std::vector<size_t> parents;
  for (const NewDataset& dataset : datasets) {
    TRY_ASSIGN(size_t parent, list.add_entry(dataset.path));
    parents.push_back(parent);
  }
  for (const std::string& group : groups) TRY(list.add(group));

  size_t most = generous_size(datasets, list.groups().size());
  MemoryFile memory(most);
  Structure structure;
  TRY(structure.create(memory, list.groups().front(), length_width_for(most)));
  for (const NewGroup& group : list.groups().subspan(1)) TRY(in_context(structure.add_group(group), group.path));
  for (size_t i = 0; i < datasets.size(); ++i)
    TRY(in_context(structure.add_dataset(datasets[i], parents[i]), datasets[i].path));
  TRY(structure.finish());

  constexpr size_t kEndOfFile = 28;  // in a superblock of version 2
  TRY_ASSIGN(uint64_t size, ByteReader(memory.bytes(), kEndOfFile).read<uint64_t>());
  if (!memory.reserve(size)) return internal("no memory for {} bytes", size);
  Bytes bytes = memory.bytes().first(size);
  for (const Place& place : structure.places()) {
    TRY(ByteReader(bytes, place.offset).take(place.count * sizeof(float)));
    auto* elements = reinterpret_cast<float*>(memory.bytes().data() + place.offset);
    TRY(in_context(place.dataset->fill(std::span(elements, place.count)), place.dataset->path));
  }
  return SharedBytes{bytes, memory.owner()};
}

}  // namespace ponte::hdf5
