"""Reads and writes PyTorch checkpoints without PyTorch: classes stay names, objects stay what would have made them."""

import dataclasses
import io
import pickle
import struct
import zipfile


@dataclasses.dataclass(frozen=True)
class Name:
    """A class or a function, which is never looked up."""

    module: str
    name: str

    def __call__(self, *args):
        return Object(self, args)

    def __post_init__(self):  # what the opcode NEWOBJ calls
        object.__setattr__(self, "__new__", lambda _, *args: Object(self, args, by_class=True))


@dataclasses.dataclass(eq=False)
class Object:
    """The result of `made_by(*args)`, or of `made_by.__new__(made_by, *args)`, and its state."""

    made_by: Name
    args: tuple = ()
    state: object = None
    by_class: bool = False

    def __setstate__(self, state):
        self.state = state


@dataclasses.dataclass(eq=False)
class Storage:
    """The elements of one or more tensors."""

    kind: Name
    content: bytes
    count: int


def object_of(module, name, state):
    return Object(Name(module, name), (), state, by_class=True)


def tensor(kind, content, count, dims, strides=None, offset=0):
    """A tensor as torch pickles it; `kind` is "HalfStorage" and the like."""
    if strides is None:
        strides = tuple(_product(dims[i + 1 :]) for i in range(len(dims)))
    storage = Storage(Name("torch", kind), content, count)
    args = (storage, offset, tuple(dims), tuple(strides), False, Object(Name("collections", "OrderedDict")))
    return Object(Name("torch._utils", "_rebuild_tensor_v2"), args)


def _product(numbers):
    result = 1
    for number in numbers:
        result *= number
    return result


# ---- reading


class _Reader(pickle._Unpickler):  # the one in Python, since that in C wants real classes
    def __init__(self, archive, folder):
        super().__init__(io.BytesIO(archive.read(f"{folder}/data.pkl")))
        self.archive, self.folder, self.storages = archive, folder, {}

    def find_class(self, module, name):
        return Name(module, name)

    def persistent_load(self, pid):
        _, kind, key, _, count = pid
        if key not in self.storages:
            self.storages[key] = Storage(kind, self.archive.read(f"{self.folder}/data/{key}"), count)
        return self.storages[key]


def read(path):
    with zipfile.ZipFile(path) as archive:
        folder = next(name for name in archive.namelist() if name.endswith("/data.pkl")).removesuffix("/data.pkl")
        return _Reader(archive, folder).load()


# ---- writing, pickle protocol 2


class _Writer:
    def __init__(self):
        self.out, self.memo, self.storages = bytearray(), {}, []

    def put(self, key):
        self.memo[key] = len(self.memo)
        self.out += b"r" + struct.pack("<I", self.memo[key])

    def write(self, value):
        key = value if isinstance(value, (str, Name)) else id(value)
        if key in self.memo:
            self.out += b"j" + struct.pack("<I", self.memo[key])
        elif value is None or isinstance(value, bool):
            self.out += {None: b"N", True: b"\x88", False: b"\x89"}[value]
        elif isinstance(value, int):
            self.write_int(value)
        elif isinstance(value, float):
            self.out += b"G" + struct.pack(">d", value)
        elif isinstance(value, str):
            raw = value.encode("utf-8", "surrogateescape")
            self.out += b"X" + struct.pack("<I", len(raw)) + raw
            self.put(key)
        elif isinstance(value, tuple):
            self.write_marked(value, b"t")
        elif isinstance(value, Name):
            self.out += f"c{value.module}\n{value.name}\n".encode()
            self.put(key)
        else:
            self.write_object(value, key)

    def write_object(self, value, key):
        if isinstance(value, list):
            self.out += b"]"
            self.put(key)
            self.write_marked(value, b"e")
        elif isinstance(value, dict):
            self.out += b"}"
            self.put(key)
            self.write_marked([part for item in value.items() for part in item], b"u")
        elif isinstance(value, Storage):
            number = str(len(self.storages))
            self.storages.append(value.content)
            self.write(("storage", value.kind, number, "cpu", value.count))
            self.out += b"Q"
            self.put(key)
        else:
            self.write(value.made_by)
            self.write_marked(value.args, b"t")
            self.out += b"\x81" if value.by_class else b"R"
            self.put(key)
            if value.state is not None:
                self.write(value.state)
                self.out += b"b"

    def write_marked(self, values, end):
        self.out += b"("
        for value in values:
            self.write(value)
        self.out += end

    def write_int(self, value):
        if -(2**31) <= value < 2**31:
            self.out += b"J" + struct.pack("<i", value)
        else:
            raw = value.to_bytes(value.bit_length() // 8 + 1, "little", signed=True)
            self.out += b"\x8a" + bytes([len(raw)]) + raw


def pickled(root):
    """The pickle of `root` and the contents of its storages by number."""
    writer = _Writer()
    writer.out += b"\x80\x02"
    writer.write(root)
    return bytes(writer.out + b"."), writer.storages


def write_members(path, pickle_bytes, storages):
    """The zip archive of torch.save: members stored as they are, contents of storages begin at multiples of 64."""
    with open(path, "wb") as file, zipfile.ZipFile(file, "w") as archive:
        members = {"data.pkl": pickle_bytes, "byteorder": b"little"}
        members |= {f"data/{number}": content for number, content in enumerate(storages)} | {"version": b"3\n"}
        for name, content in members.items():
            info = zipfile.ZipInfo(f"archive/{name}", (1980, 1, 1, 0, 0, 0))
            begin = file.tell() + 30 + len(info.filename) + 4
            info.extra = b"FB" + struct.pack("<H", -begin % 64) + bytes(-begin % 64)
            archive.writestr(info, content)


def write(root, path):
    write_members(path, *pickled(root))
