"""Writes data/*.txt: small HDF5 files by h5py, as reader_test.cpp expects them. Needs h5py and ml_dtypes.

A file is its size, and its zlib stream in base64: HDF5 is mostly zeros.
"""
import base64
import pathlib
import zlib

import h5py
import ml_dtypes
import numpy as np

DATA = pathlib.Path(__file__).parent / "data"
GRID = np.arange(70, dtype="f4").reshape(10, 7)


def low_level(group, name, dims, plan, values):
    plan.set_obj_track_times(False)
    space = h5py.h5s.create_simple(dims)
    dataset = h5py.h5d.create(group.id, name, h5py.h5t.IEEE_F32LE, space, plan)
    dataset.write(h5py.h5s.ALL, h5py.h5s.ALL, values)


def fill_numbers(group):
    for name in ("i1", "i2", "i4", "i8", "u1", "u2", "u4", "u8", "f2", "f4", "f8"):
        group[name] = np.array([[1, 2, 3], [4, 5, 120]], dtype=name)
    group["bool"] = np.array([True, False, True])
    group["bf16"] = np.array([1.5, -2], dtype=ml_dtypes.bfloat16)
    group["bf16"].attrs["dtype"] = "bfloat16"
    group["scalar"] = np.float32(7)
    group["empty"] = np.zeros((0, 3), "f4")


def fill_layouts(group):
    group.create_dataset("contiguous", data=GRID)
    group.create_dataset("chunked", data=GRID, chunks=(4, 3))
    group.create_dataset("gzip", data=GRID, chunks=(4, 3), compression="gzip", shuffle=True)
    group.create_dataset("one_chunk", data=GRID, chunks=GRID.shape, compression="gzip")
    group.create_dataset("unwritten", shape=(3,), dtype="f4", fillvalue=1.5)
    compact = h5py.h5p.create(h5py.h5p.DATASET_CREATE)
    compact.set_layout(h5py.h5d.COMPACT)
    low_level(group, b"compact", GRID.shape, compact, GRID)
    early = h5py.h5p.create(h5py.h5p.DATASET_CREATE)
    early.set_chunk((4, 3))
    early.set_alloc_time(h5py.h5d.ALLOC_TIME_EARLY)
    low_level(group, b"early_chunks", GRID.shape, early, GRID)


def fill_attributes(group):
    attributes = group.attrs
    attributes["text"] = "two words"
    attributes["fixed"] = np.array([b"a", b"bcd", b""])
    attributes["variable"] = np.array(["x", "long enough for the heap"], dtype=object)
    attributes["part0"] = np.array([b"a", b"b"])
    attributes["part1"] = np.array([b"c"])
    attributes["none"] = np.array([])
    attributes["number"] = 3


def fill_refused(group):
    group["soft"] = h5py.SoftLink("/layouts/contiguous")
    group["other_file"] = h5py.ExternalLink("other.h5", "/x")
    group["type"] = np.dtype("f4")
    group["words"] = np.array([b"ab", b"c"])
    group["big_endian"] = np.arange(3, dtype=">f4")
    group.create_dataset("checksums", data=GRID, chunks=(4, 3), fletcher32=True)
    group["compound"] = np.zeros(2, dtype=[("a", "f4"), ("b", "i4")])


def fill(file):
    fill_layouts(file.create_group("layouts"))
    fill_attributes(file.create_group("attributes"))
    fill_refused(file.create_group("refused"))
    file["linked"] = file["layouts/contiguous"]


def fill_old(file):
    fill(file)
    fill_numbers(file.create_group("numbers"))
    many = file.create_group("many")  # more than a table of symbols holds
    for number in range(20):
        many.create_group(f"g{number}")


def fill_new(file):
    fill(file)
    dense = file.create_group("refused/dense")
    for number in range(9):
        dense[f"d{number}"] = np.float32(number)
        dense.attrs[f"a{number}"] = number


def fill_loop(file):
    innermost = file.create_group("a/b/c")
    innermost["up"] = file["a"]


def fill_two_paths(file):
    file["x"] = file.create_group("a/b")


def create(path, latest, length):
    """A new file whose lengths take so many bytes."""
    plan, access = h5py.h5p.create(h5py.h5p.FILE_CREATE), h5py.h5p.create(h5py.h5p.FILE_ACCESS)
    plan.set_sizes(8, length)
    access.set_libver_bounds(h5py.h5f.LIBVER_LATEST if latest else h5py.h5f.LIBVER_EARLIEST, h5py.h5f.LIBVER_LATEST)
    return h5py.File(h5py.h5f.create(str(path).encode(), fcpl=plan, fapl=access))


def write(name, fill_file, latest=False, length=8):
    scratch = DATA / "scratch.h5"
    with create(scratch, latest, length) as file:
        fill_file(file)
    content = scratch.read_bytes()
    scratch.unlink()
    text = base64.encodebytes(zlib.compress(content, 9)).decode()
    (DATA / f"{name}.txt").write_text(f"{len(content)}\n{text}")


write("old", fill_old)
write("new", fill_new, latest=True)
write("old_short", fill_old, length=4)
write("new_short", fill_new, latest=True, length=4)
write("loop", fill_loop)
write("loop_new", fill_loop, latest=True)
write("two_paths", fill_two_paths)
