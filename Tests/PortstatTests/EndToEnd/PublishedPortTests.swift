import Foundation
import TestSupport
import Testing

/// Ports that are forwarded to a container, on a router that the tests make: `server` stands for the container.
@Suite(.enabled(if: RouterLab.canRun, "needs root, python3, ip, nsenter and nft"))
struct PublishedPortTests {
  private struct Target: Decodable {
    let address: String?
    let port: UInt16
    let forwarder: String
    let conditions: [String]
    let pid: Int32?
    let process: String?
    let netns: String?
  }

  private struct Row: Decodable {
    let localPort: UInt16
    let publishedTo: Target?
  }

  private struct Rule: Decodable {
    let `protocol`: String?
    let family: String?
    let hostAddress: String?
    let hostPort: UInt16?
    let hostPortLast: UInt16?
    let targetAddress: String?
    let targetPort: UInt16?
    let pid: Int32?
    let netns: String?
    let hooks: [String]
    let conditions: [String]
    let unread: [String]
    let chain: String
    let comment: String?
  }

  private struct Document: Decodable {
    let complete: Bool
    let published: [Rule]
  }

  private static func rows(_ run: Program.Run) throws -> [Row] {
    #expect(run.errorText.isEmpty)
    return try run.output.split(separator: UInt8(ascii: "\n")).map(SocketRecord.decode)
  }

  /// Whoever asks what is behind docker-proxy would have to ask the daemon.
  @Test func aPortOfDockerProxyIsFollowedToTheProcess() throws {
    let router = try RouterLab("table ip portstat {}")
    let lab = router.lab
    let port = try #require(Int(lab.port))
    try router.python(PythonSession.dockerProxy(address: "10.2.0.2", port: port, hostPort: 8443))
    defer { _ = try? router.python("proxy.kill()") }
    let columns = "--columns=local_port,published_to"
    let rows = try Self.rows(try router.run("--jsonl", columns, "8443"))
    let target = try #require(rows.first?.publishedTo)
    #expect(rows.count == 1 && target.address == "10.2.0.2" && Int(target.port) == port)
    #expect(target.forwarder == "docker-proxy" && target.conditions.isEmpty)
    #expect(target.pid == lab.python.pid && target.netns == "server")
    #expect(target.process?.hasPrefix("python3") == true)
    let table = try router.run("-H", "--columns=published_to", "8443")
    #expect(table.text.hasPrefix("10.2.0.2:\(port) python3"), "\(table.text)")
    let csv = try router.run("-H", "--csv", "--columns=published_to", "8443")
    #expect(csv.text.hasPrefix("10.2.0.2:\(port) python3"))
    // Two containers with the same address: it is not known which is meant.
    try router.python("sh('ip -n client addr add 10.2.0.2/32 dev lo')")
    let unclear = try Self.rows(try router.run("--jsonl", columns, "8443"))
    #expect(unclear.first?.publishedTo?.address == "10.2.0.2")
    #expect(unclear.first?.publishedTo.map { $0.pid == nil } == true)
    if Capabilities.runsAsAnotherUser {
      let user = try Capabilities.AnotherUser()
      let run = try router.run(command: user.command + ["--jsonl", columns, "8443"])
      let row: Row = try SocketRecord.decode(run.output)
      #expect(row.publishedTo?.address == "10.2.0.2" && row.publishedTo?.pid == nil)
      #expect(run.errorText.contains("the rules of nftables") && run.errorText.contains("as root"))
    }
  }

  private static let rules = """
    table ip portstat {
      chain third {
        ip protocol tcp dnat to 10.2.0.2:PORT
      }
      chain published {
        iifname != "server" tcp dport 8080 dnat to 10.2.0.2:PORT comment "web"
        tcp dport 8081 dnat to 10.2.0.2:9
        ip daddr 10.1.0.1 udp dport 5000-5010 dnat to 10.2.0.2
        tcp dport 8443 redirect to :PORT
        tcp dport { 9091, 9092 } dnat to 10.2.0.2:PORT
        dnat ip addr . port to tcp dport map { 7001 : 10.2.0.2 . PORT }
        ip daddr . tcp dport vmap { 10.1.0.1 . 9093 : goto third }
      }
      chain prerouting {
        type nat hook prerouting priority -100
        fib daddr type local jump published
      }
      chain output {
        type nat hook output priority -100
        ip daddr != 127.0.0.0/8 fib daddr type local jump published
      }
    }
    table ip6 portstat {
      chain prerouting {
        type nat hook prerouting priority -100
        tcp dport 8080 dnat to [fd00::2]:80
      }
    }
    """

