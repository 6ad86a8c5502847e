import Foundation
import TestSupport
import Testing

@testable import SocketInspector

/// What limits real senders within this machine. A wrong word makes people change what does not help.
@Suite(
  .enabled(
    if: Program.isInstalled("python3")
      && (try? Snapshot.capture(Query(source: .netlink))) != nil,
    "needs python3 and sock_diag"))
struct LiveLimitTests {
  /// Code for a sender and its reader; `answer` is the port of the reader.
  private func sender(
    chunk: Int, pause: Double = 0, buffer: Int32? = nil, reads: Bool = true
  ) -> String {
    """
    import time
    listener = socket.create_server(("127.0.0.1", 0))
    client = socket.socket()
    \(buffer.map { "client.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, \($0))" } ?? "")
    client.connect(listener.getsockname())
    server = listener.accept()[0]
    def read():
      while server.recv(65536): pass
    def send():
      while True:
        client.sendall(b"a" * \(chunk))
        time.sleep(\(pause))
    if \(reads ? "True" : "False"): threading.Thread(target=read, daemon=True).start()
    threading.Thread(target=send, daemon=True).start()
    answer = listener.getsockname()[1]
    """
  }

  private static let cases:
    [(chunk: Int, pause: Double, buffer: Int32?, reads: Bool, LimitingFactor)] =
      [
        // The peer acknowledges a part of a segment late, and there is no room for more until then.
        (65_536, 0, 4096, true, .sendBuffer), (65_536, 0, 16_384, true, .sendBuffer),
        (65_536, 0, 30_000, true, .sendBuffer),
        (65_536, 0, nil, false, .receiver), (65_536, 0, 4096, false, .receiver),
        (100, 0.05, nil, true, .application), (100, 0.05, 4096, true, .application),
        (1000, 3600, nil, true, .application),
      ]

  /// One listing, and an update of a series.
  @Test(arguments: cases)
  func eachLimitIsNamed(
    chunk: Int, pause: Double, buffer: Int32?, reads: Bool, expected: LimitingFactor
  ) throws {
    let session = try PythonSession()
    let code = sender(chunk: chunk, pause: pause, buffer: buffer, reads: reads)
    let port = try #require(UInt16(try session.run(code)))
    var query = Query(requirements: .rates, source: .netlink)
    query.filter.remotePorts.included = [PortPattern(port...port)]
    var series = SnapshotSeries(query)
    _ = try series.next()
    _ = try eventually("\(expected) in a listing and in an update") {
      usleep(300_000)
      let now = try Snapshot.capture(query).sockets.first?.limitedBy
      let since = try series.next().sockets.first?.limitedBy
      return now == expected && since == expected ? true : nil
    }
  }
}
