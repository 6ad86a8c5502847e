#!/usr/bin/env python3
"""Opens the sockets of a scenario and records them.

    lab.py SCENARIO [COMMAND ...]

Needs root. Runs in namespaces of its own, without other sockets and processes. When everything is set
up, it runs COMMAND (default: `record SCENARIO`), then ends all processes.

The processes of a scenario are copies of the Python interpreter under other names, which load this
file as `sitecustomize` and run the lines of code that the scenario sends them. `Peer` simulates all
remote addresses with a TUN device.
"""

import ctypes
import os
import shutil
import signal
import socket
import struct
import subprocess
import sys
import threading
import time

USER = 65521  # and 65522: see UnnamedUser.swift for the reason
HOST, HOST6 = "10.0.0.7", "2001:db8:0:1::7"
FIXTURES = os.path.dirname(os.path.abspath(__file__))
libc = ctypes.CDLL(None, use_errno=True)


# Functions for the code that the processes run -----------------------------------------------------


def family_of(address):
    return socket.AF_INET6 if ":" in address else socket.AF_INET


def tcp(address, port=0, family=None, **options):
    """A TCP socket bound to an address."""
    s = socket.socket(family or family_of(address), socket.SOCK_STREAM)
    s.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    if options.get("reuse_port"):
        s.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
    if s.family == socket.AF_INET6:
        s.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, int(not options.get("dual")))
    s.bind((address, port))
    return s


def listen(address, port, backlog=16, **options):
    s = tcp(address, port, **options)
    s.listen(backlog)
    return s


def connect(local, remote, local_port=0, wait=True, **options):
    """A TCP connection. `local` is an address, or "" to let the kernel choose."""
    family = family_of(remote[0])
    s = tcp(local or ("::" if family == socket.AF_INET6 else "0.0.0.0"), local_port, **options)
    s.setblocking(wait)
    try:
        s.connect(remote)
    except BlockingIOError:
        pass
    return s


def udp(address, port=0, remote=None, reuse_port=False, dual=False, room=None):
    s = socket.socket(family_of(address), socket.SOCK_DGRAM)
    if reuse_port:
        s.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
    if s.family == socket.AF_INET6:
        s.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, int(not dual))
    if room:
        s.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, room)
    s.bind((address, port))
    if remote:
        s.connect(remote)
    return s


def keepalive(s, idle=7200, interval=75):
    s.setsockopt(socket.IPPROTO_TCP, socket.TCP_KEEPIDLE, idle)
    s.setsockopt(socket.IPPROTO_TCP, socket.TCP_KEEPINTVL, interval)
    s.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)


def name_process(name):
    """Sets the name of this process to any bytes."""
    libc.prctl(15, ctypes.c_char_p(name), 0, 0, 0)  # PR_SET_NAME


def fork(action="", name=None):
    """Forks a child that inherits all descriptors, runs `action` and waits."""
    ready, report = os.pipe()
    if os.fork() == 0:
        os.close(CONTROL)
        os.close(REPLIES)
        os.close(ready)
        if name is not None:
            name_process(name)
        exec(action, globals())
        os.write(report, b"!")
        os.close(report)
        while True:
            signal.pause()
    os.close(report)
    os.read(ready, 1)
    os.close(ready)


def thread(action):
    """Starts a thread with a copy of the descriptor table, in which `action` opens more."""
    ready = threading.Event()

    def run():
        libc.unshare(0x400)  # CLONE_FILES
        exec(action, globals())
        ready.set()
        threading.Event().wait()

    threading.Thread(target=run, daemon=True).start()
    ready.wait()


CONTROL, REPLIES = 3, 4


def run_lines():
    """Runs the lines of code that the scenario sends, and confirms each."""
    # In a recording, descriptors 0 to 2 are /dev/null.
    sys.stderr = os.fdopen(os.dup(2), "w")
    os.dup2(0, 2)
    with open(CONTROL, closefd=False) as lines:
        for line in lines:
            exec(eval(line), globals())
            os.write(REPLIES, b"!")
    signal.pause()


