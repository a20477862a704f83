"""Small messages of a stage in one."""

from __future__ import annotations

import pytest

from streamproc.linking.messages import InvalidMessage, Send
from streamproc.linking.packs import packed, unpacked

SENDS = [Send(b"s:1", b'{"kind":"x"}\n\0\xff'), Send(b"", b""), Send(b"a:" + b"f" * 300, b"y" * 70_000)]


def test_what_was_packed_comes_out_in_its_order():
    assert list(unpacked(b"", packed(SENDS))) == SENDS


def test_a_message_that_is_no_pack_is_the_only_one():
    assert list(unpacked(b"a:1", b'{"kind":"article"}\n')) == [Send(b"a:1", b'{"kind":"article"}\n')]


@pytest.mark.parametrize("left", [1 + 4, 1 + 8 + 2, -1])
def test_a_pack_that_was_cut_gives_what_is_whole_and_says_so(left):
    cut = unpacked(b"", packed(SENDS)[:left])
    found = []

    with pytest.raises(InvalidMessage, match="a pack that ends within"):
        found.extend(cut)

    assert found in ([], SENDS[:2])


def test_lengths_that_lie_take_nothing_that_is_not_there():
    with pytest.raises(InvalidMessage):
        list(unpacked(b"", b"\0" + b"\xff" * 8 + b"key"))
