import Foundation
import TestSupport
import Testing

@testable import SocketInspector

/// Many sockets on one port share a hash bucket of the kernel, which returns it in parts. If
/// sockets open and close between two parts, others are skipped or repeated.
@Suite(.serialized, .enabled(if: Program.isInstalled("python3"), "python3 is not installed"))
struct CrowdedPortTests {
  /// Opens sockets on one port: some stay open, others are closed and replaced until the script is
  /// ended.
  private static let script = """
    import collections, ctypes, os, random, resource, socket, sys, time
    os.setpgid(0, 0)
    kind, stable, churning = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    limit = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (limit, limit))
    stream = kind == "listening"
    def bound(port):
      s = socket.socket(socket.AF_INET, socket.SOCK_STREAM if stream else socket.SOCK_DGRAM)
      s.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
      s.bind(("127.0.0.1", port))
      return s
    def make():
      s = bound(port)
      if stream: s.listen(1)
      elif kind == "connected": s.connect(("127.0.0.1", random.randrange(1, 65536)))
      return s
    churn = collections.deque()
    # A socket keeps the port that bind() requested when it loses its peer, so none keeps that of the probe.
    # Until the first one is bound, the probe keeps others from taking the port.
    with bound(0) as probe:
      port = probe.getsockname()[1]
      staying = [make()]
    for number in range(max(stable, churning)):
      if 0 < number < stable: staying.append(make())
      if number < churning: churn.append(make())
    print(port, *(os.fstat(s.fileno()).st_ino for s in staying), flush=True)
    rounds = 0
    while True:
      rounds += 1
      if rounds % 32 == 0: time.sleep(0.0005)  # leaves time to the tests that run in parallel
      if kind == "toggling":
        s = random.choice(staying)
        s.connect(("127.0.0.1", 9))
        ctypes.CDLL(None).connect(s.fileno(), bytes(16), 16)  # AF_UNSPEC removes the peer
      if churn:
        churn.popleft().close()
        churn.append(make())
    """

  struct Setting: CustomTestStringConvertible {
    let kind: String
    let stable: Int
    let churning: Int

    var testDescription: String { "\(kind), \(stable) stable, \(churning) replaced" }
  }

  /// `--watch` would report a socket as closed and opened again, and a listing by port would not
  /// find a listening server.
  @Test(
    arguments: [
      Setting(kind: "connected", stable: 2000, churning: 300),
      Setting(kind: "unconnected", stable: 500, churning: 100),
      Setting(kind: "listening", stable: 400, churning: 60),
      Setting(kind: "listening", stable: 32, churning: 8),
      Setting(kind: "toggling", stable: 300, churning: 20),
    ], [SourcePreference.netlink, .procfs])
  func stableSocketsAreInEverySnapshotOnce(_ setting: Setting, _ source: SourcePreference) throws {
    let crowd = try BackgroundProgram(
      awaitingLineOf: .installed("python3"),
      ["-c", Self.script, setting.kind, "\(setting.stable)", "\(setting.churning)"])
    let numbers = crowd.line.split(separator: " ").compactMap { UInt64($0) }
    try #require(numbers.count == setting.stable + 1)
    let staying = Set(numbers.dropFirst())
    var query = Query(requirements: .retransmits, source: source)
    query.filter.localPorts.included = [PortPattern(UInt16(numbers[0])...UInt16(numbers[0]))]
    let count = LongTests.count(16, long: 200)
    var withMissing = 0
    var withRepeated = 0
    var incomplete = 0
    for _ in 0..<count {
      let snapshot = try Snapshot.capture(query)
      let inodes = snapshot.sockets.map(\.inode)
      // A snapshot that reports itself as incomplete may miss sockets.
      if !snapshot.isComplete { incomplete += 1 }
      if snapshot.isComplete, !staying.isSubset(of: inodes) { withMissing += 1 }
      if Set(inodes).count != inodes.count { withRepeated += 1 }
    }
    #expect(incomplete < count, "without a complete snapshot, nothing was tested")
    #expect(withMissing == 0)
    #expect(withRepeated == 0)
    // Two parts are enough for so few sockets, so most snapshots are complete.
    if setting.stable < 100 { #expect(incomplete <= count / 4) }
  }
}