# Processes and remote peers ----------------------------------------------------------------------


class Demo:
    """A process of a scenario."""

    def __init__(self, name, *arguments, uid=0):
        path = name if isinstance(name, bytes) else f"/srv/demo/bin/{name}".encode()
        if not os.path.exists(path):
            shutil.copy(os.path.realpath(sys.executable), path)
        control, self.control = os.pipe()
        self.replies, replies = os.pipe()

        def connect_pipes():
            os.setpgrp()
            os.dup2(control, 200)
            os.dup2(replies, 201)
            os.dup2(200, CONTROL)
            os.dup2(201, REPLIES)
            os.closerange(5, 256)

        environment = {
            "PYTHONHOME": sys.base_prefix,
            "PYTHONPATH": "/srv/demo/lib",
            "DEMO": "1",
        }
        self.process = subprocess.Popen(
            [path, *arguments],
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            close_fds=False,
            preexec_fn=connect_pipes,
        )
        os.close(control)
        os.close(replies)
        if uid:
            self.do(f"os.setresuid({uid}, {uid}, {uid})")

    def do(self, code):
        """Runs a line of code in the process and waits until it is done."""
        os.write(self.control, (repr(code) + "\n").encode())
        if os.read(self.replies, 1) != b"!":
            raise SystemExit(f"failed: {code}")

    def do_last(self, code):
        """Runs a line of code in the process that does not return."""
        os.write(self.control, (repr(code) + "\n").encode())


class Connection:
    """A TCP connection as the peer sees it."""

    def __init__(self, peer, far, near):
        self.peer, self.far, self.near = peer, far, near
        self.sequence, self.expected = 1000, 0
        self.window = 65535
        self.acknowledges_data = True
        self.acknowledges_fin = True

    def send(self, flags, data=b""):
        sequence = self.sequence  # an acknowledgment may arrive before `send` returns
        self.sequence += len(data) + (1 if flags & (Peer.SYN | Peer.FIN) else 0)
        self.peer.send(self, sequence, flags, data)

    def send_data(self, data):
        self.send(Peer.ACK | Peer.PUSH, data)

    def finish(self):
        self.send(Peer.ACK | Peer.FIN)

    def silence(self):
        """Stops acknowledging."""
        self.acknowledges_data = self.acknowledges_fin = False


