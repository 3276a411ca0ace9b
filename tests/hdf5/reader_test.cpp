// Files that h5py wrote: in the form that it and Keras take ("old"), and in the latest form ("new"); lengths of 4 bytes
// where the name says "short".
#include <gtest/gtest.h>

#include <numeric>

#include "hdf5/fixtures.h"

namespace ponte::hdf5::reader_test {
namespace {

using namespace test;

class BothForms : public testing::TestWithParam<const char*> {
 protected:
  SharedBytes bytes = shared(fixture(GetParam()));
  File file = File::open(bytes).value();
};

INSTANTIATE_TEST_SUITE_P(Reader, BothForms, testing::Values("old", "new", "old_short", "new_short"),
                         [](const auto& info) { return info.param; });

Tensor grid() {
  std::vector<float> elements(70);
  std::iota(elements.begin(), elements.end(), 0.0f);
  return Tensor::of<float>(std::move(elements), {10, 7});
}

TEST_P(BothForms, EveryLayoutGivesTheSameData) {
  for (const char* layout : {"contiguous", "compact", "one_chunk", "early_chunks"})
    EXPECT_EQ(*file.dataset(fmt::format("layouts/{}", layout)), grid()) << layout;
  EXPECT_EQ(*file.dataset("linked"), grid());
  EXPECT_EQ(*file.dataset("layouts/unwritten"), Tensor::of<float>({1.5, 1.5, 1.5}, {3}));
}

TEST_P(BothForms, DataInOnePieceAreViews) {
  for (const char* layout : {"contiguous", "compact"}) {
    Bytes data = file.dataset(fmt::format("layouts/{}", layout))->bytes();
    EXPECT_GE(data.data(), bytes.bytes.data());
    EXPECT_LE(data.data() + data.size(), bytes.bytes.data() + bytes.bytes.size());
  }
}

TEST_P(BothForms, AttributesAreTextListsAndNumbers) {
  auto attribute = [&](const char* name) { return file.attribute("attributes", name).value().value(); };
  EXPECT_EQ(std::get<std::string>(attribute("text")), "two words");
  EXPECT_EQ(std::get<std::vector<std::string>>(attribute("fixed")), (std::vector<std::string>{"a", "bcd", ""}));
  EXPECT_EQ(std::get<std::vector<std::string>>(attribute("variable")),
            (std::vector<std::string>{"x", "long enough for the heap"}));
  EXPECT_EQ(std::get<Tensor>(attribute("number")), Tensor::scalar<int64_t>(3));
  EXPECT_EQ(file.attribute("attributes", "missing").value(), std::nullopt);
  EXPECT_EQ(file.attribute("linked", "text").value(), std::nullopt);
}

TEST_P(BothForms, TextThatMustBeThere) {
  EXPECT_EQ(file.text("attributes", "text"), "two words");
  EXPECT_EQ(refusal(file.text("attributes", "missing")), "attributes: there is no attribute 'missing'");
  EXPECT_EQ(refusal(file.text("attributes", "number")), "attributes: the attribute 'number' is not a text");
}

TEST_P(BothForms, ListsOfTextMayBeInParts) {
  EXPECT_EQ(file.texts("attributes", "fixed"), (std::vector<std::string>{"a", "bcd", ""}));
  EXPECT_EQ(file.texts("attributes", "part"), (std::vector<std::string>{"a", "b", "c"}));
  EXPECT_EQ(file.texts("attributes", "none"), std::vector<std::string>()) << "numpy makes floats of an empty list";
  EXPECT_EQ(refusal(file.texts("attributes", "missing")), "attributes: there is no attribute 'missing'");
  EXPECT_EQ(refusal(file.texts("attributes", "text")), "attributes: the attribute 'text' is not a list of texts");
}

TEST_P(BothForms, WhatIsNotReadIsSaid) {
  auto said = [&](const char* name) { return refusal(file.dataset(fmt::format("refused/{}", name))); };
  EXPECT_EQ(said("soft"), "refused/soft: it is a soft link");
  EXPECT_EQ(said("other_file"), "refused/other_file: it is a link to another file");
  EXPECT_EQ(said("type"), "refused/type: it is a named datatype");
  EXPECT_EQ(said("words"), "refused/words: text or opaque data");
  EXPECT_EQ(said("big_endian"), "refused/big_endian: floats that are not little-endian");
  EXPECT_EQ(said("compound"), "refused/compound: data that are compounds");
  EXPECT_EQ(file.kind("refused/soft"), Kind::other);
  EXPECT_EQ(refusal(file.attribute("refused/soft", "x")), "refused/soft: it is a soft link");
}

TEST_P(BothForms, PathsThatLeadNowhere) {
  EXPECT_EQ(file.kind("layouts"), Kind::group);
  EXPECT_EQ(file.kind("layouts/gzip"), Kind::dataset);
  EXPECT_EQ(file.kind("layouts/gzip/x"), std::nullopt);
  EXPECT_EQ(file.kind("layout"), std::nullopt);
  EXPECT_EQ(refusal(file.dataset("layouts/x")), "layouts/x: the file has no such group or dataset");
  EXPECT_EQ(refusal(file.dataset("layouts")), "layouts: it is a group, not a dataset");
  EXPECT_EQ(refusal(file.children("linked")), "linked: it is a dataset, not a group");
}

TEST(Reader, Numbers) {
  File file = File::open(shared(fixture("old"))).value();
  auto tensor = [&](const char* name) { return file.dataset(fmt::format("numbers/{}", name)).value(); };
  for (auto [name, dtype] : {std::pair{"i1", DType::i8},
                             {"i2", DType::i16},
                             {"i4", DType::i32},
                             {"i8", DType::i64},
                             {"u1", DType::u8},
                             {"u2", DType::u16},
                             {"u4", DType::u32},
                             {"u8", DType::u64},
                             {"f2", DType::f16},
                             {"f4", DType::f32},
                             {"f8", DType::f64}})
    EXPECT_EQ(tensor(name), tensor_from_doubles(std::vector<double>{1, 2, 3, 4, 5, 120}, dtype, {2, 3})) << name;
  EXPECT_EQ(tensor("bool"), tensor_from_doubles(std::vector<double>{1, 0, 1}, DType::boolean, {3}));
  EXPECT_EQ(tensor("bf16"), tensor_from_doubles(std::vector<double>{1.5, -2}, DType::bf16, {2}));
  EXPECT_EQ(tensor("scalar"), Tensor::scalar(7.0f));
  EXPECT_EQ(tensor("empty"), Tensor::of<float>({}, {0, 3}));
}

TEST(Reader, ChunksThatAreCompressed) {
  File file = File::open(shared(fixture("old"))).value();
  EXPECT_EQ(*file.dataset("layouts/chunked"), grid());
  EXPECT_EQ(*file.dataset("layouts/gzip"), grid());
  EXPECT_EQ(refusal(file.dataset("refused/checksums")),
            "refused/checksums: data behind filter 3 (gzip and shuffle are read)");
}

TEST(Reader, ChildrenAreInTheOrderOfTheirNames) {
  File file = File::open(shared(fixture("old"))).value();
  std::vector<Child> children = file.children("many").value();
  ASSERT_EQ(children.size(), 20);
  EXPECT_EQ(children[1].name, "g1");
  EXPECT_EQ(children[2].name, "g10");
  EXPECT_EQ(children[12].name, "g2");
  for (const Child& child : children) EXPECT_EQ(child.kind, Kind::group);
}

TEST(Reader, StorageOfTheLatestFormThatIsNotRead) {
  File file = File::open(shared(fixture("new"))).value();
  EXPECT_EQ(refusal(file.children("refused/dense")), "refused/dense: it is a group in dense storage");
  EXPECT_EQ(refusal(file.dataset("refused/dense/d1")), "refused/dense/d1: it is in a group in dense storage");
  EXPECT_EQ(refusal(file.attribute("refused/dense", "a1")),
            "refused/dense: attributes in dense storage (of the \"latest\" format)");
  EXPECT_EQ(refusal(file.dataset("layouts/gzip")),
            "layouts/gzip: chunks by an index of type 3 (of the \"latest\" format)");
}

}  // namespace
}  // namespace ponte::hdf5::reader_test
