import Foundation
import TestSupport
import Testing

/// Connections whose addresses are translated, on a router that the tests make, and from recordings.
struct TranslationTests {
  private struct Row: Decodable, Equatable {
    let `protocol`: String
    let sourceAddress: String
    let sourcePort: UInt16?
    let destinationAddress: String
    let destinationPort: UInt16?
    let translatedSourceAddress: String
    let translatedDestinationAddress: String
    let translatedDestinationPort: UInt16?
    let translation: String
    let state: String?
    let secondsLeft: Int?
    let replied: Bool
    let sourcePid: Int32?
    let sourceProcess: String?
    let destinationPid: Int32?
  }

  private struct Document: Decodable {
    let schema: Int
    let source: String
    let complete: Bool
    let translations: [Row]
  }

  private static let rules = """
    table ip portstat {
      chain prerouting {
        type nat hook prerouting priority -100
        tcp dport 8080 dnat to 10.2.0.2:PORT
      }
      chain postrouting {
        type nat hook postrouting priority 100
        oifname "server" masquerade
      }
    }
    """

  private static func rows(_ run: Program.Run) throws -> [Row] {
    try run.output.split(separator: UInt8(ascii: "\n")).map(SocketRecord.decode)
  }

  /// Whoever traces a connection through a router, or from a container to the network, would look at the wrong machine
  /// or process.
  @Test(.enabled(if: RouterLab.canRun, "needs root, python3, ip, nsenter and nft"))
  func bothEndsOfAMasqueradedConnection() throws {
    let router = try RouterLab(Self.rules)
    let lab = router.lab
    try router.python(
      """
      # An entry of UDP without a reply must not expire on a slow machine.
      pathlib.Path("/proc/sys/net/netfilter/nf_conntrack_udp_timeout").write_text("3600")
      connect("client", "10.2.0.2", port)
      connect("client", "10.1.0.1", 8080)
      connect("client", "10.2.0.2", 5353, socket.SOCK_DGRAM)
      for number in range(2): sockets[f"accepted {number}"] = sockets["server"].accept()[0]
      """)
    for source in ["netlink", "procfs"] {
      let run = try router.run("--nat", "--jsonl", "--source=\(source)")
      #expect(run.status == 0 && run.errorText.isEmpty, "\(run.errorText)")
      let rows = try Self.rows(run)
      #expect(rows.count == 3, "\(run.text)")
      let plain = try #require(rows.first { $0.protocol == "tcp" && $0.translation == "source" })
      #expect(plain.sourceAddress == "10.1.0.2" && plain.translatedSourceAddress == "10.2.0.1")
      #expect(plain.destinationAddress == "10.2.0.2" && plain.state == "ESTABLISHED")
      #expect(plain.destinationPort.map(String.init) == lab.port && plain.secondsLeft ?? 0 > 1000)
      #expect(plain.sourcePid == lab.python.pid && plain.destinationPid == lab.python.pid)
      #expect(plain.sourceProcess?.hasPrefix("python3") == true && plain.replied)
      let published = try #require(rows.first { $0.translation == "both" })
      #expect(published.destinationAddress == "10.1.0.1" && published.destinationPort == 8080)
      #expect(published.translatedDestinationAddress == "10.2.0.2")
      #expect(published.translatedDestinationPort.map(String.init) == lab.port)
      #expect(published.sourcePid == lab.python.pid && published.destinationPid == lab.python.pid)
      let datagram = try #require(rows.first { $0.protocol == "udp" })
      #expect(datagram.state == nil && datagram.sourcePid == lab.python.pid && !datagram.replied)
      #expect(datagram.destinationPid == nil)
    }
    let document: Document = try SocketRecord.decode(
      try router.run("--nat", "--json", "8080").output)
    #expect(document.complete && document.source == "netlink" && document.schema == 1)
    #expect(document.translations.count == 1)
    let missing = try router.run("--nat", "--pid=\(getpid())")
    #expect(missing.status == 1 && missing.text.isEmpty)
    #expect(try Self.rows(router.run("--nat", "--jsonl", "-u")).map(\.protocol) == ["udp"])
    let table = try router.run("--nat", "-t")
    #expect(table.lines.count == 3 && table.lines[0].hasPrefix("Proto"))
    #expect(Set(table.lines.dropFirst().map { $0.split(separator: " ").count }) == [9])
  }

  /// A user without privileges would take an empty list for "nothing is translated".
  @Test(.enabled(if: Capabilities.runsAsAnotherUser))
  func withoutPrivilegesOneLineSaysWhy() throws {
    let run = try Capabilities.AnotherUser().run("--nat")
    #expect(run.status == 4 && run.text.isEmpty)
    #expect(
      run.errorText.hasPrefix("portstat: cannot read NAT translations")
        && run.errorText.contains("run as root") && run.errorText.split(separator: "\n").count == 1,
      "\(run.errorText)")
  }

  /// A recording is what a user sends who asks for help.
  @Test func aRecordingIsRead() throws {
    let tree = try ProcTree(tcp: [
      .connection("10.0.0.2:49152", "192.0.2.7:443", inode: 77)
    ])
    try tree.addProcess(812, name: "curl", sockets: [3: 77])
    try tree.writeLines(
      [
        "ipv4     2 tcp      6 99 ESTABLISHED src=10.0.0.2 dst=192.0.2.7 sport=49152 dport=443 "
          + "src=192.0.2.7 dst=198.51.100.1 sport=443 dport=1024 [ASSURED] mark=0 use=2",
        "ipv4     2 tcp      6 99 ESTABLISHED src=10.0.0.2 dst=10.0.0.3 sport=1 dport=2 "
          + "src=10.0.0.3 dst=10.0.0.2 sport=2 dport=1 [ASSURED] mark=0 use=2",
        "ipv4     2 tcp      6 99",
      ], to: "self/net/nf_conntrack")
    let run = try Program.portstat.run("--nat", "--proc", tree.path, "--json")
    let document: Document = try SocketRecord.decode(run.output)
    #expect(document.source == "procfs" && !document.complete && run.status == 0)
    #expect(run.errorText.contains("nf_conntrack, line 3: skipped, invalid addresses"))
    #expect(document.translations.map(\.translatedSourceAddress) == ["198.51.100.1"])
    #expect(document.translations.first?.sourcePid == 812)
    let csv = try Program.portstat.run("--nat", "--proc", tree.path, "--csv")
    let lines = csv.text.split(separator: "\r\n")
    #expect(lines[0].hasPrefix("protocol,family,source_address,source_port,"))
    #expect(lines.count == 2 && lines[1].hasPrefix("tcp,ipv4,10.0.0.2,49152,192.0.2.7,443,"))
    let empty = try Program.portstat.run("--nat", "--proc", try ProcTree().path)
    #expect(empty.status == 4 && empty.errorText.split(separator: "\n").count == 1)
  }

  /// An option that is ignored would make a list look as if it had been applied.
  @Test(arguments: [
    "--watch", "--columns=state", "--sort=state", "--state=listen", "-l", "--user=0",
    "--netns=all", "--direction=inbound", "--quiet", "--signal=TERM",
  ])
  func optionsWithoutMeaningAreRefused(option: String) throws {
    let run = try Program.portstat.run(["--nat", option])
    #expect(run.status == 2 && run.errorText.contains("cannot be combined"), "\(run.errorText)")
  }
}
