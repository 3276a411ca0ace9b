#include "formats/torch/checkpoint.h"

#include <gtest/gtest.h>

#include "torch/assembler.h"

namespace ponte::torch::checkpoint_test {
namespace {

using namespace test;
using ponte::test::ZipBuilder;

Error error_of(const std::string& file) {
  Result<Checkpoint> checkpoint = read_checkpoint(shared(file));
  EXPECT_FALSE(checkpoint);
  return checkpoint ? Error{} : checkpoint.error();
}

std::string legacy_file(const std::string& program, const std::string& keys, const std::string& storages) {
  std::string magic = "\x8a\x0a\x6c\xfc\x9c\x46\xf9\x20\x6a\xa8\x50\x19";
  return pickle(magic) + pickle("M\xe9\x03") + pickle(dict({text("little_endian"), "\x88"})) + pickle(program) +
         pickle(keys) + storages;
}

std::string legacy_checkpoint() {
  // The old container keeps classes with their source text.
  std::string cls = tuple({text("module"), global("a", "Net"), text("net.py"), text("class Net")}) + "Q";
  std::string weight = tensor(storage("FloatStorage", "93", 4), 0, tuple({integer(4)}), tuple({integer(1)}));
  std::string network = object(cls, dict({text("_modules"), "}", text("_parameters"), dict({text("weight"), weight})}));
  return legacy_file(dict({text("model"), network}), list({text("93")}), little_endian<int64_t>(4) + four_floats());
}

TEST(Checkpoint, TheAveragedNetworkIsTakenFirst) {
  std::string other = module("torch.nn.modules.linear.Identity", "", "");
  auto class_of = [](const std::string& program) {
    return read_checkpoint(shared(checkpoint_zip(program).finish()))->model().class_name();
  };
  EXPECT_EQ(class_of(dict({text("model"), small_network(), text("ema"), none()})), "DetectionModel");
  EXPECT_EQ(class_of(dict({text("model"), small_network(), text("ema"), "}"})), "DetectionModel");
  EXPECT_EQ(class_of(dict({text("model"), small_network(), text("ema"), other})), "Identity");
  EXPECT_EQ(class_of(dict({text("model"), small_network(), text("ema"), tuple({other, integer(7)})})), "Identity");
  EXPECT_EQ(class_of(small_network()), "DetectionModel");
  EXPECT_EQ(
      class_of(module("torch.nn.parallel.distributed.DistributedDataParallel", "", text("module") + small_network())),
      "DetectionModel");
}

TEST(Checkpoint, FactsOfTheTrainingAreExposed) {
  std::string program =
      dict({text("model"), small_network(), text("date"), text("2026-02-15"), text("version"), text("8.4.14"),
            text("epoch"), integer(-1), text("train_args"), dict({text("imgsz"), integer(320)})});
  Checkpoint checkpoint = *read_checkpoint(shared(checkpoint_zip(program).finish()));
  TrainingFacts facts = checkpoint.facts();
  EXPECT_EQ(facts.date, "2026-02-15");
  EXPECT_EQ(facts.version, "8.4.14");
  EXPECT_EQ(facts.license, "");
  EXPECT_EQ(facts.epoch, -1);
  EXPECT_EQ(facts.train_args.get("imgsz").as_int().value(), 320);
  EXPECT_TRUE(checkpoint.warnings().empty());
}

TEST(Checkpoint, WeightsAreViewsOfTheFile) {
  SharedBytes file = shared(checkpoint_zip(small_network()).finish());
  Checkpoint checkpoint = *read_checkpoint(file);
  Tensor weight = *checkpoint.model().module("model")->tensor("weight");
  EXPECT_EQ(weight.dims(), (Dims{2, 2}));
  EXPECT_EQ(weight.to_floats(), (std::vector<float>{1, 2, 3, 4}));
  EXPECT_GE(weight.bytes().data(), file.bytes.data());
  EXPECT_LT(weight.bytes().data(), file.bytes.data() + file.bytes.size());
}

TEST(Checkpoint, StridedWeightsAreGathered) {
  std::string transposed =
      tensor(storage("FloatStorage", "0", 4), 0, tuple({integer(2), integer(2)}), tuple({integer(1), integer(2)}));
  std::string program = module("a.B", text("w") + transposed, "");
  Checkpoint checkpoint = *read_checkpoint(shared(checkpoint_zip(program).finish()));
  EXPECT_EQ(checkpoint.model().tensor("w")->to_floats(), (std::vector<float>{1, 3, 2, 4}));
}

TEST(Checkpoint, RepeatedElementsAreNotUnfoldedWithoutBound) {
  std::string expanded = tensor(storage("FloatStorage", "0", 4), 0, tuple({integer(1 << 15), integer(1 << 15)}),
                                tuple({integer(0), integer(0)}));
  Checkpoint checkpoint = *read_checkpoint(shared(checkpoint_zip(module("a.B", text("w") + expanded, "")).finish()));
  EXPECT_EQ(checkpoint.model().tensor("w").error().message(),
            "w: sizes [32768,32768] would repeat the elements of the file many times over");
}

TEST(Checkpoint, TheOldContainerIsRead) {
  Checkpoint checkpoint = *read_checkpoint(shared(legacy_checkpoint()));
  EXPECT_EQ(checkpoint.model().class_path(), "a.Net");
  EXPECT_EQ(checkpoint.model().tensor("weight")->to_floats(), (std::vector<float>{1, 2, 3, 4}));
}

TEST(Checkpoint, TheOldContainerMayComeInFrames) {
  // From protocol 4 on a pickle begins with its length: here the first one, of 13 bytes.
  std::string framed = "\x80\x04\x95" + little_endian<int64_t>(13) + legacy_checkpoint().substr(2);
  EXPECT_EQ(read_checkpoint(shared(framed))->model().class_path(), "a.Net");
}

TEST(Checkpoint, TheOldContainerIsRefusedWhenCutShort) {
  std::string file = legacy_checkpoint();
  for (size_t size = 20; size < file.size(); ++size) EXPECT_EQ(error_of(file.substr(0, size)).kind, ErrorKind::corrupt);
}

TEST(Checkpoint, StateDictsAreRefusedWithAHint) {
  std::string weight = tensor(storage("FloatStorage", "0", 4), 0, tuple({integer(4)}), tuple({integer(1)}));
  std::string weights = reduce(global("collections", "OrderedDict"), ")") + "(" + text("0.weight") + weight + "u";
  for (const std::string& program : {weights, dict({text("state_dict"), weights}), dict({text("model"), weights})}) {
    Error error = error_of(checkpoint_zip(program).finish());
    EXPECT_EQ(error.kind, ErrorKind::unsupported);
    EXPECT_EQ(error.message(), "a state dict: weights without the network they belong to");
    EXPECT_FALSE(error.hint.empty());
  }
}

TEST(Checkpoint, ACheckpointWithoutANetworkSaysWhatItHas) {
  Error error = error_of(checkpoint_zip(dict({text("epoch"), integer(1), text("optimizer"), "}"})).finish());
  EXPECT_EQ(error.message(), "no network in the checkpoint; it has: epoch, optimizer");
  EXPECT_EQ(error_of(checkpoint_zip(dict({text("model"), text("yolov8n.yaml")})).finish()).message(),
            "the checkpoint's network is the str 'yolov8n.yaml', not a module");
}

TEST(Checkpoint, OtherFilesAreRecognised) {
  ZipBuilder script = checkpoint_zip(small_network());
  script.store("best/code/__torch__.py", "");
  EXPECT_EQ(error_of(script.finish()).kind, ErrorKind::unsupported);
  ZipBuilder foreign;
  foreign.store("config.json", "{}");
  EXPECT_NE(error_of(foreign.finish()).message().find("without a data.pkl"), std::string::npos);

  std::string tar(600, '\0');
  tar.replace(257, 5, "ustar");
  struct Case {
    std::string file, what;
    ErrorKind kind;
  };
  for (const Case& c : {
           Case{"version https://git-lfs.github.com/spec/v1\noid", "Git LFS pointer", ErrorKind::corrupt},
           Case{"\n<!DOCTYPE html><html>", "web page", ErrorKind::corrupt},
           Case{tar, "tar archive", ErrorKind::unsupported},
           Case{little_endian<uint64_t>(2) + "{}", "safetensors", ErrorKind::unsupported},
           Case{pickle("}"), "plain pickle", ErrorKind::unsupported},
           Case{"PK\3\4 and no more", "truncated zip: no end record; 16 bytes", ErrorKind::corrupt},
           Case{"anything", "not a PyTorch checkpoint (8 bytes)", ErrorKind::corrupt},
       }) {
    Error error = error_of(c.file);
    EXPECT_EQ(error.kind, c.kind) << c.what;
    EXPECT_NE(error.message().find(c.what), std::string::npos) << error.message();
  }
}

TEST(Checkpoint, BigEndianFilesAreRefused) {
  ZipBuilder zip;
  zip.store("best/data.pkl", pickle("}"));
  zip.store("best/byteorder", "big");
  EXPECT_EQ(error_of(zip.finish()).message(), "written on a big-endian machine (byte order 'big')");
}

TEST(Checkpoint, StoragesMustBeThereWithTheirSize) {
  std::string two = tensor(storage("FloatStorage", "1", 4), 0, tuple({integer(4)}), tuple({integer(1)}));
  EXPECT_EQ(error_of(checkpoint_zip(module("a.B", text("w") + two, "")).finish()).message(),
            "the storage data/1 is missing from the archive");
  std::string half = tensor(storage("HalfStorage", "0", 4), 0, tuple({integer(4)}), tuple({integer(1)}));
  EXPECT_EQ(error_of(checkpoint_zip(module("a.B", text("w") + half, "")).finish()).message(),
            "the storage data/0 of 16 bytes is said to have 4 elements of 2 bytes");
}

TEST(Checkpoint, DamagedWeightsAreFoundWhenTheyAreRead) {
  std::string file = checkpoint_zip(small_network()).finish();
  file[file.find(four_floats()) + 5] ^= 1;
  Checkpoint checkpoint = *read_checkpoint(shared(file));
  Result<Tensor> weight = checkpoint.model().module("model")->tensor("weight");
  ASSERT_FALSE(weight);
  EXPECT_EQ(weight.error().kind, ErrorKind::corrupt);
  EXPECT_TRUE(weight.error().message().starts_with("model.weight: zip member 'best/data/0': the CRC-32 is"));
}

}  // namespace
}  // namespace ponte::torch::checkpoint_test
