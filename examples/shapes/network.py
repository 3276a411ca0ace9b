# SPDX-License-Identifier: Apache-2.0
"""A small YOLOv8-style network for detection and instance segmentation.

Each class carries the module path and the attribute names that checkpoints of this family have
in their pickles, so that a reader of such checkpoints finds an ordinary file. The code is our own.
"""

import sys
import types

import torch
from torch import nn

REG_MAX = 16  # bins per box side
STRIDES = (8, 16, 32)
INPUT_SIZE = 320


def pickled_as(module):
    """Class decorator: the class is pickled under this module path, and found there again."""
    def publish(cls):
        parts = module.split(".")
        for depth in range(1, len(parts) + 1):
            path = ".".join(parts[:depth])
            sys.modules.setdefault(path, types.ModuleType(path))
        setattr(sys.modules[module], cls.__name__, cls)
        cls.__module__ = module
        return cls
    return publish


SILU = nn.SiLU()  # one object for all layers: it holds no state


@pickled_as("ultralytics.nn.modules.conv")
class Conv(nn.Module):
    """Convolution, batch normalisation, SiLU."""

    def __init__(self, inputs, outputs, kernel=1, stride=1):
        super().__init__()
        self.conv = nn.Conv2d(inputs, outputs, kernel, stride, kernel // 2, bias=False)
        self.bn = nn.BatchNorm2d(outputs, eps=1e-3, momentum=0.03)
        self.act = SILU

    def forward(self, x):
        return self.act(self.bn(self.conv(x)))


@pickled_as("ultralytics.nn.modules.conv")
class Concat(nn.Module):
    """Joins a list of feature maps along dimension d."""

    def __init__(self, dimension=1):
        super().__init__()
        self.d = dimension

    def forward(self, xs):
        return torch.cat(xs, self.d)


@pickled_as("ultralytics.nn.modules.block")
class Bottleneck(nn.Module):
    """Two 3x3 convolutions, with the input added if add is set."""

    def __init__(self, channels, add):
        super().__init__()
        self.cv1 = Conv(channels, channels, 3)
        self.cv2 = Conv(channels, channels, 3)
        self.add = add

    def forward(self, x):
        y = self.cv2(self.cv1(x))
        return x + y if self.add else y


@pickled_as("ultralytics.nn.modules.block")
class C2f(nn.Module):
    """Two halves of c channels; the second goes through bottlenecks; every intermediate is kept."""

    def __init__(self, inputs, outputs, add, repeats=1):
        super().__init__()
        self.c = outputs // 2
        self.cv1 = Conv(inputs, 2 * self.c)
        self.cv2 = Conv((2 + repeats) * self.c, outputs)
        self.m = nn.ModuleList(Bottleneck(self.c, add) for _ in range(repeats))

    def forward(self, x):
        parts = list(self.cv1(x).chunk(2, 1))
        for bottleneck in self.m:
            parts.append(bottleneck(parts[-1]))
        return self.cv2(torch.cat(parts, 1))


@pickled_as("ultralytics.nn.modules.block")
class SPPF(nn.Module):
    """Three 5x5 max poolings in a row, joined: fields of view of 5, 9 and 13 cells."""

    def __init__(self, inputs, outputs):
        super().__init__()
        self.cv1 = Conv(inputs, inputs // 2)
        self.cv2 = Conv(4 * (inputs // 2), outputs)
        self.m = nn.MaxPool2d(5, stride=1, padding=2)

    def forward(self, x):
        parts = [self.cv1(x)]
        for _ in range(3):
            parts.append(self.m(parts[-1]))
        return self.cv2(torch.cat(parts, 1))


@pickled_as("ultralytics.nn.modules.block")
class DFL(nn.Module):
    """Expected value of each box side: (B, 4 * c1, A) logits -> (B, 4, A) in cells."""

    def __init__(self, bins):
        super().__init__()
        self.conv = nn.Conv2d(bins, 1, 1, bias=False).requires_grad_(False)
        self.conv.weight.data[:] = torch.arange(bins, dtype=torch.float32).view(1, bins, 1, 1)
        self.c1 = bins

    def forward(self, x):
        batch, _, anchors = x.shape
        share = x.view(batch, 4, self.c1, anchors).transpose(1, 2).softmax(1)
        return self.conv(share).view(batch, 4, anchors)


@pickled_as("ultralytics.nn.modules.block")
class Proto(nn.Module):
    """Mask prototypes at twice the size of the input feature map."""

    def __init__(self, inputs, hidden, masks):
        super().__init__()
        self.cv1 = Conv(inputs, hidden, 3)
        self.upsample = nn.ConvTranspose2d(hidden, hidden, 2, stride=2)
        self.cv2 = Conv(hidden, hidden, 3)
        self.cv3 = Conv(hidden, masks)

    def forward(self, x):
        return self.cv3(self.cv2(self.upsample(self.cv1(x))))


def branches(channels, hidden, outputs):
    """Per level: 3x3, 3x3, 1x1 with bias. Used for box sides, class scores and mask coefficients."""
    return nn.ModuleList(
        nn.Sequential(Conv(c, hidden, 3), Conv(hidden, hidden, 3), nn.Conv2d(hidden, outputs, 1)) for c in channels)


def over_levels(branch, maps):
    """Applies branch[i] to maps[i] and joins the cells of all levels, row by row: (B, outputs, A)."""
    return torch.cat([layer(x).flatten(2) for layer, x in zip(branch, maps)], 2)


def anchor_points(maps, strides):
    """Cell centres (2, A) as x, y in cells, and the stride (A) of each."""
    points, steps = [], []
    for x, stride in zip(maps, strides):
        height, width = x.shape[2:]
        rows, columns = torch.meshgrid(torch.arange(height), torch.arange(width), indexing="ij")
        points.append(torch.stack([columns, rows]).flatten(1).to(x.dtype) + 0.5)
        steps.append(torch.full((height * width,), float(stride), dtype=x.dtype))
    return torch.cat(points, 1), torch.cat(steps)


@pickled_as("ultralytics.nn.modules.head")
class Detect(nn.Module):
    """Anchor-free head: distances to the four sides as 16-bin distributions, and class scores."""

    def __init__(self, classes, hidden, channels):
        super().__init__()
        self.nc = classes
        self.nl = len(channels)
        self.reg_max = REG_MAX
        self.no = classes + 4 * REG_MAX
        self.stride = torch.tensor(STRIDES, dtype=torch.float32)
        self.cv2 = branches(channels, hidden, 4 * REG_MAX)
        self.cv3 = branches(channels, hidden, classes)
        self.dfl = DFL(REG_MAX)
        for box, score in zip(self.cv2, self.cv3):
            nn.init.constant_(box[-1].bias, 1.0)
            nn.init.constant_(score[-1].bias, -5.0)  # almost everything is background at first

    def logits(self, maps):
        """Box logits (B, 4 * reg_max, A) and score logits (B, nc, A)."""
        return over_levels(self.cv2, maps), over_levels(self.cv3, maps)

    def corners(self, box_logits, points):
        """Corners x1, y1, x2, y2 (B, 4, A) in cells of each anchor's level."""
        left_top, right_bottom = self.dfl(box_logits).chunk(2, 1)
        return torch.cat([points - left_top, points + right_bottom], 1)

    def decode(self, maps):
        """(B, 4 + nc, A): centre x, centre y, width, height in pixels, then scores 0 to 1."""
        points, steps = anchor_points(maps, self.stride)
        box_logits, score_logits = self.logits(maps)
        first, second = self.corners(box_logits, points).chunk(2, 1)
        boxes = torch.cat([(first + second) / 2, second - first], 1) * steps
        return torch.cat([boxes, score_logits.sigmoid()], 1)

    def forward(self, maps):
        return self.decode(maps)


@pickled_as("ultralytics.nn.modules.head")
class Segment(Detect):
    """Detect, with mask coefficients per anchor and prototypes of the whole picture."""

    def __init__(self, classes, hidden, channels, masks, prototype_channels):
        super().__init__(classes, hidden, channels)
        self.nm = masks
        self.npr = prototype_channels
        self.proto = Proto(channels[0], self.npr, self.nm)
        self.cv4 = branches(channels, self.nm, self.nm)

    def forward(self, maps):
        """(B, 4 + nc + nm, A) and prototypes (B, nm, H / 4, W / 4)."""
        return torch.cat([self.decode(maps), over_levels(self.cv4, maps)], 1), self.proto(maps[0])


@pickled_as("ultralytics.nn.tasks")
class DetectionModel(nn.Module):
    """Runs the layers of a description (see describe) in order, each on what its `f` names."""

    def __init__(self, names, task="detect"):
        super().__init__()
        self.task = task
        self.yaml = describe(task, len(names))
        self.model = nn.Sequential(*build_layers(self.yaml))
        sources = [f for layer in self.model for f in ([layer.f] if isinstance(layer.f, int) else layer.f)]
        self.save = sorted({f for f in sources if f != -1})
        self.names = dict(enumerate(names))
        self.nc = len(names)
        self.stride = self.model[-1].stride.clone()

    def features(self, x):
        """The three feature maps that the head reads, for a picture batch (B, 3, H, W) of 0 to 1."""
        outputs = []
        for layer in self.model[:-1]:
            if isinstance(layer.f, list):
                x = [x if f == -1 else outputs[f] for f in layer.f]
            x = layer(x)
            outputs.append(x)
        return [outputs[f] for f in self.model[-1].f]

    def forward(self, x):
        return self.model[-1](self.features(x))


@pickled_as("ultralytics.nn.tasks")
class SegmentationModel(DetectionModel):
    """The same with a Segment head."""

    def __init__(self, names):
        super().__init__(names, "segment")


def describe(task, classes):
    """The architecture as [source, repeats, module, arguments] per layer, as in the family's YAML files."""
    head = ["Detect", ["nc"]] if task == "detect" else ["Segment", ["nc", 8, 16]]
    return {
        "nc": classes,
        "channels": 3,
        "head_channels": 16,
        "backbone": [
            [-1, 1, "Conv", [8, 3, 2]],
            [-1, 1, "Conv", [16, 3, 2]],
            [-1, 1, "C2f", [16, True]],
            [-1, 1, "Conv", [24, 3, 2]],
            [-1, 1, "C2f", [24, True]],
            [-1, 1, "Conv", [32, 3, 2]],
            [-1, 1, "C2f", [32, True]],
            [-1, 1, "Conv", [32, 3, 2]],
            [-1, 1, "C2f", [32, True]],
            [-1, 1, "SPPF", [32]],
        ],
        "head": [
            [-1, 1, "nn.Upsample", [None, 2, "nearest"]],
            [[-1, 6], 1, "Concat", [1]],
            [-1, 1, "C2f", [32, False]],
            [-1, 1, "nn.Upsample", [None, 2, "nearest"]],
            [[-1, 4], 1, "Concat", [1]],
            [-1, 1, "C2f", [24, False]],
            [-1, 1, "Conv", [24, 3, 2]],
            [[-1, 12], 1, "Concat", [1]],
            [-1, 1, "C2f", [32, False]],
            [-1, 1, "Conv", [32, 3, 2]],
            [[-1, 9], 1, "Concat", [1]],
            [-1, 1, "C2f", [32, False]],
            [[15, 18, 21], 1, *head],
        ],
    }


def build_layers(description):
    """The layers of a description, each with its index `i`, source `f`, `type` and parameter count `np`."""
    layers, widths = [], []
    for index, (source, repeats, name, arguments) in enumerate(description["backbone"] + description["head"]):
        sources = [source] if isinstance(source, int) else source
        inputs = [widths[f] if widths else description["channels"] for f in sources]
        layer, width = build_layer(description, name, arguments, inputs, repeats)
        layer.i, layer.f = index, source
        layer.type = f"{type(layer).__module__}.{type(layer).__name__}"
        layer.np = sum(parameter.numel() for parameter in layer.parameters())
        layers.append(layer)
        widths.append(width)
    return layers


def build_layer(description, name, arguments, inputs, repeats):
    """One layer and its number of output channels."""
    if name == "Conv":
        return Conv(inputs[0], *arguments), arguments[0]
    if name == "C2f":
        return C2f(inputs[0], *arguments, repeats), arguments[0]
    if name == "SPPF":
        return SPPF(inputs[0], *arguments), arguments[0]
    if name == "nn.Upsample":
        return nn.Upsample(*arguments), inputs[0]
    if name == "Concat":
        return Concat(*arguments), sum(inputs)
    if name == "Detect":
        return Detect(description["nc"], description["head_channels"], inputs), None
    if name == "Segment":
        return Segment(description["nc"], description["head_channels"], inputs, *arguments[1:]), None
    raise ValueError(name)