class Peer:
    """Simulates every remote address."""

    FIN, SYN, RST, PUSH, ACK = 1, 2, 4, 8, 16

    def __init__(self):
        self.device = os.open("/dev/net/tun", os.O_RDWR)
        request = struct.pack("16sH", b"tun0", 0x1001)  # IFF_TUN | IFF_NO_PI
        libc.ioctl(self.device, 0x400454CA, request)  # TUNSETIFF
        run("ip link set tun0 up")
        run(f"ip address add {HOST}/24 dev tun0")
        run(f"ip address add {HOST6}/64 dev tun0 nodad")
        run("ip address add fe80::7/64 dev tun0 nodad")
        run("ip route add default dev tun0")
        run("ip -6 route add default dev tun0")
        self.connections = {}
        self.listening = set()  # (address, port) that accept connections
        threading.Thread(target=self.serve, daemon=True).start()

    def connect(self, far, near, is_half=False):
        """Connects to this machine; with `is_half`, does not complete the handshake."""
        connection = self.connections[far, near] = Connection(self, far, near)
        connection.is_half = is_half
        connection.send(self.SYN)
        if not is_half:
            wait_until(f"{far} to {near}", lambda: is_in_state("01", near[1], far[1]))
        return connection

    def serve(self):
        while True:
            self.receive(os.read(self.device, 65536))

    def receive(self, packet):
        if packet[0] >> 4 == 4:
            if packet[9] != 6:
                return
            near, far = (socket.inet_ntop(socket.AF_INET, packet[i : i + 4]) for i in (12, 16))
            segment = packet[(packet[0] & 15) * 4 :]
        else:
            if packet[6] != 6:
                return
            near, far = (socket.inet_ntop(socket.AF_INET6, packet[i : i + 16]) for i in (8, 24))
            segment = packet[40:]
        sport, dport, sequence, _, offset, flags = struct.unpack(">HHIIBB", segment[:14])
        data = segment[(offset >> 4) * 4 :]
        near, far = (near, sport), (far, dport)
        connection = self.connections.get((far, near))
        if flags & self.RST:
            return
        if flags & self.SYN and not flags & self.ACK:
            if far not in self.listening:
                return
            if connection is None:
                connection = self.connections[far, near] = Connection(self, far, near)
                connection.expected = sequence + 1
                connection.send(self.SYN | self.ACK)
        elif connection is None:
            return
        elif flags & self.SYN:
            if not connection.is_half:
                connection.expected = sequence + 1
                connection.send(self.ACK)
        elif (connection.acknowledges_data and data) or (connection.acknowledges_fin and flags & self.FIN):
            connection.expected = sequence + len(data) + (flags & self.FIN)
            connection.send(self.ACK)
        elif connection.acknowledges_data and sequence == connection.expected - 1:
            connection.send(self.ACK)  # a keepalive probe

    def send(self, connection, sequence, flags, data):
        source, target = connection.far[0], connection.near[0]
        head = struct.pack(
            ">HHIIBBHHH",
            *(connection.far[1], connection.near[1], sequence, connection.expected),
            *(5 << 4, flags, connection.window, 0, 0),
        )
        family = family_of(source)
        ends = socket.inet_pton(family, source) + socket.inet_pton(family, target)
        size = len(head) + len(data)
        sum = checksum(ends + struct.pack(">IHH", size, 0, 6) + head + data)
        segment = head[:16] + struct.pack(">H", sum) + head[18:] + data
        if family == socket.AF_INET:
            ip = struct.pack(">BBHHHBBH", 0x45, 0, 20 + size, 0, 0, 64, 6, 0) + ends
            ip = ip[:10] + struct.pack(">H", checksum(ip)) + ip[12:]
        else:
            ip = struct.pack(">IHBB", 6 << 28, size, 6, 64) + ends
        os.write(self.device, ip + segment)


def checksum(data):
    if len(data) % 2:
        data += b"\0"
    total = sum(struct.unpack(f">{len(data) // 2}H", data))
    while total >> 16:
        total = (total & 0xFFFF) + (total >> 16)
    return ~total & 0xFFFF


def run(command):
    subprocess.run(command.split(), check=True)


def rows(table="tcp"):
    with open(f"/proc/net/{table}") as lines:
        return [line.split() for line in lines][1:]


def wait_until(what, is_true):
    deadline = time.monotonic() + 20
    while not is_true():
        if time.monotonic() > deadline:
            raise SystemExit(f"not within 20 seconds: {what}")
        time.sleep(0.02)


def is_in_state(state, local_port=None, remote_port=None):
    """Whether a connection with these ports is in a state, given by its hexadecimal number."""
    return any(
        row[3] == state
        and (local_port is None or int(row[1].split(":")[1], 16) == local_port)
        and (remote_port is None or int(row[2].split(":")[1], 16) == remote_port)
        for row in rows("tcp") + rows("tcp6")
    )


def wait_for_state(state, local_port=None, remote_port=None):
    wait_until(
        f"state {state} {local_port} {remote_port}",
        lambda: is_in_state(state, local_port, remote_port),
    )


# The scenarios ----------------------------------------------------------------------------------


