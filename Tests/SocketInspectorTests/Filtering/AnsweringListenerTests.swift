import TestSupport
import Testing

@testable import SocketInspector

/// Which sockets a selector with an address finds when no socket listens on the address itself, and which
/// sockets belong to IPv4.
@Suite struct AnsweringListenerTests {
  private static let tree = Result {
    try ProcTree(
      tcp: [
        .listener("0.0.0.0:7100", inode: 1), .listener("127.0.0.1:7200", inode: 2),
        .listener("0.0.0.0:7200", inode: 3), .listener("10.1.0.5:7300", inode: 4),
        .connection("127.0.0.1:7100", "127.0.0.1:45001", inode: 5),
      ],
      tcp6: [
        .listener("[::]:7400", inode: 6), .listener("[::1]:7500", inode: 7),
        .connection("[::ffff:10.1.0.5]:7400", "[::ffff:10.1.0.9]:45002", inode: 8),
        .listener("[::ffff:0.0.0.0]:7600", inode: 9), .listener("[::]:7200", inode: 10),
      ],
      udp: [.unconnected("0.0.0.0:7100", inode: 20)],
      udp6: [.unconnected("[::]:7400", inode: 21), .unconnected("[fe80::5]:7400", inode: 22)])
  }

  private func inodes(_ selectors: String, families: Set<IPAddress.Family>? = nil) throws
    -> Set<UInt64>
  {
    var query = Query(requirements: [], procPath: try Self.tree.get().path)
    let criterion = try Criterion<Filter.Selector>(selectors)
    query.filter.selectors = criterion.included
    query.filter.excludedSelectors = criterion.excluded
    if let families { query.filter.families = families }
    return Set(try Snapshot.capture(query).sockets.map(\.inode))
  }

  /// `portstat 127.0.0.1:7100` would say that no socket is there, although a server on 0.0.0.0 answers.
  @Test(
    arguments: [
      ("127.0.0.9:7100", [1, 20]), ("tcp/10.7.7.7:7100", [1]), ("127.0.0.1:7100", [1, 5, 20]),
      ("localhost:7100", [1, 5, 20]), ("192.0.2.1:7000-7150", [1, 20]),
      ("192.0.2.1:7400/tcp", [6]), ("192.0.2.1:7600", [9]), ("[2001:db8::1]:7400", [6, 21]),
      ("0.0.0.0:7400", [6, 21]), ("[::]:7400", [6, 21]), ("localhost:7400", [6, 21]),
      ("[2001:db8::1]:7100", []), ("[2001:db8::1]:7600", []),
    ] as [(String, Set<UInt64>)])
  func theWildcardListenerThatWouldAnswerIsFound(selector: String, expected: Set<UInt64>) throws {
    #expect(try inodes(selector) == expected)
  }

  /// `kill $(portstat -q 127.0.0.1:7200)` would also kill the server on 0.0.0.0, which does not get these
  /// connections.
  @Test(
    arguments: [
      ("127.0.0.1:7200", [2]), ("localhost:7200", [2, 10]), ("127.0.0.2:7200", [3]),
      ("[2001:db8::7]:7200", [10]),
      ("0.0.0.0:7200", [3]), ("10.1.0.5:7300", [4]), ("udp/[fe80::5]:7400", [22]),
    ] as [(String, Set<UInt64>)])
  func aListenerOnTheAddressItselfIsTheOnlyOne(selector: String, expected: Set<UInt64>) throws {
    #expect(try inodes(selector) == expected)
  }

  /// An address without a port, a network or an exclusion would match every server of the machine.
  @Test(
    arguments: [
      ("127.0.0.1", [2, 5]), ("127.0.0.1:", [2, 5]), ("10.0.0.0/8:7100", []), ("::1", [7]),
      ("7100-7199,^127.0.0.1:7100", [1, 20]), ("7400,^10.1.0.5:7400", [6, 21, 22]),
      ("10.1.0.0/16", [4, 8]), ("tcp/127.0.0.1", [2, 5]), ("10.1.0.5/tcp", [4, 8]),
      ("udp:localhost", []), ("tcp/[::1]", [7]),
    ] as [(String, Set<UInt64>)])
  func otherSelectorsFindOnlyWhatHasTheAddress(selector: String, expected: Set<UInt64>) throws {
    #expect(try inodes(selector) == expected)
  }

