import Foundation
import TestSupport
import Testing

@testable import SocketInspector

/// Many sockets on one port share a hash bucket of the kernel, which is handed out in parts: while some
/// of them come and go, those that stay are skipped and repeated.
@Suite(.serialized, .enabled(if: Program.isInstalled("python3"), "python3 is not installed"))
struct CrowdedPortTests {
  /// Sockets on one port: so many that stay, and others that come and go until it is ended.
  private static let script = """
    import collections, ctypes, os, random, resource, socket, sys, time
    os.setpgid(0, 0)
    kind, stable, churning = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    limit = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (limit, limit))
    # bind() keeps a port that was asked for when a socket loses its peer.
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
      probe.bind(("127.0.0.1", 0))
      port = probe.getsockname()[1]
    def make():
      stream = kind == "listening"
      one = socket.socket(socket.AF_INET, socket.SOCK_STREAM if stream else socket.SOCK_DGRAM)
      one.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
      one.bind(("127.0.0.1", port))
      if stream: one.listen(1)
      elif kind == "connected": one.connect(("127.0.0.1", random.randrange(1, 65536)))
      return one
    staying, churn = [], collections.deque()
    for number in range(max(stable, churning)):
      if number < stable: staying.append(make())
      if number < churning: churn.append(make())
    print(port, *(os.fstat(one.fileno()).st_ino for one in staying), flush=True)
    turn = 0
    while True:
      turn += 1
      if turn % 32 == 0: time.sleep(0.0005)  # other tests run beside this
      if kind == "toggling":
        one = random.choice(staying)
        one.connect(("127.0.0.1", 9))
        ctypes.CDLL(None).connect(one.fileno(), bytes(16), 16)  # AF_UNSPEC: no peer any more
      if churn:
        churn.popleft().close()
        churn.append(make())
    """

  struct Setting: CustomTestStringConvertible {
    let kind: String
    let stable: Int
    let churning: Int

    var testDescription: String { "\(kind), \(stable) that stay, \(churning) that come and go" }
  }

  /// A socket that is skipped is reported as closed and opened again by `--watch`, and a server that
  /// listens is not found by its port.
  @Test(
    arguments: [
      Setting(kind: "connected", stable: 2000, churning: 300),
      Setting(kind: "unconnected", stable: 500, churning: 100),
      Setting(kind: "listening", stable: 400, churning: 60),
      Setting(kind: "listening", stable: 32, churning: 8),
      Setting(kind: "toggling", stable: 300, churning: 20),
    ], [SourcePreference.netlink, .procfs])
  func socketsThatStayAreInEverySnapshotOnce(_ setting: Setting, _ source: SourcePreference) throws
  {
    let crowd = try BackgroundProgram(
      awaitingLineOf: .installed("python3"),
      ["-c", Self.script, setting.kind, "\(setting.stable)", "\(setting.churning)"])
    let numbers = crowd.line.split(separator: " ").compactMap { UInt64($0) }
    try #require(numbers.count == setting.stable + 1)
    let staying = Set(numbers.dropFirst())
    var query = Query(requirements: .retransmits, source: source)
    query.filter.localPorts.included = [PortPattern(UInt16(numbers[0])...UInt16(numbers[0]))]
    let count = LongTests.count(30, long: 200)
    var lacking = 0
    var repeating = 0
    var unsettled = 0
    for _ in 0..<count {
      let snapshot = try Snapshot.capture(query)
      let inodes = snapshot.sockets.map(\.inode)
      // A snapshot that says that it is not complete is not wrong.
      if !snapshot.isComplete { unsettled += 1 }
      if snapshot.isComplete, !staying.isSubset(of: inodes) { lacking += 1 }
      if Set(inodes).count != inodes.count { repeating += 1 }
    }
    #expect(lacking == 0)
    #expect(repeating == 0)
    // Where two parts are enough, it settles.
    if setting.stable < 100 { #expect(unsettled <= count / 4) }
  }
}
