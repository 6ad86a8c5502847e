import Glibc
import SocketInspector
import portstat

extension Subject {
  static let all =
    [
      parse("parse tcp", .tcp, .ipv4), parse("parse tcp6", .tcp, .ipv6),
      parse("parse udp", .udp, .ipv4), parseNetlink, readTable, scanOwners, join,
      render("render table", ["-W"]), render("render json", ["--json"]),
      render("render csv", ["--csv"]),
    ]

  /// Parses lines of a table in `/proc/net`.
  private static func parse(
    _ name: String, _ table: SocketTable.ID, _ family: IPAddress.Family
  ) -> Subject {
    Subject(name: name, item: "line", maxAllocations: 0) { count in
      let text = GeneratedTable(table: table, family: family, count: count).text
      let lines = GeneratedTable.lines(of: text)
      let format = ProcNetInetLine(table, family)
      return { stopwatch in
        let sum = try stopwatch.measure {
          var sum = 0
          for line in lines {
            let socket = try format.parse(text.span.extracting(line), isTerminated: true)
            sum += Int(socket.inode)
          }
          return sum
        }
        try Failure.check("sum of inodes", sum, is: sumOfInodes(count))
      }
    }
  }

  /// Parses messages of a netlink response.
  private static let parseNetlink = Subject(
    name: "parse netlink", item: "message", maxAllocations: 0
  ) { count in
    let parts = GeneratedTable(table: .tcp, family: .ipv4, count: count).response(sequence: 1)
    let response = NetlinkResponse(sequence: 1)
    let format = InetDiagMessage(.tcp)
    return { stopwatch in
      let sum = stopwatch.measure {
        var sum = 0
        for part in parts {
          _ = response.read(part.span) { message in
            guard let socket = format.parse(message) else { return false }
            sum += Int(socket.inode)
            return true
          }
        }
        return sum
      }
      try Failure.check("sum of inodes", sum, is: sumOfInodes(count))
    }
  }

  /// Reads a table from a file, parses and sorts its rows, and removes repeated ones.
  private static let readTable = Subject(
    name: "read table", item: "row", maxAllocations: 0.1
  ) { count in
    let tree = try GeneratedTree(rows: count, sockets: 0, perProcess: 1)
    return { stopwatch in
      let snapshot = try stopwatch.measure { try Snapshot.capture(tree.query([])) }
      try Failure.check("sockets", snapshot.sockets.count, is: count)
    }
  }

  /// Reads the links of descriptors, 500 per process. They are in a generated tree, where reading a link
  /// takes the kernel less time than in `/proc`. There are fewer of them because creating a million would
  /// take longer than measuring them.
  private static let scanOwners = Subject(
    name: "scan owners", item: "descriptor", maxItems: 100_000, maxAllocations: 0.1
  ) { count in
    let tree = try GeneratedTree(rows: 1, sockets: count, perProcess: 500)
    return { stopwatch in
      let snapshot = try stopwatch.measure { try Snapshot.capture(tree.query(.owners)) }
      try Failure.check("owners", snapshot.sockets[0].owners.count, is: 1)
    }
  }

  /// Joins rows with descriptors, and looks up the owners of each socket.
  private static let join = Subject(name: "join", item: "row") { count in
    let tree = try GeneratedTree(rows: count, sockets: count, perProcess: 500)
    return { stopwatch in
      let snapshot = try tree.snapshot { stopwatch.resume() }
      var owned = 0
      for socket in snapshot.sockets where socket.ownership == .known {
        owned += socket.descriptors.count
      }
      stopwatch.pause()
      try Failure.check("owned sockets", owned, is: count)
    }
  }

  /// Writes the sockets of a snapshot.
  private static func render(_ name: String, _ arguments: [String]) -> Subject {
    Subject(name: name, item: "row") { count in
      let tree = try GeneratedTree(rows: count, sockets: count, perProcess: 500)
      let snapshot = try tree.snapshot()
      return { stopwatch in
        let null = open("/dev/null", O_WRONLY | O_CLOEXEC)
        defer { close(null) }
        let isShown = stopwatch.measure { Tool.show(snapshot, arguments, on: null) }
        if !isShown { throw Failure(description: "\(arguments): nothing was written") }
      }
    }
  }

  private static func sumOfInodes(_ count: Int) -> Int {
    (0..<count).reduce(0) { $0 + GeneratedTable.inode($1) }
  }
}