  /// A port that only a rule forwards is in no list of sockets, and whoever looks for it would find nothing.
  @Test func aRuleIsFollowedToTheProcess() throws {
    let router = try RouterLab(Self.rules)
    let lab = router.lab
    try router.python("listen('home', '')")
    let document: Document = try SocketRecord.decode(try router.run("--published", "--json").output)
    #expect(document.complete)
    let rules = document.published
    let web = try #require(rules.first { $0.hostPort == 8080 && $0.family == "ipv4" })
    #expect(web.protocol == "tcp" && web.targetAddress == "10.2.0.2" && web.comment == "web")
    #expect(web.targetPort.map(String.init) == lab.port && web.pid == lab.python.pid)
    #expect(web.netns == "server" && web.chain == "published")
    #expect(
      web.conditions == [#"iifname != "server""#, "output: daddr != 127.0.0.0/8"])
    #expect(web.hooks == ["prerouting", "output"])
    #expect(rules.first { $0.hostPort == 8081 }.map { $0.pid == nil } == true)
    let range = try #require(rules.first { $0.hostPort == 5000 })
    #expect(range.hostPortLast == 5010 && range.protocol == "udp" && range.targetPort == nil)
    #expect(range.hostAddress == "10.1.0.1")
    let own = try #require(rules.first { $0.hostPort == 8443 })
    #expect(own.targetAddress == nil && own.pid == lab.python.pid && own.netns == nil)
    for port: UInt16 in [9091, 9092, 7001] {
      let mapped = try #require(rules.first { $0.hostPort == port }, "\(port)")
      #expect(mapped.targetAddress == "10.2.0.2" && mapped.pid == lab.python.pid)
    }
    #expect(rules.allSatisfy { $0.unread.isEmpty && ($0.hostPort != nil) })
    let jump = try #require(rules.first { $0.hostPort == 9093 })
    #expect(jump.chain == "third" && jump.hostAddress == "10.1.0.1" && jump.pid == lab.python.pid)
    #expect(rules.contains { $0.family == "ipv6" && $0.targetAddress == "fd00::2" })
    let table = try router.run("--published", "-6")
    #expect(table.lines.count == 2 && table.lines[1].contains("[fd00::2]:80"), "\(table.text)")
    #expect(try router.run("--published", "8082").status == 1)
    #expect(try router.run("--published", ":5005", "-H").lines.count == 1)
    #expect(!(try router.run("--json")).text.contains("10.2.0.2:\(lab.port)"))
  }

  /// A socket on a port that a rule forwards gets nothing, and its owner would search for the cause.
  @Test func aSocketOnAForwardedPortShowsTheTarget() throws {
    let router = try RouterLab(Self.rules)
    try router.python("kept['held'] = socket.create_server(('0.0.0.0', 8080))")
    let rows = try Self.rows(
      try router.run("--jsonl", "--columns=local_port,published_to", "8080"))
    let target = try #require(rows.first?.publishedTo)
    #expect(target.forwarder == "nftables" && target.address == "10.2.0.2")
    #expect(target.pid == router.lab.python.pid && target.netns == "server")
    #expect(target.conditions.first == #"iifname != "server""#)
    let run = try router.run("--published", "--jsonl", "-4", "8080")
    #expect(run.status == 1 && run.text.isEmpty, "\(run.text)")
  }

  /// Docker's rules are those of iptables, whose targets and matches have other forms.
  @Test(.enabled(if: Program.isInstalled("iptables-nft"), "iptables-nft is not installed"))
  func rulesOfIptables() throws {
    let router = try RouterLab("table ip portstat {}")
    try router.python(
      #"""
      for line in """-N DOCKER
      -A PREROUTING -m addrtype --dst-type LOCAL -j DOCKER
      -A OUTPUT ! -d 127.0.0.0/8 -m addrtype --dst-type LOCAL -j DOCKER
      -A DOCKER ! -i docker0 -p tcp -m tcp --dport 8080 -j DNAT --to-destination 10.2.0.2:PORT
      -A DOCKER -p tcp -m multiport --dports 81,85:87 -j DNAT --to-destination 10.2.0.2:PORT
      -A DOCKER -p tcp --dport 99 -j REDIRECT --to-ports 100""".splitlines():
        sh("iptables-nft -t nat " + line.strip().replace("PORT", str(port)))
      """#)
    let document: Document = try SocketRecord.decode(try router.run("--published", "--json").output)
    let rules = document.published.filter { $0.hooks.contains("prerouting") }
    #expect(Set(rules.compactMap(\.hostPort)) == [8080, 81, 85, 99])
    for rule in rules where rule.hostPort != 99 {
      #expect(rule.targetAddress == "10.2.0.2" && rule.pid == router.lab.python.pid)
      #expect(rule.unread.isEmpty && rule.protocol == "tcp")
    }
    let docker = try #require(rules.first { $0.hostPort == 8080 })
    #expect(docker.conditions.first == #"iifname != "docker0""# && docker.chain == "DOCKER")
    let own = try #require(rules.first { $0.hostPort == 99 })
    #expect(own.targetAddress == nil && own.targetPort == 100 && own.pid == nil)
  }

  /// A user without privileges would take an empty list for "nothing is forwarded".
  @Test(.enabled(if: Capabilities.runsAsAnotherUser))
  func withoutPrivilegesOneLineSaysWhy() throws {
    let run = try Capabilities.AnotherUser().run("--published")
    #expect(run.status == 4 && run.text.isEmpty)
    #expect(run.errorText.contains("run as root") && run.errorText.contains("rules of nftables"))
    #expect(run.errorText.split(separator: "\n").count == 1)
  }
}
