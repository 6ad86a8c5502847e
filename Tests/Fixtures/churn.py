#!/usr/bin/env python3
"""Runs portstat repeatedly while processes and sockets start and end, and checks each listing.

usage: unshare --net --pid --mount --fork --mount-proc churn.py RUNS PORTSTAT [ARGUMENT ...]

Needs namespaces of its own. There are two kinds of processes:

- Holders keep running. Their sockets have to be in every listing, each with exactly its owners.
- Churners open, connect, accept, close and pass on sockets, create threads and network namespaces,
  and end. Each has a number, which is part of its name and determines the ports that it binds at both
  ends, and the control group of those with an odd number. So an owner, a peer or an ancestor with
  another name is wrong, and so is another unit or container. PIDs are reused soon, by another churner.

Prints the errors, one a line, then a line of JSON with the number of checks.
"""
import array
import ctypes
import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time

CHURNERS = 4
NUMBERS = 2000          # churners with different numbers; after that, numbers repeat
LISTENS, CONNECTS, DATAGRAMS = 10000, 20000, 30000
GROUPS = 4
COLUMNS = "--columns=+ancestry,+peer_process,+peer_container,+netns"
HOLDERS = 3
CHANGING = "it kept changing"   # in the note about a process that changes during every scan
# What has lost its owner during a listing may belong to a process outside this PID namespace.
OUTSIDE = "processes outside this PID namespace cannot be seen"
# The notes of a stream; the last one is written at its end.
NOTES = (CHANGING, OUTSIDE, "that closed after the last update")
libc = ctypes.CDLL(None, use_errno=True)
groups = []             # control groups like those of containers; empty if none can be created


def set_name(name):
    libc.prctl(15, name.encode(), 0, 0, 0)   # PR_SET_NAME


def die_with(parent):
    """Has the kernel kill this process when its parent ends: none is left if the tests are killed."""
    libc.prctl(1, signal.SIGKILL, 0, 0, 0)   # PR_SET_PDEATHSIG
    if os.getppid() != parent:
        os._exit(1)


def fork():
    """os.fork() for a child that is killed when its parent ends."""
    parent = os.getpid()
    child = os.fork()
    if child == 0:
        die_with(parent)
    return child


def make_groups():
    """Creates a control group for each of some containers, in the unified hierarchy."""
    with open("/proc/self/mountinfo") as mounts:
        lines = [line.split() for line in mounts if " - cgroup2 " in line]
    for mount in lines[:1]:
        for number in range(GROUPS):
            group = "%s/portstat-churn-%d-%d.slice/docker-%s.scope" % (
                mount[4], os.getpid(), time.time_ns(), ("%x" % (number + 10)) * 64)
            try:
                os.makedirs(group)
            except OSError:
                return
            groups.append(group)


def end(children):
    """Ends all processes, and removes the control groups."""
    for child in children:
        os.kill(child, signal.SIGKILL)   # and the kernel kills their children
        os.waitpid(child, 0)
    for group in groups:
        for folder in (group, os.path.dirname(group)):
            for _ in range(500):
                try:
                    os.rmdir(folder)
                    break
                except OSError:
                    time.sleep(0.01)


