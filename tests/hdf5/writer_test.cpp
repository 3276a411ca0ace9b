// What write_hdf5 writes, read back by our reader. That h5py and Keras read it is shown by the consumers' tests.
#include <gtest/gtest.h>

#include "hdf5/fixtures.h"

namespace ponte::hdf5::writer_test {
namespace {

using namespace test;

Result<File> write_and_open(const std::vector<NewDataset>& datasets, const std::vector<std::string>& groups = {}) {
  TRY_ASSIGN(SharedBytes file, write_hdf5(datasets, groups));
  return File::open(std::move(file));
}

std::vector<std::string> names(const File& file, std::string_view group) {
  std::vector<std::string> names;
  std::vector<Child> children = file.children(group).value();
  for (const Child& child : children) names.push_back(child.name);
  return names;
}

TEST(Writer, DatasetsComeBack) {
  File file = write_and_open({counting("layers/conv/vars/0", {2, 3}), counting("layers/conv/vars/1", {3}),
                              counting("scalar", {}), counting("none", {3, 0})})
                  .value();
  EXPECT_EQ(*file.dataset("layers/conv/vars/0"), Tensor::of<float>({0, 1, 2, 3, 4, 5}, {2, 3}));
  EXPECT_EQ(*file.dataset("layers/conv/vars/1"), Tensor::of<float>({0, 1, 2}, {3}));
  EXPECT_EQ(*file.dataset("scalar"), Tensor::scalar(0.0f));
  EXPECT_EQ(*file.dataset("none"), Tensor::of<float>({}, {3, 0}));
  EXPECT_EQ(names(file, ""), (std::vector<std::string>{"layers", "none", "scalar"}));
}

TEST(Writer, GroupsMayBeEmpty) {
  File file = write_and_open({counting("layers/a/vars/0", {1})}, {"vars", "layers/b/vars"}).value();
  EXPECT_EQ(file.kind("vars"), Kind::group);
  EXPECT_EQ(names(file, "vars"), std::vector<std::string>());
  EXPECT_EQ(names(file, "layers"), (std::vector<std::string>{"a", "b"}));
  EXPECT_EQ(names(file, "layers/b"), (std::vector<std::string>{"vars"}));
  EXPECT_TRUE(write_and_open({}).has_value());
}

TEST(Writer, EqualContentsGiveEqualBytes) {
  std::vector<NewDataset> datasets{counting("a/b", {40, 3}), counting("a/c", {7}), counting("d", {})};
  SharedBytes first = write_hdf5(datasets, {}).value(), second = write_hdf5(datasets, {}).value();
  EXPECT_EQ(as_text(first.bytes), as_text(second.bytes));
}

TEST(Writer, DataAreFilledInTheOrderOfTheListAndInPlace) {
  std::vector<std::string> order;
  std::vector<const float*> places;
  auto noting = [&](std::string path) {
    return NewDataset{path, {1000}, [&, path](std::span<float> elements) -> Result<> {
                        order.push_back(path);
                        places.push_back(elements.data());
                        return {};
                      }};
  };
  File file = write_and_open({noting("b"), noting("a"), noting("c/d")}).value();
  EXPECT_EQ(order, (std::vector<std::string>{"b", "a", "c/d"}));
  for (size_t i = 0; i < order.size(); ++i)
    EXPECT_EQ(static_cast<const void*>(file.dataset(order[i])->bytes().data()), places[i]);
  EXPECT_LT(places[0], places[1]);
  EXPECT_LT(places[1], places[2]);
}

// A YOLOv9e with its batch normalisations: a .keras file may take 300 kB beside its weights.
TEST(Writer, TheStructureOfTheDeepestDetectorIsSmall) {
  std::vector<NewDataset> datasets;
  int64_t data = 0;
  auto add = [&](std::string path, Dims dims) {
    data += 4 * element_count(dims).value();
    datasets.push_back(counting(std::move(path), std::move(dims)));
  };
  for (int layer = 0; layer < 304; ++layer) {
    add(fmt::format("layers/conv2d_{}/vars/0", layer), {3, 3, 8, 8});
    for (int variable = 0; variable < 4; ++variable)
      add(fmt::format("layers/batch_normalization_{}/vars/{}", layer, variable), {8});
  }
  SharedBytes written = write_hdf5(datasets, std::vector<std::string>{"vars"}).value();
  EXPECT_LT(written.bytes.size(), data + 258'000);
  EXPECT_EQ(names(File::open(written).value(), "layers").size(), 608);
}

TEST(Writer, ManyEntriesInOneGroup) {
  std::vector<NewDataset> datasets;
  for (int i = 0; i < 500; ++i) datasets.push_back(counting(fmt::format("group/{}", i), {1}));
  EXPECT_EQ(names(write_and_open(datasets).value(), "group").size(), 500);
}

TEST(Writer, PathsThatAreNoTreeAreRefused) {
  for (const auto& [first, second] : {std::pair{"a", "a"},
                                      {"a/b", "a"},
                                      {"a", "a/b"},
                                      {"a", "/b"},
                                      {"a", "b/"},
                                      {"a", "b//c"},
                                      {"a", ""},
                                      {"a", "b/./c"}})
    EXPECT_EQ(write_and_open({counting(first, {1}), counting(second, {1})}).error().kind, ErrorKind::internal)
        << first << " " << second;
}

TEST(Writer, AFailingFillNamesItsDataset) {
  NewDataset failing{"a/b", {2}, [](std::span<float>) -> Result<> { return corrupt("no data"); }};
  EXPECT_EQ(refusal(write_hdf5(std::vector{failing}, {})), "a/b: no data");
  NewDataset negative{"x", {-1}, nullptr};
  EXPECT_EQ(refusal(write_hdf5(std::vector{negative}, {})), "x: the shape [-1] has a negative size");
}

}  // namespace
}  // namespace ponte::hdf5::writer_test
