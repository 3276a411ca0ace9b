#include "formats/torch/pickle.h"

#include <gtest/gtest.h>

#include "torch/assembler.h"

namespace ponte::torch::pickle_test {
namespace {

using namespace test;

Pickle must_read(const std::string& bytes) {
  Result<Pickle> pickle = read_pickle(shared(bytes));
  EXPECT_TRUE(pickle) << pickle.error().message();
  return pickle ? std::move(*pickle) : Pickle{.nodes = {PickleNode()}};
}

Error error_of(const std::string& bytes) {
  Result<Pickle> pickle = read_pickle(shared(bytes));
  EXPECT_FALSE(pickle);
  return pickle ? Error{} : pickle.error();
}

PickleValue root(const Pickle& pickle) { return {pickle, pickle.root}; }

TEST(Pickle, NumbersAreReadExactly) {
  Pickle pickle = must_read(test::pickle(list({integer(-7), "K\xff", "M\xff\xff", real(-2.5), "\x88", "\x89"})));
  auto items = root(pickle).items();
  EXPECT_EQ(items[0].as_int().value(), -7);
  EXPECT_EQ(items[1].as_int().value(), 255);
  EXPECT_EQ(items[2].as_int().value(), 65535);
  EXPECT_EQ(items[3].as_float().value(), -2.5);
  EXPECT_TRUE(items[4].as_bool().value());
  EXPECT_FALSE(items[5].as_bool().value());
}

TEST(Pickle, LongIntegersAreSignedOrKeptAsDigits) {
  using namespace std::string_literals;
  Pickle pickle =
      must_read(test::pickle(list({"\x8a\x02\x00\x80"s, "\x8a\x00"s,
                                   "\x8a\x0a\x6c\xfc\x9c\x46\xf9\x20\x6a\xa8\x50\x19"s, "\x8b\x01\x00\x00\x00\x05"s})));
  auto items = root(pickle).items();
  EXPECT_EQ(items[0].as_int().value(), -32768);
  EXPECT_EQ(items[1].as_int().value(), 0);
  EXPECT_EQ(items[2].as<BigInteger>()->digits.size(), 10u);
  EXPECT_EQ(items[3].as_int().value(), 5);
}

TEST(Pickle, NewerProtocolsAreRead) {
  using namespace std::string_literals;
  std::string program = "\x95\x02\x00\x00\x00\x00\x00\x00\x00"s + "}\x94("s + "\x8c\x03set"s + "\x8f(K\x01K\x02\x90"s +
                        "\x8c\x06"s + "frozen" + "(K\x01\x91"s + "\x8c\x05"s + "bytes" + "C\x02hi"s + "\x8c\x05"s +
                        "class" + "\x8c\x0b"s + "collections" + "\x8c\x0bOrderedDict"s + "\x93"s + "u"s;
  Pickle pickle = must_read(test::pickle(program, 4));
  EXPECT_EQ(root(pickle).get("set").items().size(), 2u);
  EXPECT_EQ(root(pickle).get("frozen").items().size(), 1u);
  EXPECT_EQ(as_text(root(pickle).get("bytes").as<PickledBytes>()->bytes), "hi");
  EXPECT_EQ(root(pickle).get("class").class_path(), "collections.OrderedDict");
}

TEST(Pickle, ADictGivesTheLaterOfTwoEqualKeysAndNoneForOthers) {
  Pickle pickle = must_read(test::pickle(dict({text("a"), integer(1), text("a"), integer(2)})));
  EXPECT_EQ(root(pickle).get("a").as_int().value(), 2);
  EXPECT_TRUE(root(pickle).get("b").get("c").is_none());
}

TEST(Pickle, OrderedDictsSetsAndSizesBecomePlainValues) {
  std::string ordered = reduce(global("collections", "OrderedDict"),
                               tuple({list({list({text("x"), integer(1)}), tuple({text("y"), integer(2)})})}));
  std::string set = reduce(global("__builtin__", "set"), tuple({list({integer(3)})}));
  std::string size = reduce(global("torch", "Size"), tuple({tuple({integer(4), integer(5)})}));
  Pickle pickle = must_read(test::pickle(list({ordered, set, size})));
  auto items = root(pickle).items();
  EXPECT_EQ(items[0].get("y").as_int().value(), 2);
  EXPECT_EQ(items[1].items()[0].as_int().value(), 3);
  EXPECT_EQ(items[2].as_ints().value(), (Dims{4, 5}));
  EXPECT_TRUE(pickle.warnings.empty());
}

TEST(Pickle, NumpyScalarsBecomeNumbers) {
  std::string dtype = reduce(global("numpy", "dtype"), tuple({text("f8"), "\x89", "\x88"})) + "}b";
  std::string bytes =
      reduce(global("_codecs", "encode"), tuple({text(std::string("\0\0\0\0\0\0\xc3\xb8?", 9)), text("latin1")}));
  Pickle pickle = must_read(test::pickle(reduce(global("numpy.core.multiarray", "scalar"), tuple({dtype, bytes}))));
  EXPECT_EQ(root(pickle).as_float().value(), 1.5);
  EXPECT_TRUE(pickle.warnings.empty());
}

TEST(Pickle, StatesOfObjectsAreAttributesAlsoWithSlots) {
  std::string plain = object(global("a", "B"), dict({text("x"), integer(1)}));
  std::string slots = object(global("a", "C"), tuple({none(), dict({text("x"), integer(2)})}));
  std::string copied =
      reduce(global("copy_reg", "_reconstructor"), tuple({global("a", "D"), global("__builtin__", "object"), none()})) +
      dict({text("x"), integer(3)}) + "b";
  Pickle pickle = must_read(test::pickle(list({plain, slots, copied})));
  auto items = root(pickle).items();
  EXPECT_EQ(items[0].attribute("x").as_int().value(), 1);
  EXPECT_EQ(items[1].attribute("x").as_int().value(), 2);
  EXPECT_EQ(items[2].attribute("x").as_int().value(), 3);
  EXPECT_EQ(items[2].class_path(), "a.D");
}

TEST(Pickle, ObjectsMayContainThemselves) {
  Pickle pickle = must_read(test::pickle(global("a", "B") + ")\x81q" + std::string(1, '\0') + "}" + text("me") + "h" +
                                         std::string(1, '\0') + "sb"));
  EXPECT_EQ(root(pickle).attribute("me").id(), pickle.root);
}

TEST(Pickle, InvalidTextIsRepaired) {
  Pickle pickle = must_read(test::pickle(text("caf\xe9 \xe2\x82\xac \xed\xa0\x80")));
  EXPECT_EQ(root(pickle).as_string().value(), "caf\xef\xbf\xbd \xe2\x82\xac \xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd");
}

TEST(Pickle, ValuesOfAnotherTypeAreDescribed) {
  Pickle pickle = must_read(test::pickle(list({text("same"), dict({}), integer(3), real(0.5)})));
  auto items = root(pickle).items();
  EXPECT_EQ(items[0].as_ints().error().message(), "the str 'same' where a list is expected");
  EXPECT_EQ(items[1].as_int().error().message(), "a dict where an int is expected");
  EXPECT_EQ(items[2].as_ints().value(), Dims{3});
  EXPECT_FALSE(items[3].as_int());
  EXPECT_EQ(root(pickle).as_ints().error().message(), "element 0: the str 'same' where an int is expected");
}

TEST(Pickle, CallsThatNoNetworkNeedsAreNamedAndNotMade) {
  std::string evil = reduce(global("os", "system"), tuple({text("touch owned")}));
  std::string clever = reduce(reduce(global("__builtin__", "getattr"), tuple({global("os", "x"), text("system")})),
                              tuple({text("touch owned")}));
  std::string foreign = object(global("mycode.blocks", "Fancy"), dict({}));
  std::string hidden = reduce(global("torch.nn", "os.system"), tuple({text("touch owned")}));
  Pickle pickle = must_read(test::pickle(list({evil, clever, foreign, hidden, evil})));
  ASSERT_EQ(pickle.warnings.size(), 4u);
  EXPECT_EQ(pickle.warnings[0], "the file asks to call os.system; ponte never calls anything");
  EXPECT_EQ(pickle.warnings[1], "the file asks to call the result of a call; ponte never calls anything");
  EXPECT_EQ(pickle.warnings[2], "the file holds objects of the unknown class mycode.blocks.Fancy; its code is not run");
  EXPECT_EQ(pickle.warnings[3], "the file asks to call torch.nn.os.system; ponte never calls anything");
}

TEST(Pickle, OrdinaryClassesAreNotWarnedAbout) {
  std::string program;
  for (const char* module : {"torch.nn.modules.conv", "ultralytics.nn.modules.block", "models.common"})
    program += object(global(module, "Any"), dict({})) + "0";
  program += reduce(global("torchvision.transforms.functional", "InterpolationMode"), tuple({text("bilinear")})) + "0";
  program += reduce(global("pathlib", "PosixPath"), tuple({text("runs")})) + "0";
  program += reduce(global("torch", "device"), tuple({text("cpu")}));
  EXPECT_TRUE(must_read(test::pickle(program)).warnings.empty());
}

TEST(Pickle, ManyForeignCallsGiveFewWarnings) {
  std::string program;
  for (int i = 0; i < 100; ++i) program += reduce(global("os", "f" + std::to_string(i)), ")") + "0";
  EXPECT_EQ(must_read(test::pickle(program + "N")).warnings.size(), 17u);
}

TEST(Pickle, TensorsMustLieInsideTheirStorage) {
  auto sizes = [](int32_t a, int32_t b) { return tuple({integer(a), integer(b)}); };
  std::string of = storage("FloatStorage", "0", 12);
  EXPECT_TRUE(read_pickle(shared(test::pickle(tensor(of, 0, sizes(3, 4), sizes(4, 1))))));
  EXPECT_TRUE(read_pickle(shared(test::pickle(tensor(of, 11, sizes(1, 1), sizes(99, 99))))));
  EXPECT_TRUE(read_pickle(shared(test::pickle(tensor(of, 0, sizes(0, 99), sizes(4, 1))))));
  for (const std::string& wrong :
       {tensor(of, 1, sizes(3, 4), sizes(4, 1)), tensor(of, 0, sizes(3, 4), sizes(5, 1)),
        tensor(of, -1, sizes(1, 1), sizes(1, 1)), tensor(of, 0, sizes(-3, -4), sizes(4, 1)),
        tensor(of, 11, sizes(2, 2), sizes(-1, -1)), tensor(of, 0, sizes(INT32_MAX, INT32_MAX), sizes(0, 0)),
        tensor(of, 0, sizes(3, 4), tuple({integer(1)}))})
    EXPECT_EQ(error_of(test::pickle(wrong)).kind, ErrorKind::corrupt);
}

TEST(Pickle, MalformedProgramsAreRefusedWithTheirPlace) {
  EXPECT_EQ(error_of(test::pickle("N0R")).message(), "byte 4: REDUCE: a value is needed where there is none");
  EXPECT_EQ(error_of(test::pickle("h\x05")).message(), "byte 2: BINGET: memo entry 5 was never made");
  EXPECT_EQ(error_of(test::pickle("t")).message(), "byte 2: TUPLE: a mark is needed where there is none");
  EXPECT_EQ(error_of(test::pickle("N(0R")).message(), "byte 5: REDUCE: a value is needed where there is none");
  EXPECT_EQ(error_of(test::pickle("NN\x85s")).message(), "byte 5: SETITEM: a value is needed where there is none");
  EXPECT_EQ(error_of(test::pickle("NNNs")).message(), "byte 5: SETITEM: entries are stored in None");
  EXPECT_EQ(error_of(test::pickle("X\xff\xff\xff\xffshort")).message(),
            "byte 2: BINUNICODE: 4294967295 bytes wanted, 6 left");
  EXPECT_EQ(error_of(test::pickle(global("os", "sys\x1b[2Jtem"))).message(),
            "byte 2: GLOBAL: a class whose name is no name");
  EXPECT_EQ(error_of(test::pickle("\xfe")).message(), "byte 2: 0xfe is not an opcode");
  EXPECT_EQ(error_of("\x80\x02N").message(), "byte 3: the pickle has no end");
  EXPECT_EQ(error_of(test::pickle("Nr\xff\xff\xff\x7f")).kind, ErrorKind::corrupt);
}

TEST(Pickle, OtherProtocolsAndRegistriesAreUnsupported) {
  EXPECT_EQ(error_of("cos\nsystem\n(S'touch owned'\ntR.").kind, ErrorKind::unsupported);
  EXPECT_EQ(error_of(test::pickle("(S'touch owned'\nios\nsystem\n")).message(), "byte 3: opcode STRING");
  EXPECT_EQ(error_of(test::pickle("\x82\x01")).message(), "byte 2: opcode EXT1");
  EXPECT_EQ(error_of(test::pickle("\x97", 5)).message(), "byte 2: opcode NEXT_BUFFER");
  EXPECT_EQ(error_of(test::pickle("N", 6)).message(), "byte 0: PROTO: pickle protocol 6 (2 to 5 are read)");
}

}  // namespace
}  // namespace ponte::torch::pickle_test