def web_server(peer):
    """A web server with its application and database, and connections to all of them."""
    peer.listening |= {("198.51.100.34", 443), ("2001:db8:5::22", 443)}
    front = Demo("web-server", "serve", "--config", "/etc/web-server.conf")
    front.do("v4 = listen('0.0.0.0', 80, 128); v6 = listen('::', 80, 128)")
    front.do("tls4 = listen('0.0.0.0', 443, 128); tls6 = listen('::', 443, 128)")
    front.do("status = listen('127.0.0.1', 8080)")

    database = Demo("database", "start", uid=USER)
    database.do("v4 = listen('127.0.0.1', 5432); v6 = listen('::1', 5432)")
    application = Demo("application", "run", "--workers=1", uid=USER + 1)
    application.do("a = listen('127.0.0.1', 3000)")
    application.do("db = connect('127.0.0.1', ('127.0.0.1', 5432)); keepalive(db)")
    database.do("c, _ = v4.accept()")
    application.do("out = connect('', ('198.51.100.34', 443))")
    application.do("out6 = connect('', ('2001:db8:5::22', 443))")
    front.do("up = connect('127.0.0.1', ('127.0.0.1', 3000))")
    application.do("c, _ = a.accept()")

    peer.connect(("203.0.113.9", 51514), (HOST, 443))
    front.do("c1, _ = tls4.accept()")
    peer.connect(("2001:db8:9::51", 60123), (HOST6, 443))
    front.do("c2, _ = tls6.accept()")

    names = Demo("name-resolver", "run", uid=0)
    names.do("a = udp('127.0.0.53', 53); b = listen('127.0.0.53', 53)")
    names.do("up = udp('0.0.0.0', 0, ('198.51.100.53', 53))")
    names.do("up6 = udp('::', 0, ('2001:db8:5::53', 53))")
    names.do("multicast = udp('224.0.0.251', 5353); any = udp('::', 5353)")


def shared_listener(peer):
    """A listener that a parent and four children have open, and pairs that share a port."""
    parent = Demo("prefork", "start")
    parent.do("s = listen('0.0.0.0', 8080)")
    parent.do("again = s.dup()")
    parent.do("fork('again.close()', b'worker')")
    parent.do("fork('other = s.dup()', b'worker')")
    parent.do("fork('again.close()', b'worker')")
    parent.do("fork('again.close(); u = udp(\"127.0.0.1\", 8125)', b'worker')")
    peer.connect(("203.0.113.9", 40001), (HOST, 8080))
    parent.do("c, _ = s.accept()")
    # Not accepted: any of the five processes may accept it.
    peer.connect(("203.0.113.9", 40002), (HOST, 8080))
    for _ in range(2):
        pair = Demo("reuse", "port")
        pair.do("s = listen('127.0.0.1', 8443, reuse_port=True)")
        pair.do("u = udp('127.0.0.1', 8443, reuse_port=True)")
        pair.do("w = listen('::', 9000, reuse_port=True, dual=True)")
    # Sent over a Unix socket and not received yet: no process has it open.
    parent.do("flight = listen('127.0.0.1', 8200); pair = socket.socketpair()")
    parent.do("socket.send_fds(pair[0], [b'!'], [flight.fileno()]); flight.close()")
    # A half-open connection: either of the two listeners may get it.
    peer.connect(("203.0.113.9", 40003), (HOST, 9000), is_half=True)
    wait_for_state("03", 9000)


