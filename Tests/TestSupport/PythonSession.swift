import Foundation

/// A python3 process that runs code on request. Sockets in it have exactly one owner, unlike those
/// of the tests: every program that another test starts has copies of the descriptors of the tests
/// for a moment.
public final class PythonSession {
  private static let script = """
    import json, os, socket, struct, sys, threading
    os.setpgid(0, 0)
    print("ready", flush=True)
    answers = open(sys.argv[1], "w", buffering=1)
    for line in open(sys.argv[2]):
      try: exec(json.loads(line))
      except Exception as error: print("failed:", repr(error), file=answers)
      else: print(globals().pop("answer", "done"), file=answers)
    """

  private let tree: ProcTree
  private let program: BackgroundProgram
  private let commands: FileHandle
  private let answers: FileHandle

  public var pid: Int32 { program.pid }

  /// Code that makes signals reach the process: it inherits that the threads of a test block most of them.
  public static let unblocksSignals =
    "import signal; signal.pthread_sigmask(signal.SIG_SETMASK, [])"

  /// Code that starts a stand-in for docker-proxy, `proxy`, with its command line for a container's
  /// `address`:`port`. It listens on 127.0.0.1 and `hostPort`, or any port if that is 0; `answer` is its port.
  ///
  /// PYTHONHOME is set because python3 looks for its modules beside the program that its first argument names.
  public static func dockerProxy(address: String, port: Int, hostPort: Int = 0) -> String {
    let host = hostPort == 0 ? "" : #", "-host-port", "\#(hostPort)""#
    return """
      import subprocess
      proxy = subprocess.Popen(
        ["/usr/bin/docker-proxy", "-c",
         "import socket, time\\ns = socket.create_server(('127.0.0.1', \(hostPort)))\\n"
         "print(s.getsockname()[1], flush=True)\\ntime.sleep(1000)",
         "-proto", "tcp", "-host-ip", "127.0.0.1"\(host),
         "-container-ip", "\(address)", "-container-port", "\(port)"],
        executable=sys.executable, env={**os.environ, "PYTHONHOME": sys.base_prefix},
        stdout=subprocess.PIPE)
      answer = int(proxy.stdout.readline())
      """
  }

  public init() throws {
    let tree = try ProcTree(empty: ())
    self.tree = tree
    let paths = ["out", "in"].map { tree.folder.url.appendingPathComponent($0).path }
    for name in ["out", "in"] { try tree.makeFIFO(name) }
    program = try BackgroundProgram(
      awaitingLineOf: .installed("python3"), ["-c", Self.script] + paths)
    // Opened for reading and writing, so that neither side waits for the other.
    answers = try Self.open(paths[0])
    commands = try Self.open(paths[1])
  }

  private static func open(_ path: String) throws -> FileHandle {
    let fd = Foundation.open(path, O_RDWR | O_CLOEXEC)
    guard fd >= 0 else { throw SocketFailure(call: "open", code: errno) }
    return FileHandle(fileDescriptor: fd, closeOnDealloc: true)
  }

  /// Runs lines of Python.
  ///
  /// - Returns: The value that they assign to `answer`.
  /// - Throws: ``TimedOut`` if they fail or take more than 30 seconds.
  @discardableResult
  public func run(_ code: String) throws -> String {
    try commands.write(contentsOf: JSONEncoder().encode(code) + Data("\n".utf8))
    var text = Data()
    while text.last != UInt8(ascii: "\n") {
      var request = pollfd(fd: answers.fileDescriptor, events: Int16(POLLIN), revents: 0)
      guard poll(&request, 1, 30_000) == 1 else {
        throw TimedOut(description: "an answer to \(code)")
      }
      text += answers.availableData
    }
    let answer = String(decoding: text, as: UTF8.self).trimmingCharacters(in: .newlines)
    if answer.hasPrefix("failed:") { throw TimedOut(description: "\(code): \(answer)") }
    return answer
  }
}