def expected_container(number):
    """Returns the first 12 digits of the ID of a churner's container; None if it is in none."""
    return ("%x" % (number // 2 % GROUPS + 10)) * 12 if groups and number % 2 else None


def hold(number, ready):
    """Opens sockets, shares the first listener with two children, and keeps running."""
    set_name("holder%d" % number)
    sockets = []
    for index in range(40):
        port = 1000 * (number + 1) + index
        s = socket.create_server(("127.0.0.1", port))
        client = socket.socket()
        client.bind(("127.0.0.1", port + 500))
        client.connect(("127.0.0.1", port))
        server, _ = s.accept()
        u = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        u.bind(("127.0.0.1", port))
        sockets += [("tcp", port, 0, s), ("tcp", port, port + 500, server),
                 ("tcp", port + 500, port, client), ("udp", port, 0, u)]
    children = []
    for _ in range(2):
        child = fork()
        if child == 0:
            for entry in sockets[1:]:
                entry[3].close()
            while True:
                time.sleep(1000)
        children.append(child)
    rows = []
    for protocol, port, remote, s in sockets:
        owners = [[os.getpid(), [s.fileno()]]]
        if s is sockets[0][3]:
            owners += [[child, [s.fileno()]] for child in children]
        rows.append([protocol, port, remote, sorted(owners)])
    os.write(ready, (json.dumps(rows) + "\n").encode())
    while True:
        time.sleep(1000)


def churn(number):
    """Opens and closes sockets, then ends."""
    set_name("churn%d" % number)
    listens, connects, datagrams = LISTENS + number, CONNECTS + number, DATAGRAMS + number
    try:
        if expected_container(number):
            with open(groups[number // 2 % GROUPS] + "/cgroup.procs", "w") as file:
                file.write("0")
        listener = socket.socket()
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(("127.0.0.1", listens))
        listener.listen(8)
        udp = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        udp.bind(("127.0.0.1", datagrams))
        for attempt in range(1 + number % 4):
            time.sleep(number % 8 * 0.002)
            client = socket.socket()
            client.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            # A reset instead of TIME_WAIT, so that the ports can be reused at once.
            client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
            client.bind(("127.0.0.1", connects))
            client.connect(("127.0.0.1", listens))
            if attempt % 2 == 0:
                server, _ = listener.accept()
                if number % 3 == 0:
                    server.shutdown(socket.SHUT_WR)
                server.close()
            fds = [os.dup(udp.fileno()) for _ in range(number % 20)]
            for fd in fds:
                os.close(fd)
            client.close()
        if number % 5 == 0:
            child = fork()          # for a moment, a child of the same name has the listener
            if child == 0:
                os._exit(0)
            os.waitpid(child, 0)
        if number % 7 == 0:
            libc.unshare(0x40000000)    # CLONE_NEWNET
            other = socket.socket()
            other.bind(("0.0.0.0", 1 + number))
            other.listen(1)
            time.sleep(0.02)
        if number % 11 == 0:
            here, there = socket.socketpair()
            rights = array.array("i", [listener.fileno()])
            here.sendmsg([b"x"], [(socket.SOL_SOCKET, socket.SCM_RIGHTS, rights)])
            listener.close()        # in flight: no process has it open
            there.recvmsg(1, socket.CMSG_SPACE(4))
        if number % 13 == 0:
            libc.unshare(0x400)     # CLONE_FILES
    except OSError:
        pass
    os._exit(0)


def churner(index):
    """Forks one churner after the other, often with the PID of the previous one."""
    set_name("parent")
    number = index
    while True:
        child = fork()
        if child == 0:
            churn(number % NUMBERS)
        os.waitpid(child, 0)
        try:
            with open("/proc/sys/kernel/ns_last_pid", "w") as last:
                last.write(str(child - 1 - number % 3))
        except OSError:
            pass
        number += CHURNERS


def churner_number(port):
    """Returns the number of the churner that has a port; otherwise None."""
    for base in (LISTENS, CONNECTS, DATAGRAMS):
        if base <= port < base + NUMBERS:
            return port - base
    return None


def expected_name(row):
    """Returns the name of the owner if the row is of a churner; otherwise None."""
    number = row["local_port"] - 1 if row.get("netns") else churner_number(row["local_port"])
    return None if number is None else "churn%d" % number


def label_errors(row, name, number, seen):
    """Returns the errors in the labels of a row whose owners have a name.

    number: that of the churner; None for a holder
    """
    errors = []
    container = None if number is None else expected_container(number)
    for process in row["processes"]:
        if process["container"] != container:
            errors.append("container of a process: %s, not %s" % (process, container))
    # Where the socket was created is the same, or unknown.
    known = row["ownership"] == "known"
    if row["container"] != container and (known or row["container"] is not None):
        errors.append("container %s, not %s" % (row["container"], container))
    if row["cgroup"] and row["cgroup_source"] != ("process" if known else "socket"):
        errors.append("cgroup_source %s" % row["cgroup_source"])
    # The names of all ancestors, but for those outside of this script.
    for ancestor in (row["ancestry"] or "").split(">")[1:]:
        if ancestor.startswith(("churn", "holder")) and ancestor not in (name, "churn.py"):
            errors.append("ancestry %s" % row["ancestry"])
    if row["peer_process"] is not None:
        seen["peers"] = seen.get("peers", 0) + 1
        peer = churner_number(row["remote_port"])
        expected = name if number is None else "churn%d" % peer
        container = None if peer is None else expected_container(peer)
        if row["peer_process"] != expected or row["peer_container"] != container:
            errors.append("peer %s in %s, not %s in %s" % (
                row["peer_process"], row["peer_container"], expected, container))
    for label in ("container", "ancestry", "peer_process", "netns"):
        if row[label] is not None:
            seen["with_" + label] = seen.get("with_" + label, 0) + 1
    return ["%s: %s" % (error, row) for error in errors]


def check(document, fixed, seen):
    """Returns the errors in a listing."""
    errors = []
    found = {}
    for row in document["sockets"]:
        owners = sorted([p["pid"], p["fds"]] for p in row["processes"])
        key = (row["protocol"], row["local_port"], row["remote_port"] or 0)
        if key in fixed and row["netns"] is None:
            if key in found:
                errors.append("listed twice: %s" % (key,))
            found[key] = owners
            if owners != fixed[key] or row["ownership"] != "known":
                errors.append("%s: %s %s, not %s" % (key, row["ownership"], owners, fixed[key]))
            names = set(p["name"] for p in row["processes"])
            if names - set("holder%d" % n for n in range(HOLDERS)):
                errors.append("%s: %s" % (key, names))
            errors += label_errors(row, "".join(names), None, seen)
            continue
        name = expected_name(row)
        if name is None:
            errors.append("unknown socket: %s" % row)
            continue
        errors += label_errors(row, name, int(name[5:]), seen)
        seen["churned"] += 1
        seen[row["ownership"]] = seen.get(row["ownership"], 0) + 1
        if (row["ownership"] == "known") != bool(owners):
            errors.append("ownership and owners disagree: %s" % row)
        if row["ownership"] == "denied" and document["complete"]:
            errors.append("denied to root: %s" % row)
        for process in row["processes"]:
            if process["name"] != name:
                errors.append("wrong owner: %s %s %s" % (key, row["inode"], row["processes"]))
    for key in set(fixed) - set(found):
        errors.append("missing: %s" % (key,))
    return errors


def check_events(lines, fixed):
    """Returns the errors in a stream of events."""
    errors = []
    opened = set()
    for line in lines:
        if line.startswith("portstat: ") and any(note in line for note in NOTES):
            continue
        event = json.loads(line)
        row = event["socket"]
        key = (row["protocol"], row["local_port"], row["remote_port"] or 0)
        names = set(p["name"] for p in row["processes"])
        if key in fixed:
            owners = sorted([p["pid"], p["fds"]] for p in row["processes"])
            if key in opened or event["event"] != "opened" or owners != fixed[key]:
                errors.append("event of a socket that stayed open: %s" % line)
            opened.add(key)
        elif names - set([expected_name(row)] + [None] * (event["event"] == "closed")):
            # The owner of a socket that closed before the scan may be unknown.
            errors.append("wrong owner: %s" % line)
    for key in set(fixed) - opened:
        errors.append("never opened: %s" % (key,))
    return errors


def start():
    """Starts all processes. Returns the sockets of the holders, with their owners, and the children."""
    subprocess.run(["ip", "link", "set", "lo", "up"], check=True)
    read, write = os.pipe()
    fixed, children = {}, []
    for number in range(HOLDERS):
        child = fork()
        if child == 0:
            hold(number, write)
        children.append(child)
    lines = os.fdopen(read)
    for _ in range(HOLDERS):
        for protocol, port, remote, owners in json.loads(lines.readline()):
            fixed[(protocol, port, remote)] = owners
    for index in range(CHURNERS):
        child = fork()
        if child == 0:
            churner(index)
        children.append(child)
    return fixed, children


def main():
    die_with(os.getppid())
    runs, command = int(sys.argv[1]), sys.argv[2:]
    make_groups()
    fixed, children = start()
    seen = {"runs": 0, "churned": 0, "fixed": len(fixed), "events": 0}
    errors = []
    events = tempfile.TemporaryFile("w+")
    watch = subprocess.Popen(
        command + ["--watch=0.1", "--jsonl"], stdout=events, stderr=subprocess.STDOUT)
    for number in range(runs):
        source = "netlink" if number % 2 == 0 else "procfs"
        namespaces = ["--netns=all"] if number % 4 > 1 else []
        run = subprocess.run(
            command + ["--json", "--source", source, COLUMNS] + namespaces, capture_output=True)
        seen["runs"] += 1
        if run.returncode != 0:
            errors.append("status %d: %s" % (run.returncode, run.stderr.decode()))
            continue
        document = json.loads(run.stdout)
        denied = any(row["ownership"] == "denied" for row in document["sockets"])
        for line in run.stderr.decode().splitlines():
            if CHANGING not in line and not (denied and OUTSIDE in line):
                errors.append("unexpected message: %s" % line)
        errors += ["%s: %s" % (source, w) for w in check(document, fixed, seen)]
        if len(errors) > 20:
            break
    watch.send_signal(signal.SIGTERM)
    if watch.wait() != 0:
        errors.append("--watch ended with status %d" % watch.returncode)
    end(children)
    events.seek(0)
    lines = events.readlines()
    seen["events"] = len(lines)
    errors += check_events(lines, fixed)
    for line in errors:
        print(line)
    print(json.dumps(seen))
    sys.exit(1 if errors else 0)


if __name__ == "__main__":
    main()