def every_state(peer):
    """Every TCP state, with timers and queues."""
    server = Demo("server", "run", uid=USER)
    client = Demo("client", "run")
    server.do("s = listen('0.0.0.0', 7000); waiting = listen('0.0.0.0', 7001, 3); kept = {}")

    def accepted(port):
        connection = peer.connect(("203.0.113.9", port), (HOST, 7000))
        server.do(f"kept[{port}], _ = s.accept()")
        return connection

    def in_state(state, port):
        wait_for_state(state, 7000, port)

    def has(port, column, least):
        return any(
            row[2].endswith(f":{port:04X}") and int(row[column].replace(":", ""), 16) >= least for row in rows()
        )

    # SYN_SENT: the peer does not respond. SYN_RECV: the peer does not complete the handshake.
    client.do("lost = connect('', ('198.51.100.81', 8001), wait=False)")
    peer.connect(("203.0.113.9", 1001), (HOST, 7000), is_half=True)

    # In the accept queue: idle, with data, and closed by the peer.
    peer.connect(("203.0.113.9", 2001), (HOST, 7001))
    peer.connect(("203.0.113.9", 2002), (HOST, 7001)).send_data(b"hello")
    peer.connect(("203.0.113.9", 2003), (HOST, 7001)).finish()

    # ESTABLISHED: a distant and a near keepalive, unread data, a zero window, unacknowledged data.
    accepted(3001)
    server.do("keepalive(kept[3001])")
    accepted(3002).silence()
    server.do("keepalive(kept[3002], 1, 1)")
    accepted(3003).send_data(b"eleven byte")
    full = accepted(3004)
    full.window = 0
    server.do("kept[3004].send(b'x')")  # its acknowledgment announces a window of 0
    wait_until("an acknowledgment", lambda: not has(3004, 4, 1 << 32))
    server.do("kept[3004].send(b'x' * 500)")
    accepted(3005).silence()
    server.do("kept[3005].send(b'x' * 200)")

    # Closed locally: FIN_WAIT1 until the peer acknowledges the FIN, then FIN_WAIT2 until it sends its own;
    # each with and without the descriptor.
    accepted(4001).silence()
    server.do("kept[4001].shutdown(1)")
    in_state("04", 4001)
    accepted(4002).silence()
    server.do("kept[4002].close()")
    in_state("04", 4002)
    accepted(4003)
    server.do("kept[4003].shutdown(1)")
    in_state("05", 4003)
    accepted(4004)
    server.do("kept[4004].setsockopt(6, 8, 119); kept[4004].close()")  # TCP_LINGER2
    in_state("05", 4004)
    accepted(4005)
    server.do("kept[4005].close()")
    in_state("05", 4005)
    accepted(4006)
    server.do("kept[4006].shutdown(1)")
    in_state("05", 4006)
    peer.connections[("203.0.113.9", 4006), (HOST, 7000)].finish()
    server.do("kept[4006].close()")
    in_state("06", 4006)

    # Closed by the peer: CLOSE_WAIT idle and with 77 bytes unread, LAST_ACK.
    accepted(5001).finish()
    in_state("08", 5001)
    unread = accepted(5002)
    unread.send_data(b"x" * 77)
    unread.finish()
    in_state("08", 5002)
    last = accepted(5003)
    last.finish()
    in_state("08", 5003)
    last.silence()
    server.do("kept[5003].close()")
    in_state("09", 5003)

    # Closed by both at the same time: CLOSING.
    for port, held in ((6001, True), (6002, False)):
        both = accepted(port)
        both.silence()
        server.do(f"kept[{port}].shutdown(1)")
        in_state("04", port)
        if not held:
            server.do(f"kept[{port}].close()")
        both.finish()
        in_state("0B", port)

    # UDP: unread datagrams, and dropped datagrams.
    server.do("u = udp('127.0.0.1', 7000, room=4096); v = udp('127.0.0.1', 7002, room=4096)")
    client.do("w = udp('127.0.0.1', 0, ('127.0.0.1', 7000)); w.send(b'x' * 100)")
    client.do("x = udp('127.0.0.1'); [x.sendto(b'x' * 100, ('127.0.0.1', 7002)) for _ in range(99)]")

    wait_until("retransmissions", lambda: has(3005, 6, 2) and has(8001, 6, 1))
    wait_until("unacknowledged probes", lambda: has(3002, 8, 2))


HOSTILE_NAMES = [
    b"\x1b]0;owned\x07",  # sets a terminal's title
    b"two\nlines",
    b"a) S 1 (b",
    b"bad\xff\xfebytes",
    b'",pid=1,fd=9),(',  # what ss prints behind a name
    b"\xc2\x9b31mred",  # CSI, one control character of two bytes
    b"\x9b31mred",  # the same as one byte, which is not valid UTF-8
    "服务器".encode(),
    "\u202etxt.exe".encode(),  # reverses the direction of the text after it
    b"   ",
    b"",
    "ééééééé".encode() + b"\xc3",  # truncated within a character, as the kernel does
    b"\\x1b[31m",  # looks as if it were escaped
    b"a\x7fb",
    b"a\tb\rc",
    'a,"b",c'.encode(),
    "e\u0301\u200dx".encode(),  # zero-width characters
    "a\u2028b\u0085c".encode(),  # other line separators
    b"-",  # the placeholder for no value
    b"(time-wait)",  # a reason for a missing owner
]