  /// `portstat -4tl 7400` would hide the IPv6 server that accepts IPv4 connections on the port.
  @Test func ipv4IncludesIPv6SocketsThatTakeIPv4() throws {
    #expect(try inodes("7400", families: [.ipv4]) == [6, 8, 21])
    #expect(try inodes("7500", families: [.ipv4]) == [])
    #expect(try inodes("7100-7600", families: [.ipv6]) == [6, 7, 8, 9, 10, 21, 22])
  }

  /// A dual-stack socket that is bound keeps a server from binding 0.0.0.0, although it does not listen:
  /// `portstat 0.0.0.0:8300` would call the port free.
  @Test func aBoundWildcardSocketIsFound() throws {
    func isFound(
      _ selector: String, _ address: String, _ state: SocketState = .boundInactive,
      inode: UInt64 = 1, ipv6Only: Bool? = false, beside listeners: [SocketEntry] = []
    ) throws -> Bool {
      var socket = SocketEntry(
        table: .tcp, local: endpoint(address, 8300), remote: endpoint(address, 0), state: state,
        inode: inode)
      socket.isIPv6Only = ipv6Only
      var filter = Filter()
      filter.selectors = try Filter.Selector.selectors(selector)
      return filter.matches(socket) && filter.matchesSelectors(socket, ListenerIndex(listeners))
    }
    for selector in ["0.0.0.0:8300", "127.0.0.1:8300", "192.0.2.7:8300/tcp", "localhost:8300"] {
      #expect(try isFound(selector, "::"), "\(selector)")
      #expect(try isFound(selector, "0.0.0.0"), "\(selector)")
      #expect(try isFound(selector, "::", .closed), "\(selector), before Linux 6.8")
      let isIPv6 = selector == "localhost:8300"
      #expect(try isFound(selector, "::", ipv6Only: true) == isIPv6, "\(selector)")
    }
    #expect(try isFound("[2001:db8::7]:8300", "::"))
    #expect(try !isFound("[2001:db8::7]:8300", "0.0.0.0"))
    #expect(try !isFound("0.0.0.0:8300", "::", .established))
    #expect(try !isFound("0.0.0.0:8300", "::", .closed, inode: 0), "no process has it open")
    let listener = SocketEntry(
      table: .tcp, local: endpoint("127.0.0.1", 8300), remote: endpoint("0.0.0.0", 0),
      state: .listen, inode: 2)
    #expect(try !isFound("127.0.0.1:8300", "::", beside: [listener]))
  }

