import Foundation
import SocketInspector
import TestSupport
import Testing

/// Sockets of this process whose family or device decides who can reach them.
@Suite(
  .enabled(
    if: (try? Snapshot.capture(Query(requirements: [], source: .netlink))) != nil,
    "netlink is not permitted"))
struct DeviceTests {
  private func lines(_ arguments: String...) throws -> [String] {
    try Program.portstat.run(["-H", "--columns=protocol,local"] + arguments).lines
      .map { $0.split(separator: " ").joined(separator: " ") }
  }

  /// A server on `[::]` that also takes IPv4 would look like one that IPv4 clients cannot reach, as in netstat.
  @Test(
    .enabled(if: LiveSocket.Family.hasIPv6), arguments: LiveSocket.Kind.allCases, [true, false])
  func dualStackListenersAreMarked(kind: LiveSocket.Kind, isOnlyIPv6: Bool) throws {
    let socket = try LiveSocket(.ipv6, kind)
    try socket.set(IPV6_V6ONLY, at: Int(IPPROTO_IPV6), to: isOnlyIPv6 ? 1 : 0)
    try socket.bind(to: "::")
    if kind == .tcp { try socket.listen() }
    let port = try socket.port
    let name = kind.rawValue + (isOnlyIPv6 ? "6" : "46")
    // Another test may get the same port of IPv4.
    func found(_ arguments: String...) throws -> [String] {
      try Program.portstat.run(["-H", "--columns=protocol,local"] + arguments).lines
        .map { $0.split(separator: " ").joined(separator: " ") }.filter { $0.contains("[::]:") }
    }
    #expect(try found("\(kind.rawValue)/\(port)") == ["\(name) [::]:\(port)"])
    for selector in ["\(kind.rawValue)/127.0.0.1:\(port)", "\(kind.rawValue)4/\(port)"] {
      #expect(try found(selector, "-4").isEmpty == isOnlyIPv6, "\(selector)")
      #expect(try found(selector).isEmpty == isOnlyIPv6, "\(selector)")
    }
    #expect(try found("^\(kind.rawValue)4/\(port)", "\(port)").isEmpty != isOnlyIPv6)
    // Scripts compare the protocol, so its words stay.
    let record = try #require(
      SocketRecord.records(["\(kind.rawValue)/\(port)"]).first { $0.localAddress == "::" })
    #expect(record.protocol == kind.rawValue && record.family == "ipv6")
  }

  /// The note would say that no socket has the port, although `portstat PORT` shows one that is bound to it.
  @Test func theNoteKnowsBoundSockets() throws {
    let socket = try LiveSocket(.ipv4)
    try socket.bind()
    let port = try socket.port
    guard try !lines(":\(port)").isEmpty else { return }  // Linux before 6.8
    for filter in ["--direction=listening", "--class=dynamic", "-l"] {
      let run = try Program.portstat.run(":\(port)", filter)
      #expect(run.status == 1)
      #expect(!run.errorText.contains("no socket has local port"), "\(run.errorText)")
    }
  }

  /// A listener that is bound to a device would be taken for one that every network reaches, and two of them on
  /// one port would look like one.
  @Test func theDeviceOfASocketIsPartOfItsAddress() throws {
    let socket = try LiveSocket(.ipv4)
    guard setsockopt(socket.fd, SOL_SOCKET, SO_BINDTODEVICE, "lo", 2) == 0 else { return }
    try socket.bind(to: "0.0.0.0")
    try socket.listen()
    let port = try socket.port
    #expect(try lines(":\(port)") == ["tcp 0.0.0.0%lo:\(port)"])
    #expect(try lines("-n", "0.0.0.0%lo:\(port)") == ["tcp 0.0.0.0%1:\(port)"])
    #expect(try lines("127.0.0.1%lo:\(port)") == ["tcp 0.0.0.0%lo:\(port)"])
    #expect(try lines("*%lo:\(port)", "--scope=loopback").count == 1)
    #expect(try lines("--local=0.0.0.0%1", "--local-port=\(port)").count == 1)
    #expect(try lines("--local=0.0.0.0", ":\(port)", "--scope=any").isEmpty)
    #expect(try lines("--interface=lo", "\(port)").count == 1)
    #expect(try lines("--interface", "^lo", "\(port)").isEmpty)
    let unbound = try LiveSocket.listener(.ipv4)
    #expect(try lines("--interface=1", "\(try unbound.port),\(port)").count == 1)
    let missing = try Program.portstat.run("--interface=nosuch7")
    #expect(missing.status == 2)
    #expect(missing.errorText.contains("portstat: --interface: invalid interface 'nosuch7'"))
    let local = try Program.portstat.run("--local=fe80::5%nosuch7")
    #expect(local.errorText.contains("portstat: --local: invalid interface 'nosuch7'"))
    let unknown = try Program.portstat.run("[fe80::5%nosuch7]:22")
    #expect(unknown.status == 2)
    #expect(unknown.errorText.contains("invalid interface 'nosuch7'"))
    let json = try Program.portstat.run("--jsonl", "--columns=local,interface", ":\(port)").text
    #expect(json == "{\"local\":\"0.0.0.0%lo:\(port)\",\"interface\":\"lo\"}\n")
  }

  /// `portstat --signal 127.0.0.1:PORT` would signal a server that gets none of the connections: the kernel gives
  /// them to one that is bound to the loopback device, or to none, depending on which began to listen last.
  @Test(arguments: [["", "lo"], ["lo", ""]])
  func theListenerThatGetsTheConnectionsIsFound(devices: [String]) throws {
    var (listeners, port): ([LiveSocket], UInt16) = ([], 0)
    for device in devices {
      let listener = try LiveSocket(.ipv4)
      try listener.set(SO_REUSEPORT, at: Int(SOL_SOCKET), to: 1)
      guard
        setsockopt(listener.fd, SOL_SOCKET, SO_BINDTODEVICE, device, socklen_t(device.utf8.count))
          == 0
      else { return }
      try listener.bind(to: "0.0.0.0", port: port)
      try listener.listen()
      port = try listener.port
      listeners.append(listener)
    }
    let client = try LiveSocket(.ipv4)
    try client.connect(to: port)
    // Which one got the connection.
    var waiting = listeners.map { pollfd(fd: $0.fd, events: Int16(POLLIN), revents: 0) }
    #expect(poll(&waiting, 2, 60_000) == 1)
    let index = try #require(waiting.firstIndex { $0.revents != 0 })
    let address = devices[index].isEmpty ? "0.0.0.0" : "0.0.0.0%\(devices[index])"
    for selector in ["127.0.0.1:\(port)", "127.0.0.1%lo:\(port)", "127.0.0.0/8:\(port)"] {
      #expect(try lines("-l", selector) == ["tcp \(address):\(port)"], "\(selector)")
    }
    #expect(try lines("-l", ":\(port)").count == 2)
  }

  /// The server would be called one that answers at 192.0.2.81, an address that only others can have, and
  /// `kill $(portstat -q 192.0.2.81:PORT)` would end it.
  @Test func nobodyAnswersAtAnAddressThatNoInterfaceHas() throws {
    let socket = try LiveSocket(.ipv4)
    try socket.bind(to: "0.0.0.0")
    try socket.listen()
    let port = try socket.port
    let run = try Program.portstat.run("192.0.2.81:\(port)")
    #expect(run.status == 1 && run.output.isEmpty)
    #expect(
      run.errorText
        == "portstat: no socket has local address and port 192.0.2.81:\(port); 192.0.2.81 is not an "
        + "address of this machine; port \(port) is in use on 0.0.0.0: \(port)\n")
    #expect(try lines("127.0.9.9:\(port)") == ["tcp 0.0.0.0:\(port)"])
    // The tables of /proc are those of the same machine.
    #expect(try Program.portstat.run("--source=procfs", "192.0.2.81:\(port)").status == 1)
    #expect(try lines("--source=procfs", "127.0.9.9:\(port)") == ["tcp 0.0.0.0:\(port)"])
  }

  /// Load balancers give the address of a service to the loopback device. The server there would not be found, or
  /// one that does not get the connections.
  @Test(
    .enabled(
      if: Capabilities.makesNamespaces && Program.isInstalled("nsenter", "python3", "ip"),
      "needs root, nsenter, python3 and ip"))
  func addressesOfTheLoopbackDeviceAreThoseOfItsListeners() throws {
    let network = try NetworkNamespace(
      """
      import socket, subprocess
      subprocess.run("ip link set lo up; ip addr add 10.79.0.1/32 dev lo; "
        "ip link add in8 type veth peer name out8; ip addr add 10.78.0.1/24 dev in8; "
        "ip link set in8 up; ip link set out8 up", shell=True, check=True)
      listeners = []
      def listen(port, device=None):
        listener = socket.socket()
        if device: listener.setsockopt(socket.SOL_SOCKET, socket.SO_BINDTODEVICE, device)
        listener.bind(("0.0.0.0", port))
        listener.listen()
        listeners.append(listener)
      listen(9171, b"lo")
      listen(9172, b"in8")
      listen(9173)
      # The kernel agrees: a connection to an address of this machine is received on the device of the address.
      for address, port in [("10.79.0.1", 9171), ("127.0.0.1", 9171), ("10.78.0.1", 9172), ("10.78.0.1", 9173)]:
        socket.create_connection((address, port), timeout=60).close()
      for address, port in [("10.78.0.1", 9171), ("127.0.0.1", 9172)]:
        try:
          socket.create_connection((address, port), timeout=60)
          raise SystemExit(f"{address}:{port} was accepted")
        except ConnectionRefusedError: pass
      """)
    func found(_ selector: String) throws -> [String] {
      try Program.run(
        command: network.prefix + [
          Program.portstat.path, "-tlH", "--columns=local", selector,
        ]
      ).lines
    }
    #expect(try found("10.79.0.1:9171") == ["0.0.0.0%lo:9171"])
    #expect(try found("127.0.0.1:9171") == ["0.0.0.0%lo:9171"])
    #expect(try found("10.78.0.1:9171") == [])
    #expect(try found("10.78.0.1:9172") == ["0.0.0.0%in8:9172"])
    #expect(try found("127.0.0.1:9172") == [])
    for address in ["10.78.0.1", "10.79.0.1", "127.0.0.1", "localhost"] {
      #expect(try found("\(address):9173") == ["0.0.0.0:9173"], "\(address)")
    }
    for address in ["10.78.0.2", "10.79.0.2", "192.0.2.5"] {
      #expect(try found("\(address):9173") == [], "\(address)")
    }
    // A network finds who answers at the machine's own addresses in it.
    for network in ["10.78.0.0/16", "10.0.0.0/8", "127.0.0.0/8", "127.0.5.0/24"] {
      #expect(try found("\(network):9173") == ["0.0.0.0:9173"], "\(network)")
    }
    #expect(try found("10.79.0.0/24:9171") == ["0.0.0.0%lo:9171"])
    #expect(try found("10.78.0.0/24:9171") == [] && found("10.77.0.0/16:9173") == [])
  }

  /// Two listeners on one port, for two devices, would print identical rows, and a waiting connection would
  /// name a process that cannot get it.
  @Test(
    .enabled(
      if: Capabilities.makesNamespaces && Program.isInstalled("nsenter", "python3", "ip"),
      "needs root, nsenter, python3 and ip"))
  func listenersOnTwoDevicesHaveDifferentRows() throws {
    let network = try NetworkNamespace(
      """
      import os, socket, subprocess
      subprocess.run("ip link set lo up; ip link add in7 type veth peer name out7; "
        "ip addr add 10.77.0.1/24 dev in7; ip link set in7 up; ip link set out7 up",
        shell=True, check=True)
      def listen(device):
        listener = socket.socket()
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_BINDTODEVICE, device)
        listener.bind(("0.0.0.0", 9170))
        listener.listen()
        return listener
      here, there = os.pipe()
      if os.fork() == 0:
        other = listen(b"in7")
        os.write(there, b"x")
        import time
        time.sleep(1000)
      os.read(here, 1)
      own = listen(b"lo")
      client = socket.create_connection(("127.0.0.1", 9170))
      """)
    let run = try Program.run(
      command: network.prefix + [
        Program.portstat.path, "-tH", "--columns=local,state,pid,local_scope,listener_pids",
        ":9170",
      ])
    let rows = run.lines.map { $0.split(separator: " ").map(String.init) }.sorted { $0[0] < $1[0] }
    try #require(rows.count == 3, "\(run.text)\(run.errorText)")
    #expect(rows.map { $0[0] } == ["0.0.0.0%in7:9170", "0.0.0.0%lo:9170", "127.0.0.1%lo:9170"])
    #expect(rows.map { $0[3] } == ["any", "loopback", "loopback"])
    #expect(rows[1][2] == "1" && rows[0][2] != "1")
    #expect(rows[2].last == "1", "only the listener on lo can accept it")
  }
}