def hostile_names(peer):
    """Processes with names that no program should print unescaped."""
    for number, name in enumerate(HOSTILE_NAMES):
        demo = Demo("hostile", str(number), uid=USER)
        demo.do(f"s = listen('127.0.0.1', {8000 + number}); name_process({name!r})")
    # A path and arguments of the same kind.
    path = b"/srv/demo/bin/\x1b[2J\n\xff\xc2\x9b) \\"
    demo = Demo(path, b"\x1b[31m", b"", b"two\nlines", b"\xff\"',", "服".encode())
    demo.do("s = udp('127.0.0.1', 8000)")
    # Several owners of one socket, each with such a name.
    demo = Demo("hostile", "shared")
    demo.do("s = listen('127.0.0.1', 9000)")
    for name in (b"\x1b[31m", b"a +2", b"b,c", b"\n"):
        demo.do(f"fork('', {name!r})")
    demo.do("name_process(b'a +9')")


def ipv6_mapped(peer):
    """IPv4 in IPv6 sockets, and addresses of every length."""
    long = "2001:db8:1111:2222:3333:4444:5555:6666"
    for address in (long, "2001:0:0:2::3", "fd00::7", "2001:db8:0:1:1:1:1:1"):
        run(f"ip address add {address}/128 dev lo nodad")
    peer.listening |= {("198.51.100.34", 443), ("2001:db8:aaaa:bbbb:cccc:dddd:eeee:ffff", 443)}
    server = Demo("dual-stack", "serve", uid=USER)
    server.do("s = listen('::', 8080, dual=True); only = listen('::', 8081)")
    server.do("mapped = listen('::ffff:127.0.0.1', 8082, dual=True)")
    server.do(f"a = listen('{long}', 8083); b = listen('fd00::7', 8084)")
    server.do("c = listen('2001:0:0:2::3', 8085); d = listen('2001:db8:0:1:1:1:1:1', 8086)")
    server.do("e = socket.socket(socket.AF_INET6); tun = socket.if_nametoindex('tun0')")
    server.do("e.bind(('fe80::7', 8087, 0, tun)); e.listen()")
    peer.connect(("203.0.113.9", 51000), (HOST, 8080))
    server.do("c1, _ = s.accept()")
    peer.connect(("2001:db8:9::51", 51001), (HOST6, 8080))
    server.do("c2, _ = s.accept()")
    # IPv4 handshakes, accept queues and TIME_WAIT entries are in the IPv6 table as well.
    peer.connect(("203.0.113.9", 51002), (HOST, 8080), is_half=True)
    peer.connect(("203.0.113.9", 51003), (HOST, 8080))
    client = Demo("client", "run")
    client.do("s = connect('', ('::ffff:198.51.100.34', 443), dual=True)")
    client.do(f"t = connect('{long}', ('2001:db8:aaaa:bbbb:cccc:dddd:eeee:ffff', 443), 50443)")
    client.do("m = connect('', ('::ffff:127.0.0.1', 8082), dual=True)")
    server.do("c3, _ = mapped.accept()")
    client.do("n = connect('', ('::ffff:127.0.0.1', 8082), dual=True)")
    server.do("c4, _ = mapped.accept()")
    client.do("n.close()")
    server.do("c4.close()")
    wait_for_state("06")
    client.do("u = udp('::', 53000, dual=True); v = udp('::', 53001)")
    client.do("w = udp('::', 53002, ('::ffff:198.51.100.53', 53), dual=True)")
    client.do("x = udp('::1', 53003, ('::1', 53000)); y = udp('::ffff:127.0.0.1', 53004, dual=True)")
    client.do("z = udp('fd00::7', 53005)")