  /// `kill $(portstat -q 192.0.2.9:8300)` would end a server of this machine, although the address is that of
  /// another one.
  @Test func nobodyAnswersAtTheAddressOfAnotherMachine() throws {
    let own = IPAddress("2001:db8::7")
    let addresses = LocalAddresses {
      $0 == own ? .device(3) : $0 == IPAddress("10.0.0.255") ? .group : .other
    }
    func isFound(_ selector: String, _ address: String, _ table: SocketTable.ID = .tcp) throws
      -> Bool
    {
      let socket = SocketEntry(
        table: table, local: endpoint(address, 8300), remote: endpoint(address, 0),
        state: table == .tcp ? .listen : nil, inode: 1)
      var filter = Filter()
      filter.selectors = try Filter.Selector.selectors(selector)
      return filter.matchesSelectors(socket, ListenerIndex([socket], at: addresses))
    }
    #expect(try isFound("[2001:db8::7]:8300", "::") && !isFound("[2001:db8::8]:8300", "::"))
    #expect(try !isFound("192.0.2.9:8300", "0.0.0.0") && !isFound("192.0.2.9:8300", "::"))
    #expect(try isFound("0.0.0.0:8300", "0.0.0.0") && isFound("[::]:8300", "::"))
    #expect(try isFound("localhost:8300", "0.0.0.0") && isFound("127.9.9.9:8300", "::"))
    #expect(
      try isFound("192.0.2.9:8300", "192.0.2.9"), "a socket that is bound there (IP_FREEBIND)")
    // Datagrams to a broadcast or multicast address reach sockets on the wildcard address, connections do not.
    for group in ["10.0.0.255:8300", "224.0.0.251:8300", "255.255.255.255:8300"] {
      #expect(try isFound(group, "0.0.0.0", .udp) && !isFound(group, "0.0.0.0"), "\(group)")
    }
    #expect(try isFound("[ff02::fb]:8300", "::", .udp))
  }

  /// A server that takes only IPv6 would be shown as the one that IPv4 clients reach.
  @Test func aSocketForIPv6OnlyDoesNotAnswerIPv4() throws {
    var socket = SocketEntry(
      table: .tcp, local: .ip(IPAddress(ipv6: 0, 0), port: 8300),
      remote: .ip(IPAddress(ipv6: 0, 0), port: 0), state: .listen, inode: 1)
    var filter = Filter()
    filter.families = [.ipv4]
    filter.selectors = try Filter.Selector.selectors("127.0.0.1:8300")
    for (isOnly, expected) in [(nil, true), (false, true), (true, false)] as [(Bool?, Bool)] {
      socket.isIPv6Only = isOnly
      #expect(filter.matches(socket) == expected)
      #expect(filter.matchesSelectors(socket, ListenerIndex([socket])) == expected)
      #expect(socket.isDualStack == (isOnly == false))
    }
  }

  /// `portstat '[fe80::7%wlan0]:7022'` would say that no socket is there, although a server on `[::]` answers, as
  /// sshd does.
  @Test func aZoneAlsoFindsTheWildcardListener() throws {
    func listener(_ address: String, _ device: UInt32?, inode: UInt64) -> SocketEntry {
      var socket = SocketEntry(
        table: .tcp, local: endpoint(address, 7022),
        remote: endpoint(address.contains(":") ? "::" : "0.0.0.0", 0), state: .listen, inode: inode)
      socket.interfaceIndex = device
      return socket
    }
    func found(_ selector: String, _ sockets: [SocketEntry]) throws -> [UInt64] {
      var filter = Filter()
      filter.selectors = try Filter.Selector.selectors(selector)
      filter = filter.resolvingInterfaces { ["lo": 1, "wlan0": 4, "eth1": 5][$0] }
      let index = ListenerIndex(sockets)
      return sockets.filter { filter.matches($0) && filter.matchesSelectors($0, index) }
        .map(\.inode)
    }
    let wildcards = [
      listener("::", 4, inode: 2), listener("::", 5, inode: 3), listener("::", 0, inode: 1),
    ]
    #expect(try found("[fe80::7%wlan0]:7022", wildcards) == [2])
    #expect(try found("[fe80::7%eth1]:7022", wildcards) == [3])
    #expect(try found("[fe80::7%lo]:7022", wildcards) == [1])
    #expect(try found("[fe80::7]:7022", wildcards) == [2, 3, 1])
    #expect(try found("[fe80::7%lo]:7022", [listener("::", nil, inode: 9)]) == [9], "from /proc")
    // A listener on the address itself comes first only on its own interface.
    let exact = wildcards + [listener("fe80::7", 4, inode: 4)]
    #expect(try found("[fe80::7%wlan0]:7022", exact) == [4])
    #expect(try found("[fe80::7%eth1]:7022", exact) == [3])
    let ipv4 = [listener("0.0.0.0", 1, inode: 6), listener("0.0.0.0", 0, inode: 5)]
    #expect(try found("127.0.0.1%lo:7022", ipv4) == [6])
    #expect(try found("127.0.0.1%lo:7022", [listener("0.0.0.0", 5, inode: 7)]) == [])
    // One on the address itself that is bound to no device answers on each.
    let unbound = [listener("127.0.0.1", 0, inode: 8)]
    #expect(try found("127.0.0.1%lo:7022", ipv4 + unbound) == [8])
    #expect(try found("127.0.0.2%lo:7022", ipv4 + unbound) == [6])
    // The wildcard address with an interface asks for the sockets that are bound to it.
    #expect(try found("0.0.0.0%lo:7022", ipv4) == [6])
    #expect(try found("*%lo:7022", ipv4 + wildcards) == [6])
  }

  /// `portstat --signal 127.0.0.1:7033` would end a server that does not get the connections to that address: one
  /// that is bound to no device, beside one that is bound to the loopback device.
  @Test func onlyTheSocketThatTheKernelPrefersIsFound() throws {
    func socket(_ name: String, _ table: SocketTable.ID) throws -> SocketEntry {
      let parts = name.split(separator: "%")
      let isIPv6 = parts[0].contains(":")
      var socket = SocketEntry(
        table: table, local: endpoint(String(parts[0]), 7033),
        remote: endpoint(isIPv6 ? "::" : "0.0.0.0", 0), state: table == .tcp ? .listen : nil,
        inode: 1)
      socket.interfaceIndex = parts.count == 2 ? try #require(UInt32(parts[1])) : 0
      if isIPv6 { socket.isIPv6Only = false }
      return socket
    }
    func found(_ selector: String, _ names: [String], _ table: SocketTable.ID) throws -> [String] {
      let sockets = try names.map { try socket($0, table) }
      var filter = Filter()
      filter.selectors = try Filter.Selector.selectors(selector)
      let index = ListenerIndex(sockets)
      return zip(names, sockets)
        .filter { filter.matches($1) && filter.matchesSelectors($1, index) }.map(\.0)
    }
    // With SO_REUSEPORT, TCP takes the first that the kernel lists; UDP the one that is bound to the device.
    for (names, tcp, udp) in [
      (["0.0.0.0%1", "0.0.0.0"], "0.0.0.0%1", "0.0.0.0%1"),
      (["0.0.0.0", "0.0.0.0%1"], "0.0.0.0", "0.0.0.0%1"),
      (["::%1", "0.0.0.0"], "0.0.0.0", "::%1"), (["::", "0.0.0.0%1"], "0.0.0.0%1", "0.0.0.0%1"),
      (["::", "::%1"], "::", "::%1"), (["::", "0.0.0.0"], "0.0.0.0", "0.0.0.0"),
      (["0.0.0.0%3", "0.0.0.0"], "0.0.0.0", "0.0.0.0"),
    ] {
      #expect(try found("127.0.0.9:7033", names, .tcp) == [tcp], "\(names)")
      #expect(try found("127.0.0.9:7033", names, .udp) == [udp], "\(names)")
    }
    // What comes from outside may arrive on another device.
    let both = ["0.0.0.0%3", "0.0.0.0"]
    #expect(try found("10.9.0.4:7033", both, .tcp) == both)
    #expect(try found("10.9.0.4:7033", both, .udp) == both)
    // Several of one group are served in turn.
    #expect(try found("127.0.0.9:7033", ["0.0.0.0%1", "0.0.0.0%1"], .tcp).count == 2)
  }

  /// `portstat 10.6.0.0/16:7044` would call the port free, although a server on the wildcard address answers at the
  /// machine's own address in that network.
  @Test func aNetworkFindsTheListenerOnTheWildcardAddress() throws {
    let own = [IPAddress("10.6.0.4"), IPAddress("2001:db8:6::4")].compactMap(\.self)
    let addresses = LocalAddresses(list: { own }) { own.contains($0) ? .device(3) : .other }
    func isFound(_ selector: String, _ address: String, beside other: String? = nil) throws -> Bool
    {
      let sockets = [address, other].compactMap(\.self).map { address in
        SocketEntry(
          table: .tcp, local: endpoint(address, 7044), remote: endpoint("0.0.0.0", 0),
          state: .listen, inode: 1)
      }
      var filter = Filter()
      filter.selectors = try Filter.Selector.selectors(selector)
      return filter.matches(sockets[0])
        && filter.matchesSelectors(sockets[0], ListenerIndex(sockets, at: addresses))
    }
    for network in ["10.6.0.0/16", "10.0.0.0/8", "127.0.0.0/16", "127.5.0.0/16", "0.0.0.0/1"] {
      #expect(try isFound("\(network):7044", "0.0.0.0"), "\(network)")
      #expect(try isFound("\(network):7044", "::"), "\(network)")
      #expect(try !isFound("\(network):7045", "0.0.0.0"), "\(network)")
    }
    #expect(try isFound("[2001:db8:6::/48]:7044", "::"))
    for network in ["10.7.0.0/16", "192.0.2.0/24", "[2001:db8:7::/48]"] {
      #expect(try !isFound("\(network):7044", "0.0.0.0"), "\(network)")
      #expect(try !isFound("\(network):7044", "::"), "\(network)")
    }
    #expect(try !isFound("10.6.0.0/16:7044", "0.0.0.0", beside: "10.6.0.4"))
    #expect(try isFound("10.6.0.0/16:7044", "0.0.0.0", beside: "10.6.0.5"))
  }

  /// `portstat tcp4/7400` and `-4 tcp4/7400` would hide the IPv6 server that accepts IPv4 connections on the port.
  @Test(
    arguments: [
      ("tcp4/7400", [6, 8]), ("udp4/7400", [21]), ("7400/tcp4", [6, 8]), ("tcp4/7200", [2, 3, 10]),
      ("tcp4/7500", []), ("0.0.0.0/0:7400", [6, 8, 21]), ("tcp4/7600", [9]),
    ] as [(String, Set<UInt64>)])
  func ipv4AsAWholeIncludesDualStackListeners(selector: String, expected: Set<UInt64>) throws {
    #expect(try inodes(selector) == expected)
    #expect(try inodes(selector, families: [.ipv4]) == expected)
  }

  /// `portstat %lo` would list the sockets of every device from `/proc`, as if they were bound to lo.
  @Test func aReaderKnowsThatInterfacesAreUnknown() throws {
    var query = Query(requirements: [], procPath: try Self.tree.get().path)
    #expect(try Snapshot.capture(query).remarks.isEmpty)
    query.filter = try Filter("%lo").resolvingInterfaces { _ in 1 }
    #expect(try Snapshot.capture(query).remarks == [.unknownInterfaces])
    let all = try Snapshot.capture(query).sockets.count
    for filter in ["^%lo", "--local ^0.0.0.0%lo/0", "--interface ^lo"] {
      query.filter = try Filter(filter).resolvingInterfaces { _ in 1 }
      #expect(try Snapshot.capture(query).sockets.count == all, "no socket is hidden")
    }
  }

  /// A dual-stack server on one device would be hidden by a server of IPv4 on another, which does not get its
  /// connections.
  @Test func aListenerPrecedesOthersOnlyOnItsDevice() throws {
    func listener(_ address: String, _ device: UInt32, inode: UInt64) -> SocketEntry {
      var socket = SocketEntry(
        table: .tcp, local: endpoint(address, 6005), remote: endpoint("0.0.0.0", 0),
        state: .listen, inode: inode)
      socket.interfaceIndex = device
      return socket
    }
    func found(_ selector: String, _ sockets: [SocketEntry]) throws -> [UInt64] {
      var filter = Filter()
      filter.selectors = try Filter.Selector.selectors(selector)
      let index = ListenerIndex(sockets)
      return sockets.filter { filter.matches($0) && filter.matchesSelectors($0, index) }
        .map(\.inode)
    }
    let any = [listener("0.0.0.0", 3, inode: 1), listener("::", 4, inode: 2)]
    #expect(try found("0.0.0.0:6005", any) == [1, 2])
    #expect(try found("0.0.0.0:6005", any + [listener("0.0.0.0", 0, inode: 3)]) == [1, 3])
    #expect(try found("10.2.0.8:6005", any) == [1, 2])
    let exact = listener("10.2.0.8", 3, inode: 4)
    #expect(try found("10.2.0.8:6005", any + [exact]) == [2, 4])
    #expect(try found("10.2.0.8:6005", [exact, listener("0.0.0.0", 0, inode: 5)]) == [4, 5])
  }

  /// A server that is bound to the loopback device would be called reachable from outside, and one that is
  /// bound to another device would be found for a loopback address.
  @Test func aDeviceLimitsWhoIsAnswered() throws {
    var socket = SocketEntry(
      table: .tcp, local: .ip(IPAddress(ipv4: 0), port: 8300),
      remote: .ip(IPAddress(ipv4: 0), port: 0), state: .listen, inode: 1)
    let addresses = LocalAddresses { address in
      address == IPAddress("10.0.0.7")
        ? .device(4) : address == IPAddress("10.5.0.1") ? .device(1) : .other
    }
    func isFound(_ selector: String, _ addresses: LocalAddresses) throws -> Bool {
      var filter = Filter()
      filter.selectors = try Filter.Selector.selectors(selector)
      return filter.matches(socket)
        && filter.matchesSelectors(socket, ListenerIndex([socket], at: addresses))
    }
    for (device, local, other, onLoopback) in [
      (nil, true, true, true), (1, true, false, true), (4, false, true, true),
      (5, false, true, true),
    ] as [(UInt32?, Bool, Bool, Bool)] {
      socket.interfaceIndex = device
      #expect(try isFound("127.0.0.1:8300", addresses) == local)
      #expect(try isFound("10.0.0.7:8300", addresses) == other)
      #expect(try isFound("10.0.0.7:8300", .unknown) == other)
      // An address of the loopback device that is not a loopback address.
      #expect(try isFound("10.5.0.1:8300", addresses) == onLoopback)
      #expect(try !isFound("10.0.0.8:8300", addresses), "the address of another machine")
      #expect(socket.localScope == (device == 1 ? .loopback : .any))
      var filter = Filter()
      filter.scopes.included = [.loopback]
      #expect(filter.matches(socket) == (device == 1))
    }
    socket.state = .established
    socket.interfaceIndex = 1
    #expect(socket.localScope == .any, "not a listener")
  }
}
