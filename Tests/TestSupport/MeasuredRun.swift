import Foundation

/// A run of a program within limits, and what it took.
public struct MeasuredRun: Sendable {
  public let run: Program.Run
  /// Processor time of the program in seconds, which other programs do not make longer.
  public let seconds: Double
  /// The most memory that it had at a time, in bytes; some 10 MB at least, of the program that
  /// measures.
  public let peakBytes: Int
  /// Whether it had to be ended because it did not end.
  public let hung: Bool

  /// What measures. The tests' own process cannot: a child that it starts begins with its peak.
  private static let script = """
    import json, resource, signal, subprocess, sys
    limits = json.loads(sys.argv[2])
    def limit():
      # The threads of a test block most signals, and so would the program that they start.
      signal.pthread_sigmask(signal.SIG_SETMASK, [])
      for name, value in limits.items():
        resource.setrlimit(getattr(resource, "RLIMIT_" + name), (value, value))
    child = subprocess.Popen(sys.argv[4:], preexec_fn=limit)
    hung = False
    try:
      status = child.wait(float(sys.argv[3]))
    except subprocess.TimeoutExpired:
      child.kill()
      status = child.wait()
      hung = True
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    with open(sys.argv[1], "w") as report:
      print(128 - status if status < 0 else status, used.ru_utime + used.ru_stime, used.ru_maxrss,
        int(hung), file=report)
    """

  /// - Parameters:
  ///   - limits: By the names of setrlimit(2) without `RLIMIT_`: `AS`, `NOFILE`.
  ///   - patience: After how many seconds the program counts as hung.
  public init(
    _ program: Program, _ arguments: [String], limits: [String: Int] = [:],
    patience: Int = 300
  ) throws {
    var python = try Program.installed("python3")
    python.environment = program.environment
    let folder = try TemporaryDirectory()
    let report = folder.url.appendingPathComponent("report")
    let json = String(decoding: try JSONEncoder().encode(limits), as: UTF8.self)
    let run = try python.run(
      ["-c", Self.script, report.path, json, "\(patience)", program.path] + arguments)
    guard let text = try? String(contentsOf: report, encoding: .utf8) else {
      throw TimedOut(description: "the measuring failed: \(run.errorText)")
    }
    let words = text.split(whereSeparator: \.isWhitespace)
    guard words.count == 4, let status = Int32(words[0]), let seconds = Double(words[1]),
      let kilobytes = Int(words[2])
    else { throw TimedOut(description: "a report: \(text)") }
    self.run = Program.Run(status: status, output: run.output, errors: run.errors)
    self.seconds = seconds
    peakBytes = kilobytes * 1024
    hung = words[3] == "1"
  }
}