def thread_held(peer):
    """Sockets that only one thread has open, and a process whose first thread has ended."""
    own = Demo("own-table", "run")
    own.do("shared = listen('127.0.0.1', 7100)")
    own.do("thread(\"held = listen('127.0.0.1', 7101)\")")
    own.do("thread(\"also = udp('127.0.0.1', 7102)\")")
    # The thread keeps open what the process closes.
    own.do("late = listen('127.0.0.1', 7103)")
    own.do("thread('pass')")
    own.do("late.close()")
    gone = Demo("no-leader", "run")
    gone.do("s = listen('127.0.0.1', 7200); t = connect('127.0.0.1', ('127.0.0.1', 7100))")
    gone.do("threading.Thread(target=threading.Event().wait).start()")
    own.do("c, _ = shared.accept()")
    gone.do_last("libc.syscall(60, 0)")  # exit(2) ends only this thread
    pid = gone.process.pid
    wait_until("the end of the first thread", lambda: not os.listdir(f"/proc/{pid}/fd"))


def containers(peer):
    """Two network namespaces, one of which has a name, with a connection between them."""
    os.makedirs("/run/netns", exist_ok=True)
    run("mount -t tmpfs tmpfs /run/netns")
    host = Demo("web-server", "serve")
    host.do("s = listen('0.0.0.0', 80)")
    front, database = Demo("web-server", "serve"), Demo("database", "start")
    for demo in (front, database):
        demo.do("libc.unshare(0x40000000)")  # CLONE_NEWNET
    open("/run/netns/shop", "w").close()
    run(f"mount --bind /proc/{front.process.pid}/ns/net /run/netns/shop")
    pids = front.process.pid, database.process.pid
    run("ip link add veth0 netns %d type veth peer name veth0 netns %d" % pids)
    for pid, address in zip(pids, ("172.18.0.2", "172.18.0.3")):
        run(f"nsenter -t {pid} -n ip address add {address}/24 dev veth0")
        for device in ("lo", "veth0"):
            run(f"nsenter -t {pid} -n ip link set {device} up")
    front.do("s = listen('0.0.0.0', 80); u = udp('127.0.0.11', 53)")
    database.do("s = listen('::', 5432, dual=True)")
    front.do("c = connect('172.18.0.2', ('172.18.0.3', 5432))")
    database.do("c, _ = s.accept()")


SCENARIOS = {
    function.__name__.replace("_", "-"): function
    for function in (
        web_server, shared_listener, every_state, hostile_names, ipv6_mapped, thread_held,
        containers,
    )
}


def main():
    if len(sys.argv) < 2 or sys.argv[1] not in SCENARIOS:
        raise SystemExit(f"usage: lab.py {'|'.join(SCENARIOS)} [COMMAND ...]")
    if os.environ.get("LAB") != "1":
        os.environ["LAB"] = "1"
        unshare = ["unshare", "--net", "--uts", "--mount", "--pid", "--fork", "--mount-proc"]
        os.execvp("unshare", unshare + [sys.executable, os.path.abspath(__file__)] + sys.argv[1:])
    if FIXTURES.startswith("/srv/"):
        raise SystemExit("lab.py cannot run from below /srv, where it mounts a file system")
    socket.sethostname("web-1")
    run("ip link set lo up")
    run("mount -t tmpfs tmpfs /srv")
    os.makedirs("/srv/demo/bin")
    os.makedirs("/srv/demo/lib")
    shutil.copy(__file__, "/srv/demo/lib/sitecustomize.py")
    os.chdir("/")
    SCENARIOS[sys.argv[1]](Peer())
    command = sys.argv[2:] or [os.path.join(FIXTURES, "record"), sys.argv[1]]
    status = subprocess.run(command).returncode
    os._exit(status)  # the first process of its PID namespace: ends the others


if os.environ.get("DEMO") == "1":
    run_lines()
elif __name__ == "__main__":
    main()
