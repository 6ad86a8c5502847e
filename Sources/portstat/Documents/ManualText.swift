import SocketInspector

// Explanations for the manual. They are `switch` statements, so that a case without a text does not compile.

extension Ownership {
  /// The meaning of the value, and what to do about it.
  var explanation: String {
    switch self {
    case .known:
      "The owners are listed, sorted by PID, each with its descriptors."
    case .denied:
      """
      No owner was found, and some process could not be read: it may be the owner. Run portstat as \
      root; a container needs CAP_SYS_PTRACE for that too.
      """
    case .unowned:
      """
      Every visible process was read and none holds the socket. It is the kernel's own (NFS, \
      WireGuard, VXLAN), on its way from one process to another, held by io_uring or a mapping \
      alone, or by a process outside this PID namespace, as a container's is for a look from \
      another container. Look from the host.
      """
    case .timeWait:
      """
      The connection is closed, and no process has it any more; the kernel keeps the entry to catch \
      late packets. It goes away by itself.
      """
    case .handshake:
      """
      SYN_RECV: the peer has asked and the handshake is not over, so there is no socket yet. \
      listener_pids names the processes that will get it.
      """
    case .acceptQueue:
      """
      The connection is established, and the program has not accepted it yet. listener_pids \
      names the processes that can. Where such rows stay, the program is stuck or too slow.
      """
    case .orphan:
      "The process has closed the socket; the kernel still delivers what was sent, and the FIN."
    case .gone:
      "The process or the socket went away while it was being looked at. Look again."
    }
  }
}

extension SocketState {
  /// The meaning of the state, for readers who do not know TCP.
  var explanation: String {
    switch self {
    case .established:
      "Both sides can send. UDP shows it for a socket that was connected to a peer."
    case .synSent:
      "We asked for a connection and wait for the answer. It stays when a firewall drops it."
    case .synReceived: "The peer asked, we answered, and wait for the end of the handshake."
    case .finWait1: "We closed first and wait for the peer to acknowledge it."
    case .finWait2: "We closed first, the peer knows, and we wait for it to close too."
    case .timeWait:
      """
      Both sides closed, we first. The kernel keeps the pair of addresses and ports for 60 seconds \
      (fixed in Linux), so that late packets of this connection are not taken for those of the next.
      """
    case .closed: "Not connected."
    case .closeWait:
      """
      The peer closed first, and our program has not closed yet. Where it stays, the program forgot \
      to.
      """
    case .lastAck: "The peer closed first, then we did, and wait for its acknowledgement."
    case .listen: "The program waits for connections."
    case .closing: "Both sides closed at the same moment, and we wait for the acknowledgement."
    case .boundInactive:
      """
      Bound to a port, without listening or connecting; or reset, and not yet closed by its program. \
      Listed only with --state bound, and not by /proc: it takes netlink and Linux 6.8.
      """
    case .unknown: "A number stands for a state that this version does not know."
    }
  }
}

/// The parts of the manual that are plain text.
enum ManualText {
  static let description = [
    """
    portstat reads the kernel's tables of TCP and UDP sockets, finds the processes that hold each \
    socket, names and classifies the ports, and prints what it found as a table, as JSON or as CSV.
    """,
    """
    Every row of the kernel's tables appears once. All owners of a shared socket are listed. Where \
    no owner is shown, a reason stands in its place: see OWNERSHIP. If a process could not be read, \
    the list of owners may be incomplete; owners_complete is then false. The same state of the \
    machine gives the same output: those that wait for others first, then by protocol, local \
    address and port, remote address and port, inode.
    """,
    """
    In the table, the owner with the lowest PID is shown, and +3 says that there are three more; \
    --wide and --columns show them all. On a narrow terminal columns are left out from the right, \
    then names are shortened; addresses never are. Control characters in names appear as \\x1b, \
    a backslash as \\\\, characters that are invisible or change the direction of text as \\u{202e}, and \
    a space as \\x20 at either end of a name, after another space, and where a name could be \
    mistaken for an owner count. JSON escapes the same characters as \\u202e.
    """,
    """
    Service and Class speak of the local port of a socket that listens or that somebody connected \
    to, and of the remote port of a connection that we made. A name says what a port is for, not \
    what runs there; the names are built in.
    """,
  ]

  static let selectors: [(form: String, meaning: String)] = [
    ("8080, :8080", "the local port"),
    ("8000-8100", "a range of local ports"),
    ("https", "the local ports of a service, or of a product: postgres, redis, dns"),
    ("tcp/443, udp:53", "a local port of one protocol"),
    ("127.0.0.1:631, [::1]:631", "a local address and port"),
    ("10.0.0.7:, 10.0.0.0/8:", "a local address or network with any port"),
  ]

  static let watch = [
    """
    Without a terminal, or with --jsonl or --csv, --watch prints a stream of events: first every \
    socket that is there as opened, then what is opened, changed and closed; a change is another \
    state or other owners. In text a line begins with + for opened, ~ for changed and - for closed. \
    In JSON a line is an object with the keys event, time and socket; CSV has the columns time and \
    event before the others. Every look ends with what it found being written out.
    """,
    """
    A connection stays the same socket when its process closes it and the kernel goes on alone. The \
    owners are those that held the socket when the event was written; of a closed one, those that \
    were seen last. A look that takes longer than \
    the interval is not made up for.
    """,
    """
    Notes about hidden or missing data go to standard error. Each note is printed once. Notes of a \
    stream contain no counts, so that they do not repeat at every update.
    """,
    """
    On a terminal, the last line summarizes what is hidden or missing; the help page (?) shows the \
    full notes. The first line counts all sockets by state. What is new since the last look is \
    green and marked +, what changed yellow and ~, what is gone stays for one look, red and -. The \
    keys:
    """,
  ]

