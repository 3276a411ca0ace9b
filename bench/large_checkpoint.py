"""A checkpoint as large as an x model, 140 MB in fp16, with random weights: made without PyTorch.

Its network is a row of Conv modules and a Classify head, pickled as Ultralytics' classes are: what is timed is the
way of the weights, not the shape of the network.
"""

import pickle
import random
import struct
import zipfile

CHANNELS = [3, 64, 128, 256, 512, 768, 1024, 1024, 1024, 1024, 1024, 1024, 1024]
CLASSES = 10


class Writer:
    """Emits pickle opcodes (protocol 2); every method returns the bytes that push one value."""

    def __init__(self):
        self.storages = []

    def value(self, plain):
        return pickle.dumps(plain, protocol=2)[2:-1]  # without PROTO and STOP

    def name(self, module, attribute):
        return f"c{module}\n{attribute}\n".encode()

    def mapping(self, entries):
        return b"}(" + b"".join(self.value(key) + content for key, content in entries) + b"u"

    def module(self, path, children=(), tensors=(), **plain):
        module, attribute = path.rsplit(".", 1)
        state = [("training", self.value(False)), ("_parameters", self.mapping(tensors)), ("_buffers", b"}"),
                 ("_modules", self.mapping(children))]
        state += [(key, self.value(content)) for key, content in plain.items()]
        return self.name(module, attribute) + b")\x81" + self.mapping(state) + b"b"

    def tensor(self, *sizes):
        count = 1
        for size in sizes:
            count *= size
        key = str(len(self.storages))
        self.storages.append((key, count))
        strides = [1]
        for size in reversed(sizes[1:]):
            strides.insert(0, strides[0] * size)
        storage = (b"(" + self.value("storage") + self.name("torch", "HalfStorage") + self.value(key) +
                   self.value("cpu") + self.value(count) + b"tQ")
        return (self.name("torch._utils", "_rebuild_tensor_v2") + b"(" + storage + self.value(0) +
                self.value(tuple(sizes)) + self.value(tuple(strides)) + self.value(False) +
                self.name("collections", "OrderedDict") + b")RtR")


def conv(writer, inputs, outputs, kernel, stride):
    conv2d = writer.module("torch.nn.modules.conv.Conv2d", tensors=[("weight", writer.tensor(outputs, inputs, kernel, kernel))],
                           in_channels=inputs, out_channels=outputs, kernel_size=(kernel, kernel), stride=(stride, stride),
                           padding=(kernel // 2, kernel // 2), dilation=(1, 1), groups=1, padding_mode="zeros")
    names = ["weight", "bias"]
    norm = writer.module("torch.nn.modules.batchnorm.BatchNorm2d", eps=1e-3, momentum=0.03,
                         tensors=[(name, writer.tensor(outputs)) for name in names + ["running_mean", "running_var"]])
    act = writer.module("torch.nn.modules.activation.SiLU")
    return [("conv", conv2d), ("bn", norm), ("act", act)]


def network(writer):
    layers = []
    for index, (inputs, outputs) in enumerate(zip(CHANNELS, CHANNELS[1:])):
        stride = 2 if index < 5 else 1
        layers.append(writer.module("ultralytics.nn.modules.conv.Conv", conv(writer, inputs, outputs, 3, stride), i=index, f=-1))
    last = CHANNELS[-1]
    pool = writer.module("torch.nn.modules.pooling.AdaptiveAvgPool2d", output_size=1)
    linear = writer.module("torch.nn.modules.linear.Linear",
                           tensors=[("weight", writer.tensor(CLASSES, last)), ("bias", writer.tensor(CLASSES))])
    head_conv = writer.module("ultralytics.nn.modules.conv.Conv", conv(writer, last, last, 1, 1))
    layers.append(writer.module("ultralytics.nn.modules.head.Classify",
                                [("conv", head_conv), ("pool", pool), ("linear", linear)], i=len(layers), f=-1))
    row = writer.module("torch.nn.modules.container.Sequential", [(str(i), layer) for i, layer in enumerate(layers)])
    return writer.module("ultralytics.nn.tasks.ClassificationModel", [("model", row)],
                         names={i: str(i) for i in range(CLASSES)}, task="classify")


def write_large_checkpoint(path):
    writer = Writer()
    content = (b"\x80\x02" + writer.mapping([("model", network(writer)), ("train_args", writer.value({"imgsz": 224}))]) + b".")
    generator = random.Random(1)
    # Halves between 2^-8 and 2^-6: sensible weights and variances alike.
    block = b"".join(struct.pack("<H", 0x1C00 + generator.randrange(0x800)) for _ in range(1 << 16))
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr("large/data.pkl", content)
        for key, count in writer.storages:
            size = 2 * count
            archive.writestr(f"large/data/{key}", (block * (size // len(block) + 1))[:size])
        archive.writestr("large/version", "3\n")
