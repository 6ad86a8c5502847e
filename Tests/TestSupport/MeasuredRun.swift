import Foundation

/// A run of a program within resource limits, with its time and memory.
public struct MeasuredRun: Sendable {
  public let run: Program.Run
  /// Processor time of the program in seconds, which does not depend on other programs.
  public let seconds: Double
  /// Peak resident memory in bytes. At least about 10 MB, the memory of the program that measures.
  public let peakBytes: Int
  /// Whether the program was killed because it did not end in time.
  public let hung: Bool

  /// The program that measures. The process of the tests cannot, because the peak memory of its
  /// children begins with its own.
  private static let script = """
    import json, resource, signal, subprocess, sys
    limits = json.loads(sys.argv[2])
    def limit():
      # The program would inherit that the threads of a test block most signals.
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
  ///   - limits: By the names in setrlimit(2) without `RLIMIT_`: `AS`, `NOFILE`.
  ///   - patience: The time in seconds after which the program is killed.
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
      throw TimedOut(description: "the measurement failed: \(run.errorText)")
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