  static let environment: [(name: String, meaning: String)] = [
    ("NO_COLOR", "When set and not empty, colours are off unless --color always asks for them."),
    ("TERM", "When it is dumb, likewise."),
  ]

  /// The files that portstat opens, directly or through the C library.
  ///
  /// portstat reads the name, command line, executable, user and start time of a process only if they are
  /// shown or compared with a filter.
  static let files: [(path: String, meaning: String)] = [
    ("/proc/self/net/tcp, tcp6, udp, udp6", "the tables of sockets, where netlink does not tell"),
    ("/proc/self/net/sockstat", "how many sockets there are, to reserve memory for them"),
    ("/proc/PID/fd/*", "the descriptors of every process"),
    ("/proc/PID/task/*/fd/*", "the descriptors of threads that have their own"),
    ("/proc/PID/comm", "the name of a process"),
    ("/proc/PID/cmdline", "its command line"),
    ("/proc/PID/exe", "its program"),
    ("/proc/PID/auxv", "to detect that it executed another program"),
    ("/proc/PID/stat", "when it started, and its parent"),
    (
      "/proc/PID/cgroup, /proc/PID/task/*/children, cgroup.procs at any depth below /sys/fs/cgroup",
      "to find unreadable processes that may share sockets with an owner"
    ),
    ("/proc/PID/status", "its user"),
    ("/proc/self", "to know whether the tree is this process's own"),
    ("/proc/self/mountinfo, /proc/self/status", "whether processes of other users are hidden"),
    ("/proc/self/ns/pid", "whether the tree is that of a container"),
    (
      "/proc/self/fd/N, /dev/tty",
      "opened again for output that must not block; /dev/tty also for the keys of the live view"
    ),
    ("/proc/stat", "when the machine started"),
    ("/proc/sys/kernel/hostname", "the name of the machine"),
    (
      "/proc/sys/kernel/osrelease",
      "whether the kernel keeps the user of closed sockets, and lists bound ones"
    ),
    ("/proc/sys/net/ipv4/ip_local_port_range", "the ephemeral ports"),
    ("/sys/devices/system/cpu/online", "how many threads can share the work"),
    (
      "/etc/nsswitch.conf, /etc/passwd",
      "the names of users; the C library reads them and may ask other sources, see nsswitch.conf(5)"
    ),
  ]

  static let exitStatus: [(status: ExitStatus, meaning: String)] = [
    (
      .success, "At least one socket matched, or a listing without selector and filter was printed."
    ),
    (.noMatch, "A selector or filter was given, and nothing matched."),
    (.usage, "The command line was wrong."),
    (
      .denied,
      """
      The result is uncertain because a process could not be read: --quiet found no owner, or a \
      hidden process may match --pid or --process. portstat compares the PID, name and first \
      argument of such a process with the filters and ignores it if it cannot match. If --quiet \
      printed a PID, the status is 0, unless a table could not be read (4).
      """
    ),
    (.failure, "The kernel's tables could not be read, or the output could not be written."),
  ]

  static let caveats = [
    "The tables are those of the network namespace that portstat runs in.",
    """
    /proc does not tell what netlink does: whether a wildcard IPv6 socket also takes IPv4 \
    (ipv6_only), the limit of a listener's queue (backlog), the interface of a link-local address, \
    and TCP sockets that are bound and do not listen. Neither tells of sockets that are not bound. \
    Of a connection in SYN_RECV, /proc counts under retransmits how often its timer ran out, netlink \
    how often something was sent.
    """,
    """
    The kernel hands out its tables in parts. While sockets open and close between two parts, it \
    repeats some rows and skips others. portstat shows a repeated row once, as it was read last. It \
    reads UDP sockets and TCP listeners that need several parts again, with parts that end elsewhere, \
    until these overlap from the first to the last or five passes leave no doubt. If eight passes do \
    not, a note says that some sockets may be missing.
    """,
    """
    A process can name itself as it likes, and its command line too. Trust the PID and the \
    executable.
    """,
    """
    The numbers of users are those of the tree that is read; their names are those of this machine.
    """,
    """
    portstat works with a stack of 64 KiB (ulimit -s), 16 open files (ulimit -n), 64 MiB of data \
    (ulimit -d) and 1 GiB of address space (ulimit -v). If the limit on open files is lower, a \
    note or an error says so. If another limit is too low for portstat to start, the dynamic \
    loader or the language runtime ends it with status 127 or a signal. If the file size limit \
    (ulimit -f) is reached, the status is 4. If the CPU time limit (ulimit -t) is reached, \
    the kernel ends portstat with SIGXCPU.
    """,
    """
    A recording must preserve the symbolic links in PID/fd (cp -a or tar). If they were copied as \
    files, ownership is denied and a note says so.
    """,
    """
    Two TCP connections with the same ends on different devices (VRF) are told apart over netlink \
    only; /proc does not show the device.
    """,
  ]
}
