"""Folders, ports and socket paths."""

import socket
import stat

import pytest

from launch import places
from launch.places import SOCKET_PATH_LIMIT, free_port, in_memory, own_folder, socket_path


def test_own_folder_is_closed_to_others(tmp_path):
    assert stat.S_IMODE(own_folder(tmp_path / "a" / "b").stat().st_mode) == 0o700


def test_own_folder_refuses_what_a_link_points_at(tmp_path):
    (tmp_path / "theirs").mkdir()
    (tmp_path / "ours").symlink_to(tmp_path / "theirs")
    with pytest.raises(SystemExit, match="somebody else"):
        own_folder(tmp_path / "ours")


def test_socket_path_stays_in_its_folder_while_short_enough(tmp_path):
    assert socket_path(tmp_path).parent == tmp_path


def test_socket_path_too_long_moves_to_a_private_folder(tmp_path):
    deep = tmp_path / ("长" * 60)
    deep.mkdir()
    path = socket_path(deep)
    assert len(str(path).encode()) <= SOCKET_PATH_LIMIT
    assert path == socket_path(deep) != socket_path(tmp_path)
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    path.parent.rmdir()


def test_a_folder_in_memory_stands_for_one_on_disk_only_where_there_is_room(tmp_path, monkeypatch):
    monkeypatch.setattr(places, "MEMORY", tmp_path)
    monkeypatch.setattr(places, "ROOMY", 1)
    there = in_memory(tmp_path / "here")
    assert there.parent == tmp_path and there != tmp_path / "here" and there == in_memory(tmp_path / "here")
    monkeypatch.setattr(places, "ROOMY", 2**60)
    assert in_memory(tmp_path / "here") == tmp_path / "here"
    monkeypatch.setattr(places, "MEMORY", tmp_path / "nowhere")
    assert in_memory(tmp_path / "here") == tmp_path / "here"


def test_free_port_passes_over_a_taken_one():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert free_port(port) != port
